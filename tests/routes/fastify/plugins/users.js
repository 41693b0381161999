const details = require('./details');

async function routes(fastify, options) {
  const server = fastify.withTypeProvider();
  // route: GET /v1/users (line 7); guards: helmet, audit
  // route: GET /v2/users (line 7); guards: helmet, audit
  server.get('/', async () => []);
  fastify.register(details, { prefix: '/:id/details' });
}

module.exports = routes;
