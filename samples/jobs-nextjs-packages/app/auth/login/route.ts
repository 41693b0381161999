import createError from 'http-errors';
import { checkPassword, issueToken } from '@/lib/auth';
import { preflight, route } from '@/lib/http';
import { loginSchema, parseJson } from '@/lib/schemas';
import { findUserByEmail } from '@/lib/users';

export const OPTIONS = preflight;

export const POST = route(async (request) => {
  const { email, password } = parseJson(loginSchema, await request.text());
  const found = findUserByEmail(email);
  if (!found || !(await checkPassword(password, found.password_hash))) {
    throw createError(401, 'Invalid email or password');
  }
  const { password_hash: _, ...user } = found;
  return Response.json({ token: await issueToken(user), user });
});
