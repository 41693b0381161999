import type { FastifyInstance } from 'fastify';

// Three folders down: deeper than is looked.
export default async function jobs(app: FastifyInstance) {
  app.get('/jobs', async () => []);
}
