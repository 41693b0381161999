import { requireAdmin } from "@/lib/auth";
import { HttpError, preflight, route } from "@/lib/http";
import { listJobs } from "@/lib/jobs";
import { removeUpload } from "@/lib/uploads";
import { deleteUser } from "@/lib/users";

export const DELETE = route<{ user_id: string }>(async (req, { user_id }) => {
  const admin = requireAdmin(req);
  if (user_id === admin.id) throw new HttpError(400, "You cannot delete your own account");

  const jobs = listJobs(user_id);
  if (!deleteUser(user_id)) throw new HttpError(404, "User not found");
  for (const job of jobs) await removeUpload(job.file_path);
  return new Response(null, { status: 204 });
});

export const OPTIONS = preflight;
