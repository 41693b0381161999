import { registerAs } from '@nestjs/config';

export enum Driver {
  LOCAL = 'local',
  REMOTE = 'remote',
}

export default registerAs('file', () => ({
  driver: (process.env.FILE_DRIVER as Driver | undefined) ?? Driver.LOCAL,
}));
