import Fastify from 'fastify';
import autoload from '@fastify/autoload';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const __filename = fileURLToPath(import.meta.url);
const __dirname = dirname(__filename);

const app = Fastify();
await app.register(autoload, { dir: join(__dirname, 'plugins') });
app.register(autoload, {
  dir: join(__dirname, 'routes'),
  options: { prefix: '/api' },
  routeParams: true,
  autoHooks: true,
  cascadeHooks: true,
});
await app.listen({ port: 3000 });
