import createError from 'http-errors';
import { hashPassword, issueToken } from '@/lib/auth';
import { preflight, route } from '@/lib/http';
import { parseJson, registerSchema } from '@/lib/schemas';
import { createUser, findUserByEmail } from '@/lib/users';

export const OPTIONS = preflight;

export const POST = route(async (request) => {
  const { email, password } = parseJson(registerSchema, await request.text());
  const passwordHash = await hashPassword(password);
  if (findUserByEmail(email)) {
    throw createError(409, 'Email is already registered');
  }
  const user = createUser(email, passwordHash);
  return Response.json({ token: await issueToken(user), user }, { status: 201 });
});
