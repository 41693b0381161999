import type { NextRequest } from "next/server";
import { HttpError } from "./http";
import { verifyToken } from "./tokens";
import { findUserById, type User } from "./users";

export function requireUser(req: NextRequest): User {
  const match = /^Bearer ([^\s]+)$/i.exec(req.headers.get("authorization") ?? "");
  const userId = match && verifyToken(match[1]);
  // Looked up every time: the account may be gone while its token is still valid.
  const user = userId && findUserById(userId);
  if (!user) throw new HttpError(401, "Authentication required");
  return user;
}

export function requireAdmin(req: NextRequest): User {
  const user = requireUser(req);
  if (user.role !== "admin") throw new HttpError(403, "Admin access required");
  return user;
}
