import createError from 'http-errors';
import { preflight, route } from '@/lib/http';
import { setJobStatus } from '@/lib/jobs';
import { parseJson, webhookSchema } from '@/lib/schemas';
import { isValidSignature } from '@/lib/signature';

export const OPTIONS = preflight;

export const POST = route(async (request) => {
  const body = Buffer.from(await request.arrayBuffer());
  if (!isValidSignature(body, request.headers.get('x-signature'))) {
    throw createError(401, 'Missing or invalid signature');
  }
  const { job_id, status } = parseJson(webhookSchema, body.toString('utf8'));
  if (!setJobStatus(job_id, status)) {
    throw createError(404, 'Job not found');
  }
  return Response.json({ job_id, status });
});
