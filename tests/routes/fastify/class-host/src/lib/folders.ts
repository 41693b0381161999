import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

export const folderOf = (url: string): string => dirname(fileURLToPath(url));
