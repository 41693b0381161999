import type { FastifyInstance } from 'fastify';

export default async function jobs(fastify: FastifyInstance) {
  // route: GET /api/users/{id}/jobs (line 5); guards: cors
  fastify.get('/', async () => []);
}
