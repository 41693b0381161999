import { requireAdmin } from "@/lib/auth";
import { preflight, route } from "@/lib/http";
import { getStats } from "@/lib/stats";

export const dynamic = "force-dynamic";

export const GET = route((req) => {
  requireAdmin(req);
  return Response.json(getStats());
});

export const OPTIONS = preflight;
