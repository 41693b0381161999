import type { FastifyInstance } from 'fastify';

export default async function details(app: FastifyInstance) {
  // route: GET /v1/users/details/all (line 5); guards: cors
  app.get('/all', async () => []);
}
