import type { FastifyInstance } from 'fastify';

export const autoload = false;

export default async function off(fastify: FastifyInstance) {
  fastify.get('/off', async () => []);
}
