// H03: `global: false` limits no route that does not ask for it; @fastify/basic-auth as a hook does guard.
const fastify = require('fastify');
const rateLimit = require('@fastify/rate-limit');
const basicAuth = require('@fastify/basic-auth');

const app = fastify();

async function start() {
  await app.register(rateLimit, { global: false });
  await app.register(basicAuth, { validate });
  // route: POST /login login
  app.post('/login', login);
  // route: GET /admin login; guards: app.basicAuth
  app.get('/admin', { onRequest: app.basicAuth }, login);
  await app.listen({ port: 3000 });
}

async function login() {
  return {};
}
async function validate() {}

start();
