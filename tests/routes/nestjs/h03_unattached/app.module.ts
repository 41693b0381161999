// H03: a throttler that is set up and guards that are provided, with no APP_GUARD and no @UseGuards.
import { Controller, Get, Module, Post, UseGuards } from '@nestjs/common';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { AuthGuard, RolesGuard } from './guards';

@Controller('auth')
export class AuthController {
  constructor(private readonly guard: AuthGuard) {}

  // route: POST /auth/login AuthController.login
  @Post('login')
  login() {
    return {};
  }

  @UseGuards(AuthGuard)
  // route: GET /auth/me AuthController.me; guards: AuthGuard
  @Get('me')
  me() {
    return {};
  }
}

@Module({
  imports: [ThrottlerModule.forRoot([{ ttl: 60000, limit: 5 }])],
  controllers: [AuthController],
  providers: [AuthGuard, RolesGuard, ThrottlerGuard],
})
export class AppModule {}
