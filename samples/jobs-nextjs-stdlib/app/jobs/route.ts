import { requireUser } from "@/lib/auth";
import { preflight, readJson, route } from "@/lib/http";
import { createJob, listJobs } from "@/lib/jobs";
import { parseNewJob } from "@/lib/validation";

export const dynamic = "force-dynamic";

export const GET = route((req) => {
  const user = requireUser(req);
  return Response.json(listJobs(user.id));
});

export const POST = route(async (req) => {
  const user = requireUser(req);
  const fields = parseNewJob(await readJson(req));
  return Response.json(createJob(user.id, fields), { status: 201 });
});

export const OPTIONS = preflight;
