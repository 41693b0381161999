import { Hono } from 'hono';
import { authenticate } from './middleware';

const id = ':id{[0-9]+}';

export const jobs = new Hono()
  // route: GET /api/jobs (line 8); guards: cors(), authenticate
  .get('/', (c) => c.json([]))
  // route: GET /api/jobs/{id} (line 10); guards: cors()
  .get(`/${id}`, (c) => c.json({}))
  // route: DELETE /api/jobs/{id} remove; guards: cors(), authenticate
  .delete('/:id', authenticate, remove);

async function remove(c) {
  return c.body(null, 204);
}
