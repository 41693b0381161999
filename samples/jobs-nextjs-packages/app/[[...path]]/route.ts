import createError from 'http-errors';
import { preflight, route } from '@/lib/http';

export const dynamic = 'force-dynamic';

// Everything no other route answers.
const notFound = route(() => {
  throw createError(404, 'Not found');
});

export const OPTIONS = preflight;

export {
  notFound as GET,
  notFound as POST,
  notFound as PUT,
  notFound as PATCH,
  notFound as DELETE,
};
