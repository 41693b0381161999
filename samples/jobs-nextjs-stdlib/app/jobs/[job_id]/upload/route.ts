import { requireUser } from "@/lib/auth";
import { HttpError, preflight, route } from "@/lib/http";
import { findJob, requireOwnJob, setJobFile } from "@/lib/jobs";
import { readUpload, removeUpload, storeUpload } from "@/lib/uploads";

export const POST = route<{ job_id: string }>(async (req, { job_id }) => {
  const user = requireUser(req);
  requireOwnJob(job_id, user.id);

  const filePath = await storeUpload(job_id, await readUpload(req));

  // The job may have changed while the body came in, so look at it again.
  const previous = findJob(job_id)?.file_path ?? null;
  if (!setJobFile(job_id, filePath)) {
    await removeUpload(filePath);
    throw new HttpError(404, "Job not found");
  }
  if (previous !== filePath) await removeUpload(previous);
  return Response.json(findJob(job_id));
});

export const OPTIONS = preflight;
