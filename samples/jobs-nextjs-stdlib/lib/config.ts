export interface Config {
  jwtSecret: string;
  jwtTtlSeconds: number;
  webhookSecret: string;
  databasePath: string;
  uploadDir: string;
  corsOrigin: string;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`environment variable ${name} must be set`);
  return value;
}

function positiveInteger(name: string, fallback: number): number {
  const raw = process.env[name];
  if (!raw) return fallback;
  const value = Number(raw);
  if (!Number.isSafeInteger(value) || value <= 0) {
    throw new Error(`environment variable ${name} must be a positive integer`);
  }
  return value;
}

let cached: Config | undefined;

/** Read on first use rather than at import, so that `next build` needs no secrets. */
export function getConfig(): Config {
  cached ??= {
    jwtSecret: required("JWT_SECRET"),
    jwtTtlSeconds: positiveInteger("JWT_TTL_SECONDS", 24 * 60 * 60),
    webhookSecret: required("WEBHOOK_SECRET"),
    databasePath: process.env.DATABASE_PATH || "jobs.db",
    uploadDir: process.env.UPLOAD_DIR || "uploads",
    corsOrigin: process.env.CORS_ORIGIN || "https://app.datapipeline.io",
  };
  return cached;
}
