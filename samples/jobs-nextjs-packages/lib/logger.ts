import pino, { type Logger } from 'pino';
import { getConfig } from './config';

let instance: Logger | undefined;

export function logger(): Logger {
  instance ??= pino({ level: getConfig().LOG_LEVEL, timestamp: pino.stdTimeFunctions.isoTime });
  return instance;
}
