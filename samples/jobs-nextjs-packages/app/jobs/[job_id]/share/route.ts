import { requireUser } from '@/lib/auth';
import { preflight, requireJob, route } from '@/lib/http';
import { shareJob } from '@/lib/jobs';
import { parseJson, shareSchema } from '@/lib/schemas';

type Params = { job_id: string };

export const OPTIONS = preflight;

export const POST = route<Params>(async (request, { params }) => {
  const user = await requireUser(request);
  const { email } = parseJson(shareSchema, await request.text());
  const job = requireJob(params.job_id, user);
  return Response.json(shareJob(job, email));
});
