import { HttpError, preflight, readJson, route } from "@/lib/http";
import { hashPassword } from "@/lib/passwords";
import { signToken } from "@/lib/tokens";
import { createUser, publicUser } from "@/lib/users";
import { parseEmail, parseNewPassword } from "@/lib/validation";

export const POST = route(async (req) => {
  const body = await readJson(req);
  const email = parseEmail(body.email);
  const password = parseNewPassword(body.password);

  const user = createUser(email, await hashPassword(password));
  if (!user) throw new HttpError(409, "Email is already registered");
  return Response.json({ token: signToken(user.id), user: publicUser(user) }, { status: 201 });
});

export const OPTIONS = preflight;
