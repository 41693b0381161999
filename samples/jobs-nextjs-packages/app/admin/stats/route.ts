import { requireAdmin } from '@/lib/auth';
import { preflight, route } from '@/lib/http';
import { countJobs } from '@/lib/jobs';
import { countUsers } from '@/lib/users';

export const dynamic = 'force-dynamic';

export const OPTIONS = preflight;

export const GET = route(async (request) => {
  await requireAdmin(request);
  return Response.json({ users: countUsers(), jobs: countJobs() });
});
