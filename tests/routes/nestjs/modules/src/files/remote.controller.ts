import { Controller, Get, Post } from '@nestjs/common';

@Controller('files')
export class RemoteController {
  // By default the other driver answers here, so this one is left to it.
  @Post()
  upload() {
    return 'a signed address';
  }

  // route: GET /api/v1/files/signed/policy RemoteController.policy; guards: JwtGuard, LastGuard; if: not (fileConfig().driver === Driver.LOCAL)
  @Get('signed/policy')
  policy() {
    return {};
  }
}
