import cors from '@fastify/cors';

export const autoConfig = { origin: true };
export default cors;
