import type { FastifyInstance } from 'fastify';

// Its name does not match.
export default async function service(app: FastifyInstance) {
  app.get('/service', async () => []);
}
