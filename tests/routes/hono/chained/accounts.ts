import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import { authenticate } from './middleware';

const create = () => new OpenAPIHono();

const register = createRoute({
  method: 'post',
  path: '/accounts',
  middleware: [authenticate] as const,
  request: {
    body: {
      content: { 'application/json': { schema: z.object({ email: z.string().email() }) } },
    },
  },
  responses: { 201: { description: 'made' } },
});

const admins = create();
// route: PUT /api/admin/users/{id} (line 20); guards: cors(), admin()
admins.openapi(createRoute({ method: 'put', path: '/users/{id}', responses: {} }), (c) => c.json({}));

export const accounts = create()
  // route: POST /api/accounts (line 24); guards: cors(), authenticate; fields: email(email)
  .openapi(register, (c) => c.json({}, 201))
  .route('/admin', admins);
