import createError from 'http-errors';
import { requireUser } from '@/lib/auth';
import { preflight, requireJob, route } from '@/lib/http';
import { downloadResponse } from '@/lib/uploads';

export const dynamic = 'force-dynamic';

type Params = { job_id: string };

export const OPTIONS = preflight;

export const GET = route<Params>(async (request, { params }) => {
  const user = await requireUser(request);
  const job = requireJob(params.job_id, user);
  if (!job.file_path) {
    throw createError(404, 'No file has been uploaded for this job');
  }
  return downloadResponse(job.file_path);
});
