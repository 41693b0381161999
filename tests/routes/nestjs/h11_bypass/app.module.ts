// H11: a guarded controller and another one below the same path; a heir keeps the guards of its base.
import { Controller, Delete, Get, Module, UseGuards } from '@nestjs/common';
import { AuthGuard } from './guards';

@UseGuards(AuthGuard)
export abstract class Guarded {}

@Controller('admin')
export class AdminController extends Guarded {
  // route: GET /admin/users AdminController.users; guards: AuthGuard
  @Get('users')
  users() {
    return [];
  }
}

@Controller('admin')
export class ReportController {
  // route: DELETE /admin/report ReportController.drop
  @Delete('report')
  drop() {
    return {};
  }
}

@Module({ controllers: [AdminController, ReportController] })
export class AppModule {}
