import { createHmac, timingSafeEqual } from 'node:crypto';
import { getConfig } from './config';

// X-Signature is the hex HMAC-SHA256 of the raw body; a "sha256=" prefix is accepted too.
export function isValidSignature(body: Buffer, header: string | null): boolean {
  if (!header) return false;
  const given = Buffer.from(header.trim().replace(/^sha256=/, ''), 'hex');
  const expected = createHmac('sha256', getConfig().WEBHOOK_SECRET).update(body).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}
