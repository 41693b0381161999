import { Router } from 'express';
const route = Router();

export default (app: Router) => {
  app.use('/users', route);

  // route: POST /api/users (line 8); fields: name
  route.post('/', async (req, res) => res.json({ name: req.body.name }));
};
