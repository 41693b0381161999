import { requireUser } from '@/lib/auth';
import { preflight, requireJob, route } from '@/lib/http';
import { setJobFile } from '@/lib/jobs';
import { removeUpload, saveUpload } from '@/lib/uploads';

type Params = { job_id: string };

export const OPTIONS = preflight;

export const POST = route<Params>(async (request, { params }) => {
  const user = await requireUser(request);
  const job = requireJob(params.job_id, user);
  const filePath = await saveUpload(request, job.id);
  setJobFile(job.id, filePath);
  if (job.file_path !== filePath) {
    await removeUpload(job.file_path);
  }
  return Response.json({ ...job, file_path: filePath }, { status: 201 });
});
