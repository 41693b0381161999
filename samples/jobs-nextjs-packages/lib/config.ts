import { z } from 'zod';

const schema = z.object({
  JWT_SECRET: z.string().min(1),
  WEBHOOK_SECRET: z.string().min(1),
  DATABASE_PATH: z.string().min(1).default('./jobs.db'),
  UPLOAD_DIR: z.string().min(1).default('./uploads'),
  JWT_EXPIRES_IN: z.string().min(1).default('24h'),
  BCRYPT_ROUNDS: z.coerce.number().int().min(4).max(15).default(10),
  CORS_ORIGIN: z.url().default('https://app.datapipeline.io'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export type Config = z.infer<typeof schema>;

let cached: Config | undefined;

// Read lazily, so that `next build` does not need the secrets.
export function getConfig(): Config {
  if (!cached) {
    const result = schema.safeParse(process.env);
    if (!result.success) {
      throw new Error(`Invalid environment:\n${z.prettifyError(result.error)}`);
    }
    cached = result.data;
  }
  return cached;
}
