// H54: @fastify/rate-limit puts itself on each route as it is declared (onRoute): what is declared in its own
// scope before the plug-in has loaded is without it, unless its registration is awaited.
import fastify from 'fastify';
import rateLimit from '@fastify/rate-limit';

const app = fastify();

// route: GET /before show
app.get('/before', show);
await app.register(rateLimit, { max: 100 });
// route: GET /after show; guards: rateLimit
app.get('/after', show);
app.register(async (inner) => {
  // route: GET /inner show; guards: rateLimit
  inner.get('/inner', show);
});

async function show() {
  return {};
}

await app.listen({ port: 3000 });
