// H54: the same without await. A plug-in of the app's own loads after it and is covered.
// H03: `global: false` leaves each route without a limit that does not ask for one.
const fastify = require('fastify');
const rateLimit = require('@fastify/rate-limit');

const app = fastify();

app.register(rateLimit, { max: 100 });
// route: GET /direct show
app.get('/direct', show);
app.register(async (inner) => {
  // route: GET /inner show; guards: rateLimit
  inner.get('/inner', show);
});
app.after(() => {
  // route: GET /loaded show; guards: rateLimit
  app.get('/loaded', show);
});

async function show() {
  return {};
}

app.listen({ port: 3000 });
