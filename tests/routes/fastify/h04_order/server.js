// H04, H54: a hook holds for its whole scope, wherever it is added. H11: and for no scope outside of it.
// H03: @fastify/basic-auth only brings a hook along; who does not add it guards nothing.
const fastify = require('fastify');
const basicAuth = require('@fastify/basic-auth');

const app = fastify();

app.register(basicAuth, { validate });
// route: GET /early show; guards: member
app.get('/early', show);
app.register(async (admin) => {
  // route: GET /admin/users show; guards: member, staff
  admin.get('/users', show);
  admin.addHook('preHandler', staff);
}, { prefix: '/admin' });
// route: GET /admin/report show; guards: member
app.get('/admin/report', show);
app.addHook('onRequest', member);
// Runs when the answer is on its way already.
app.addHook('onResponse', audit);

async function show() {
  return {};
}
async function member(request, reply) {
  if (!request.user) reply.code(401).send();
}
async function staff(request, reply) {
  if (!request.user.staff) reply.code(403).send();
}
async function audit() {}
function validate(name, password, request, reply, done) {
  done();
}

app.listen({ port: 3000 });
