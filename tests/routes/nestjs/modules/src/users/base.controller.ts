import { Delete, Get, Param, UseGuards } from '@nestjs/common';
import { CountGuard } from '../common/guards';

@UseGuards(CountGuard)
export abstract class BaseController {
  // route: DELETE /api/v2/people/{id} BaseController.remove; guards: JwtGuard, LastGuard, CountGuard, AuthGuard("jwt"), RolesGuard
  @Delete(':id')
  remove(@Param('id') id: string) {
    return id;
  }

  @Get('replaced')
  replaced() {
    return 'the class below has its own';
  }
}
