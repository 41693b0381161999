import { Controller, Get } from '@nestjs/common';

@Controller('admin')
export class AdminController {
  // route: GET /api/v1/back/office/admin AdminController.page; guards: JwtGuard, LastGuard; if: process.env.ADMIN === "on"
  @Get()
  page() {
    return 'admin';
  }
}
