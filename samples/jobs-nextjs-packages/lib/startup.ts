import { getConfig } from './config';
import { getDb } from './db';
import { logger } from './logger';

export function startup(): void {
  const config = getConfig();
  getDb();
  logger().info({ database: config.DATABASE_PATH, uploads: config.UPLOAD_DIR }, 'jobs api ready');
}
