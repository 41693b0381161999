// H03, H04, H11: middleware holds for what is added after it, below its path.
import { Hono } from 'hono';
import { bearerAuth } from 'hono/bearer-auth';
import { rateLimiter } from 'hono-rate-limiter';

const app = new Hono();
const member = bearerAuth({ token: process.env.TOKEN! });
const limiter = rateLimiter({ windowMs: 60_000, limit: 5, keyGenerator: (c) => c.req.header('x-ip')! });

// route: POST /login (line 11)
app.post('/login', (c) => c.json({}));
// route: GET /admin/report (line 13)
app.get('/admin/report', (c) => c.json({}));
app.use('/admin/*', member);
// route: GET /admin/users (line 16); guards: member
app.get('/admin/users', (c) => c.json([]));
// route: GET /administrators (line 18)
app.get('/administrators', (c) => c.json([]));

export default app;
