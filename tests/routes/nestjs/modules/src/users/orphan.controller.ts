import { Controller, Get } from '@nestjs/common';

@Controller('orphans')
export class OrphanController {
  @Get()
  list() {
    return 'no module lists this class';
  }
}
