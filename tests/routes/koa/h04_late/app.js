// H04, H11: what a router answers never comes to the middleware that is added after it.
const Koa = require('koa');
const Router = require('@koa/router');

const app = new Koa();
const open = new Router();
const closed = new Router({ prefix: '/closed' });

// route: GET /open show
open.get('/open', show);
// route: GET /closed/early show; guards: member
closed.get('/early', show);
closed.use(staff);
// route: GET /closed/late show; guards: member, staff
closed.get('/late', show);

app.use(open.routes());
app.use(member);
app.use(closed.routes());

async function show(ctx) {
  ctx.body = {};
}
async function member(ctx, next) {
  ctx.assert(ctx.state.user, 401);
  await next();
}
async function staff(ctx, next) {
  ctx.assert(ctx.state.user.staff, 403);
  await next();
}

app.listen(3000);
