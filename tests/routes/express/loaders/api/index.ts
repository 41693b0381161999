import { Router } from 'express';
import user from './user';
import admin from './admin';

export default () => {
  const app = Router();
  user(app);
  if (process.env.NODE_ENV !== 'production') admin(app);
  return app;
};
