import { HttpError, preflight, readJson, route } from "@/lib/http";
import { verifyPassword } from "@/lib/passwords";
import { signToken } from "@/lib/tokens";
import { findUserByEmail, publicUser } from "@/lib/users";
import { parseEmail } from "@/lib/validation";

export const POST = route(async (req) => {
  const body = await readJson(req);
  const email = parseEmail(body.email);
  if (typeof body.password !== "string") throw new HttpError(400, "password is required");

  const user = findUserByEmail(email);
  if (!user || !(await verifyPassword(body.password, user.password_hash))) {
    throw new HttpError(401, "Invalid email or password");
  }
  return Response.json({ token: signToken(user.id), user: publicUser(user) });
});

export const OPTIONS = preflight;
