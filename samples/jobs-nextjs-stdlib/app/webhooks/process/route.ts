import { HttpError, parseJsonObject, preflight, readRawJsonBody, route } from "@/lib/http";
import { findJob, updateJob } from "@/lib/jobs";
import { parseStatus } from "@/lib/validation";
import { isValidSignature } from "@/lib/webhooks";

export const POST = route(async (req) => {
  const raw = await readRawJsonBody(req);
  if (!isValidSignature(raw, req.headers.get("x-signature"))) {
    throw new HttpError(401, "Invalid signature");
  }

  const body = parseJsonObject(raw);
  const status = parseStatus(body);
  if (typeof body.job_id !== "string" || status === undefined) {
    throw new HttpError(400, "job_id and status are required");
  }
  const job = findJob(body.job_id);
  if (!job) throw new HttpError(404, "Job not found");
  const updated = updateJob(job, { status });
  return Response.json({ job_id: updated.id, status: updated.status });
});

export const OPTIONS = preflight;
