import { requireAdmin } from "@/lib/auth";
import { preflight, route } from "@/lib/http";
import { listUsers, publicUser } from "@/lib/users";

export const dynamic = "force-dynamic";

export const GET = route((req) => {
  requireAdmin(req);
  return Response.json(listUsers().map(publicUser));
});

export const OPTIONS = preflight;
