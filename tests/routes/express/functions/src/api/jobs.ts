import { Router, type RequestHandler } from 'express';

export default (app: Router) => {
  const route = Router();
  for (const kind of ['a']) console.log(kind);
  // route: GET /v2/jobs/{from}-{to} range; guards: session
  route.get('/:from-:to', range);
  // route: GET /v2/jobs/deep/{0} (line 9); guards: session
  route.get(/^\/deep\/(\d+)$/, (req, res) => res.end());
  app.use('/jobs', route);
};

const range: RequestHandler = (req, res) => {
  res.end();
};
