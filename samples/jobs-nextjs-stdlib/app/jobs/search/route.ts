import { requireUser } from "@/lib/auth";
import { preflight, route } from "@/lib/http";
import { searchJobs } from "@/lib/jobs";
import { parseSearch } from "@/lib/validation";

export const dynamic = "force-dynamic";

export const GET = route((req) => {
  const user = requireUser(req);
  return Response.json(searchJobs(user.id, parseSearch(req.nextUrl.searchParams)));
});

export const OPTIONS = preflight;
