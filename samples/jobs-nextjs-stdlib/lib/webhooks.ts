import { createHmac, timingSafeEqual } from "node:crypto";
import { getConfig } from "./config";

/** `header` is the hex HMAC-SHA256 of the raw body, with or without a "sha256=" prefix. */
export function isValidSignature(body: Buffer, header: string | null): boolean {
  const hex = header?.trim().replace(/^sha256=/, "") ?? "";
  if (!/^[0-9a-f]{64}$/i.test(hex)) return false;
  const expected = createHmac("sha256", getConfig().webhookSecret).update(body).digest();
  return timingSafeEqual(Buffer.from(hex, "hex"), expected);
}
