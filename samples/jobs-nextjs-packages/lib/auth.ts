import bcrypt from 'bcryptjs';
import createError from 'http-errors';
import { SignJWT, errors, jwtVerify } from 'jose';
import { getConfig } from './config';
import { findUser, type User } from './users';

const ALGORITHM = 'HS256';

const key = () => new TextEncoder().encode(getConfig().JWT_SECRET);

export function hashPassword(password: string): Promise<string> {
  return bcrypt.hash(password, getConfig().BCRYPT_ROUNDS);
}

export function checkPassword(password: string, hash: string): Promise<boolean> {
  return bcrypt.compare(password, hash);
}

export function issueToken(user: User): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg: ALGORITHM })
    .setSubject(user.id)
    .setIssuedAt()
    .setExpirationTime(getConfig().JWT_EXPIRES_IN)
    .sign(key());
}

async function verifyToken(token: string): Promise<string | undefined> {
  try {
    const { payload } = await jwtVerify(token, key(), { algorithms: [ALGORITHM] });
    return payload.sub;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

// The user is read back each time, so a deleted user's token stops working and roles are never stale.
export async function requireUser(request: Request): Promise<User> {
  const [scheme, token] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme.toLowerCase() !== 'bearer' || !token) {
    throw createError(401, 'Missing bearer token');
  }
  const userId = await verifyToken(token);
  const user = userId ? findUser(userId) : undefined;
  if (!user) {
    throw createError(401, 'Invalid or expired token');
  }
  return user;
}

export async function requireAdmin(request: Request): Promise<User> {
  const user = await requireUser(request);
  if (user.role !== 'admin') {
    throw createError(403, 'Admin access required');
  }
  return user;
}
