const fp = require('fastify-plugin');

async function audit(request) {
  request.log.info('seen');
}

exports.audited = fp(async function plugin(fastify, options) {
  fastify.addHook('onRequest', audit);
  // route: GET /audit (line 10); guards: helmet, audit
  fastify.get('/audit', async () => []);
}, { name: 'audited' });
