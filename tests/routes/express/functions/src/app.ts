import express, { type Express } from 'express';
import routes from './api';
import { guards } from './guards';

export function createApp(options: { prefix: string }): Express {
  const app = express();
  guards(app);
  app.use(options.prefix, routes());
  // route: GET /status (line 10); guards: session
  app.get('/status', (_req, res) => res.send('ok'));
  return app;
}

// Never called: no route.
export function legacy(app: Express) {
  app.get('/legacy', (_req, res) => res.send('old'));
}
