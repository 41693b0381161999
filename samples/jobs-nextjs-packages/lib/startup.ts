import { getConfig } from './config';
import { getDb } from './db';
import { logger } from './logger';

// Next only logs an error thrown from the instrumentation hook and keeps listening, so the exit is explicit.
export function startup(): void {
  try {
    const config = getConfig();
    getDb();
    logger().info({ database: config.DATABASE_PATH, uploads: config.UPLOAD_DIR }, 'jobs api ready');
  } catch (error) {
    console.error(`Start-up failed: ${error instanceof Error ? error.message : error}`);
    process.exit(1);
  }
}
