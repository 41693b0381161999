import { requireUser } from '@/lib/auth';
import { preflight, route } from '@/lib/http';
import { createJob, listJobs } from '@/lib/jobs';
import { jobCreateSchema, parseJson } from '@/lib/schemas';

export const dynamic = 'force-dynamic';

export const OPTIONS = preflight;

export const GET = route(async (request) => {
  const user = await requireUser(request);
  return Response.json(listJobs(user.id));
});

export const POST = route(async (request) => {
  const user = await requireUser(request);
  const input = parseJson(jobCreateSchema, await request.text());
  return Response.json(createJob(user.id, input), { status: 201 });
});
