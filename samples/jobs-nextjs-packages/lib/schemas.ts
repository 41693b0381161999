import createError from 'http-errors';
import { z } from 'zod';

const email = z.string().trim().toLowerCase().pipe(z.email().max(254));
const status = z.string().trim().min(1).max(50);

// bcrypt looks at the first 72 bytes only, so longer passwords are refused.
const password = z
  .string()
  .min(8)
  .refine((value) => Buffer.byteLength(value) <= 72, 'Too long: expected at most 72 bytes');

export const registerSchema = z.object({ email, password });
export const loginSchema = z.object({ email, password: z.string().min(1) });

const jobFields = z.object({
  name: z.string().trim().min(1).max(200),
  description: z.string().max(5000),
  status,
});

export const jobCreateSchema = jobFields.extend({
  description: jobFields.shape.description.default(''),
  status: status.default('pending'),
});
export const jobUpdateSchema = jobFields.partial();

export const searchSchema = z.object({
  q: z.string().trim().max(200).optional(),
  status: status.optional(),
  sort: z.enum(['name', 'created_at']).default('created_at'),
  order: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  per_page: z.coerce.number().int().min(1).max(100).default(20),
});

export const shareSchema = z.object({ email });
export const webhookSchema = z.object({ job_id: z.string().min(1), status });

export type JobCreate = z.infer<typeof jobCreateSchema>;
export type JobUpdate = z.infer<typeof jobUpdateSchema>;
export type SearchQuery = z.infer<typeof searchSchema>;

export function parse<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const result = schema.safeParse(value);
  if (!result.success) {
    const details = result.error.issues.map((issue) => ({
      field: issue.path.join('.'),
      message: issue.message,
    }));
    throw createError(400, 'Validation failed', { details });
  }
  return result.data;
}

export function parseJson<T extends z.ZodType>(schema: T, text: string): z.infer<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw createError(400, 'Request body must be valid JSON');
  }
  return parse(schema, value);
}
