import { requireUser } from '@/lib/auth';
import { preflight, requireJob, route } from '@/lib/http';
import { deleteJob, updateJob } from '@/lib/jobs';
import { jobUpdateSchema, parseJson } from '@/lib/schemas';
import { removeUpload } from '@/lib/uploads';

export const dynamic = 'force-dynamic';

type Params = { job_id: string };

export const OPTIONS = preflight;

export const GET = route<Params>(async (request, { params }) => {
  const user = await requireUser(request);
  return Response.json(requireJob(params.job_id, user));
});

export const PUT = route<Params>(async (request, { params }) => {
  const user = await requireUser(request);
  const changes = parseJson(jobUpdateSchema, await request.text());
  const job = requireJob(params.job_id, user);
  return Response.json(updateJob(job, changes));
});

export const DELETE = route<Params>(async (request, { params }) => {
  const user = await requireUser(request);
  const job = requireJob(params.job_id, user);
  deleteJob(job.id);
  await removeUpload(job.file_path);
  return new Response(null, { status: 204 });
});
