import { Body, Controller, Get, Param, Patch, Post, UseGuards } from '@nestjs/common';
import { Auth } from '../common/decorators';
import { HighGuard, LowGuard } from '../common/guards';
import { BaseController } from './base.controller';

const PATH = 'people';

@Auth('admin')
@Controller({ path: PATH, version: '2' })
export class UsersController extends BaseController {
  // route: GET /api/v2/people UsersController.list; guards: JwtGuard, LastGuard, CountGuard, AuthGuard("jwt"), RolesGuard
  @Get()
  list() {
    return [];
  }

  // The lower decorator is applied first.
  // route: GET /api/v2/people/{id} UsersController.one; guards: JwtGuard, LastGuard, CountGuard, AuthGuard("jwt"), RolesGuard, LowGuard, HighGuard
  @Get(':id')
  @UseGuards(HighGuard)
  @UseGuards(LowGuard)
  one(@Param('id') id: string) {
    return id;
  }

  // route: POST /api/v2/people/{id}/rename UsersController.rename; guards: JwtGuard, LastGuard, CountGuard, AuthGuard("jwt"), RolesGuard; fields: name(string)
  // route: POST /api/v2/people/{id}/name UsersController.rename; guards: JwtGuard, LastGuard, CountGuard, AuthGuard("jwt"), RolesGuard; fields: name(string)
  @Post([':id/rename', ':id/name'])
  rename(@Param('id') id: string, @Body('name') name: string) {
    return id + name;
  }

  replaced() {
    return 'declares no route';
  }

  // route: PATCH /api/v2/people/{id} UsersController.change; guards: JwtGuard, LastGuard, CountGuard, AuthGuard("jwt"), RolesGuard
  @Patch('/:id/')
  change(@Param('id') id: string, @Body() changes: Record<string, unknown>) {
    return { id, ...changes };
  }
}
