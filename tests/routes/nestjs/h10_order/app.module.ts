// H10: @UseGuards holds above and below the method's decorator; of two, the lower one runs first. A class's
// guards come before its methods', the app's before both.
import { Controller, Get, Module, Post, UseGuards } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { AuthGuard, RolesGuard } from './guards';

@Controller('items')
export class ItemsController {
  @UseGuards(AuthGuard)
  // route: GET /items/above ItemsController.above; guards: ThrottlerGuard, AuthGuard
  @Get('above')
  above() {
    return {};
  }

  // route: GET /items/below ItemsController.below; guards: ThrottlerGuard, AuthGuard
  @Get('below')
  @UseGuards(AuthGuard)
  below() {
    return {};
  }

  @UseGuards(RolesGuard)
  @UseGuards(AuthGuard)
  // route: POST /items/two ItemsController.two; guards: ThrottlerGuard, AuthGuard, RolesGuard
  @Post('two')
  two() {
    return {};
  }
}

@UseGuards(AuthGuard)
@Controller('staff')
export class StaffController {
  @UseGuards(RolesGuard)
  // route: GET /staff StaffController.all; guards: ThrottlerGuard, AuthGuard, RolesGuard
  @Get()
  all() {
    return [];
  }
}

@Module({
  imports: [ThrottlerModule.forRoot([{ ttl: 60000, limit: 5 }])],
  controllers: [ItemsController, StaffController],
  providers: [{ provide: APP_GUARD, useClass: ThrottlerGuard }],
})
export class AppModule {}
