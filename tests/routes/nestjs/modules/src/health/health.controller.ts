import { Controller, Get } from '@nestjs/common';
import { Public } from '../common/decorators';

@Public()
@Controller('health')
export class HealthController {
  // route: GET /v1/health/live HealthController.live; guards: LastGuard
  @Get('live')
  live() {
    return 'ok';
  }
}
