import { requireUser } from '@/lib/auth';
import { preflight, route } from '@/lib/http';
import { searchJobs } from '@/lib/jobs';
import { parse, searchSchema } from '@/lib/schemas';

export const dynamic = 'force-dynamic';

export const OPTIONS = preflight;

export const GET = route(async (request) => {
  const user = await requireUser(request);
  // An empty parameter (?status=) means the same as leaving it out.
  const given = [...request.nextUrl.searchParams].filter(([, value]) => value !== '');
  const query = parse(searchSchema, Object.fromEntries(given));
  const { jobs, total } = searchJobs(user.id, query);
  return Response.json({ jobs, total, page: query.page, per_page: query.per_page });
});
