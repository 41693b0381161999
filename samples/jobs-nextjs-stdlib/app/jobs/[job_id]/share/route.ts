import { requireUser } from "@/lib/auth";
import { preflight, readJson, route } from "@/lib/http";
import { requireOwnJob, shareJob } from "@/lib/jobs";
import { parseEmail } from "@/lib/validation";

export const POST = route<{ job_id: string }>(async (req, { job_id }) => {
  const user = requireUser(req);
  const { email } = await readJson(req);
  const job = requireOwnJob(job_id, user.id);
  return Response.json(shareJob(job, parseEmail(email)));
});

export const OPTIONS = preflight;
