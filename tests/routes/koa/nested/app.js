const Koa = require('koa');
const Router = require('@koa/router');
const bodyParser = require('koa-bodyparser');
const cors = require('@koa/cors');
const compose = require('koa-compose');
const mount = require('koa-mount');
const { users } = require('./users');
const jobs = require('./jobs');

const app = new Koa();
const api = new Router({ prefix: '/api' });
const health = new Router();

app.use(cors());
app.use(bodyParser());

// route: GET /api/version (line 18); guards: cors()
api.get('version', '/version', async (ctx) => {
  ctx.body = '1';
});
api.use(audit);
api.use('/users', authenticate, users.routes(), users.allowedMethods());
api.use(jobs);

// route: GET /ready (line 26); guards: cors()
health.get('/ready', (ctx) => {
  ctx.status = 200;
});

app.use(compose([api.routes(), health.routes()]));

const inner = new Koa();
const legacy = new Router();
// route: DELETE /old/things/{id} remove; guards: cors(), audit
legacy.del('/things/:id', audit, remove);
inner.use(legacy.routes());
app.use(mount('/old', inner));

// No routes: the rest, and what is no router.
health.all('(.*)', (ctx) => ctx.throw(404));
const cache = new Map();
cache.get('/cache', () => {});

async function audit(ctx, next) {
  await next();
}
async function authenticate(ctx, next) {
  ctx.assert(ctx.state.user, 401);
  await next();
}
async function remove(ctx) {
  ctx.status = 204;
}

module.exports = app;
