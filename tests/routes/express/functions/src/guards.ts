import type { Express, NextFunction, Request, Response } from 'express';

function session(req: Request, res: Response, next: NextFunction) {
  next();
}

export function guards(app: Express) {
  app.use(session);
}
