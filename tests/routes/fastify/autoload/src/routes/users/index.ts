import type { FastifyPluginAsync } from 'fastify';

const users: FastifyPluginAsync = async (fastify): Promise<void> => {
  // route: GET /api/users (line 5); guards: cors
  fastify.get('/', async () => []);
};

export default users;
