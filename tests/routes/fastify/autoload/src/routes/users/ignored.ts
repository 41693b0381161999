import type { FastifyInstance } from 'fastify';

// Beside an index file, other files are not loaded.
export default async function ignored(fastify: FastifyInstance) {
  fastify.get('/ignored', async () => []);
}
