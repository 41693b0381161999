import createError from 'http-errors';
import { requireAdmin } from '@/lib/auth';
import { preflight, route } from '@/lib/http';
import { listJobs } from '@/lib/jobs';
import { removeUpload } from '@/lib/uploads';
import { deleteUser, findUser } from '@/lib/users';

type Params = { user_id: string };

export const OPTIONS = preflight;

export const DELETE = route<Params>(async (request, { params }) => {
  await requireAdmin(request);
  const user = findUser(params.user_id);
  if (!user) {
    throw createError(404, 'User not found');
  }
  const jobs = listJobs(user.id);
  deleteUser(user.id); // the user's jobs go with him (ON DELETE CASCADE)
  await Promise.all(jobs.map((job) => removeUpload(job.file_path)));
  return new Response(null, { status: 204 });
});
