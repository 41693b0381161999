import type { FastifyInstance } from 'fastify';

export default async function root(fastify: FastifyInstance) {
  // route: GET /api (line 5); guards: cors
  fastify.get('/', async () => 'root');
}
