import { createMiddleware } from 'hono/factory';

export const authenticate = createMiddleware(async (c, next) => {
  await next();
});

export const admin = () =>
  createMiddleware(async (c, next) => {
    await next();
  });
