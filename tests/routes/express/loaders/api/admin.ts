import { Router } from 'express';
const route = Router();
const unknown = process.argv[2];

export default (app: Router) => {
  app.use('/admin', route);
  // route: GET /api/admin (line 8); if: process.env.NODE_ENV !== "production"
  route.get('/', (req, res) => res.end());
  // A path that can't be told is left out.
  route.get(`/${unknown}/x`, (req, res) => res.end());
};
