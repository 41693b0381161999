import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

async function administrators(request: FastifyRequest, reply: FastifyReply) {
  if (!request.headers.authorization) reply.code(401).send();
}

export default async function (fastify: FastifyInstance) {
  fastify.addHook('onRequest', administrators);
}
