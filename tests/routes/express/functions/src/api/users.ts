import { Router } from 'express';

const route = Router();

export default (app: Router) => {
  app.use('/users', route);
  // route: GET /v2/users/me (line 8); guards: session
  route.get('/me', (req, res) => {
    res.json({});
  });
};
