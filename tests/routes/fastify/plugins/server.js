const fastify = require('fastify');
const helmet = require('@fastify/helmet');
const cookie = require('@fastify/cookie');
const fp = require('fastify-plugin');
const users = require('./users');
const { audited } = require('./audit');

const app = fastify({ logger: true });

app.register(cookie);
app.register(helmet, { global: true });
app.register(audited, { prefix: '/ignored' });
app.register(users, { prefix: '/v1/users' });
app.register(users, { prefix: '/v2/users' });

app.register(async (instance) => {
  // A hook holds for its whole scope, wherever it is added.
  // route: GET /reports (line 19); guards: helmet, audit, admin
  instance.get('/reports', async () => []);
  instance.addHook('preHandler', admin);
  helpers(instance);
});

// route: GET / (line 25); guards: helmet, audit
app.get('/', async () => 'ok');

// route: PUT /settings/{name} settings; guards: helmet, audit, app.authenticate, admin, app.auth([app.verify]); fields: value(string 2..9)
// route: PATCH /settings/{name} settings; guards: helmet, audit, app.authenticate, admin, app.auth([app.verify]); fields: value(string 2..9)
app.route({
  method: ['PUT', 'PATCH'],
  url: '/settings/:name',
  onRequest: app.authenticate,
  preHandler: [admin, app.auth([app.verify])],
  schema: {
    body: {
      type: 'object',
      required: ['value'],
      properties: { value: { type: 'string', minLength: 2, maxLength: 9 } },
    },
  },
  handler: settings,
});

if (process.env.DEBUG === '1') {
  // route: ANY /debug (line 46); guards: helmet, audit; if: process.env.DEBUG === "1"
  app.all('/debug', (request, reply) => reply.send('x'));
}

// None of these is a route.
app.get('/files/*', async () => 'any');
app.addHook('onClose', async () => {});
const config = { get: (name, fallback) => fallback };
config.get('/config', () => {});

function helpers(instance) {
  // route: GET /helped (line 57); guards: helmet, audit, admin
  instance.get('/helped', { schema: {} }, async () => 1);
}

async function admin(request, reply) {
  if (!request.user) reply.code(403).send();
}

async function settings(request) {
  return request.body;
}

app.listen({ port: 3000 });
