import { requireUser } from "@/lib/auth";
import { preflight, readJson, route } from "@/lib/http";
import { deleteJob, requireOwnJob, updateJob } from "@/lib/jobs";
import { removeUpload } from "@/lib/uploads";
import { parseJobChanges } from "@/lib/validation";

export const dynamic = "force-dynamic";

type Params = { job_id: string };

export const GET = route<Params>((req, { job_id }) => {
  const user = requireUser(req);
  return Response.json(requireOwnJob(job_id, user.id));
});

export const PUT = route<Params>(async (req, { job_id }) => {
  const user = requireUser(req);
  const changes = parseJobChanges(await readJson(req));
  return Response.json(updateJob(requireOwnJob(job_id, user.id), changes));
});

export const DELETE = route<Params>(async (req, { job_id }) => {
  const user = requireUser(req);
  const job = requireOwnJob(job_id, user.id);
  deleteJob(job.id);
  await removeUpload(job.file_path);
  return new Response(null, { status: 204 });
});

export const OPTIONS = preflight;
