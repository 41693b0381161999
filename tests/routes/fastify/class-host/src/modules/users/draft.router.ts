import type { FastifyInstance } from 'fastify';

export default async function draft(app: FastifyInstance) {
  app.get('/draft', async () => []);
}
