module.exports = function (fastify, options, done) {
  // route: POST /v1/users/{id}/details (line 4); guards: helmet, audit, fastify.authenticate
  // route: POST /v2/users/{id}/details (line 4); guards: helmet, audit, fastify.authenticate
  fastify.post('', { onRequest: [fastify.authenticate], handler: async () => ({}) });
  done();
};
