import type { FastifyInstance } from 'fastify';

export const autoPrefix = '/panel';

export default async function panel(fastify: FastifyInstance) {
  // route: DELETE /api/panel/users/{id} (line 7); guards: cors, administrators
  fastify.delete('/users/:id', async () => ({}));
}
