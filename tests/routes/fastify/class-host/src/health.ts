import type { FastifyPluginAsync } from 'fastify';

export default (async (app) => {
  // route: GET /api/health (line 5); guards: cors
  app.get('/health', async () => ({}));
}) satisfies FastifyPluginAsync;
