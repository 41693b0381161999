import path from 'node:path';
import autoload from '@fastify/autoload';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance } from 'fastify';
import health from './health.ts';
import { folderOf } from './lib/folders.ts';

interface Options {
  name: string;
}

export class Server {
  #fastify: FastifyInstance;
  #options: Options;

  constructor(options: Options = {} as Options) {
    this.#options = options;
    this.#fastify = Fastify({ logger: true }).withTypeProvider();
    Object.freeze(this);
  }

  async build() {
    await Promise.all([this.#fastify.register(cors, { origin: false })]);
    this.#fastify.register(health, { prefix: '/api' });
    this.#loadModules();
    // route: GET /ping (line 27); guards: cors
    this.#fastify.get('/ping', async () => 'pong');
  }

  async start(port: number) {
    await this.build();
    await this.#fastify.listen({ port });
  }

  #loadModules() {
    const folder = path.join(folderOf(import.meta.url), './modules');
    this.#fastify.register(autoload, {
      dir: folder,
      ignorePattern: /\.d\.ts$/,
      matchFilter: (file: string) => file.endsWith('.router.ts') && !file.includes('draft'),
      maxDepth: 2,
      options: { ...this.#options, prefix: '/v1' },
    });
  }
}
