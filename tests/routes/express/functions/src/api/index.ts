import { Router } from 'express';
import users from './users';
import jobs from './jobs';
import { ReportRoutes } from './reports';

export default () => {
  const router = Router();
  users(router);
  jobs(router);
  router.use('/reports', new ReportRoutes().router);
  return router;
};
