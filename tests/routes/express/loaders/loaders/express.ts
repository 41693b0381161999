import express from 'express';
import routes from '../api';
import config from '../config';

export default ({ app }: { app: express.Application }) => {
  // route: GET /status (line 7)
  app.get('/status', (req, res) => res.status(200).end());
  app.use(express.json());
  app.use(config.api.prefix, routes());
  app.use((req, res, next) => {
    next(new Error('Not Found'));
  });
};
