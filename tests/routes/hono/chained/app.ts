import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { logger } from 'hono/logger';
import { jobs } from './jobs';
import { accounts } from './accounts';
import { authenticate, admin } from './middleware';

const app = new Hono<{ Variables: { user: string } }>();

app.use(logger());
app.use('*', cors());
app.use('/api/admin/*', admin());
app.use('/api/jobs', authenticate);

// route: GET / (line 16); guards: cors()
app.get('/', (c) => c.text('hello'));

const api = app.basePath('/api');
// route: GET /api/version (line 20); guards: cors()
api.get('/version', (c) => c.text('1'));
// route: GET /api/admin/stats (line 22); guards: cors(), admin()
api.get('/admin/stats', (c) => c.json({}));

app.route('/api/jobs', jobs);
app.route('/api', accounts);

// route: PURGE /cache (line 31); guards: cors()
// route: POST /cache (line 31); guards: cors()
// route: PURGE /cache/{key} (line 31); guards: cors()
// route: POST /cache/{key} (line 31); guards: cors()
app.on(['PURGE', 'POST'], ['/cache', '/cache/:key'], (c) => c.body(null));

app.use('*', authenticate);
// route: ANY /late (line 35); guards: cors(), authenticate
app.all('/late', (c) => c.text('late'));
app.get('/assets/*', (c) => c.text('static'));
app.notFound((c) => c.text('no'));

export default app;
