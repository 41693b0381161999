import type { FastifyInstance } from 'fastify';

export default async function users(app: FastifyInstance) {
  // route: GET /v1/users (line 5); guards: cors
  app.get('/', async () => []);
  // route: DELETE /v1/users/{id} (line 7); guards: cors
  app.delete('/:id', async () => ({}));
}
