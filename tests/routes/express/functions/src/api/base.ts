import { Router } from 'express';

export abstract class BaseRoutes {
  public router: Router = Router();
}
