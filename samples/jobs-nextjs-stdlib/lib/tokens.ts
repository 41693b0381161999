import { createHmac, timingSafeEqual } from "node:crypto";
import { getConfig } from "./config";

/** A minimal JWT: HS256 only, with `sub`, `iat` and `exp`. */

const HEADER = encode({ alg: "HS256", typ: "JWT" });

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(part: string): Record<string, unknown> | null {
  try {
    const value = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

function signature(input: string): Buffer {
  return createHmac("sha256", getConfig().jwtSecret).update(input).digest();
}

export function signToken(userId: string): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = encode({ sub: userId, iat: now, exp: now + getConfig().jwtTtlSeconds });
  const input = `${HEADER}.${payload}`;
  return `${input}.${signature(input).toString("base64url")}`;
}

/** The user id the token was issued to, or null if it is forged, malformed or expired. */
export function verifyToken(token: string): string | null {
  const parts = token.split(".");
  if (parts.length !== 3) return null;
  const [header, payload, mac] = parts;

  const expected = signature(`${header}.${payload}`);
  const given = Buffer.from(mac, "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;

  if (decode(header)?.alg !== "HS256") return null;
  const claims = decode(payload);
  if (typeof claims?.sub !== "string" || typeof claims.exp !== "number") return null;
  if (claims.exp <= Date.now() / 1000) return null;
  return claims.sub;
}
