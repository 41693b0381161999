import { requireUser } from "@/lib/auth";
import { HttpError, preflight, route } from "@/lib/http";
import { requireOwnJob } from "@/lib/jobs";
import { downloadResponse } from "@/lib/uploads";

export const dynamic = "force-dynamic";

export const GET = route<{ job_id: string }>((req, { job_id }) => {
  const user = requireUser(req);
  const job = requireOwnJob(job_id, user.id);
  if (!job.file_path) throw new HttpError(404, "Job has no file");
  return downloadResponse(job.file_path);
});

export const OPTIONS = preflight;
