import { Module, forwardRef } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_GUARD, RouterModule } from '@nestjs/core';
import { AdminModule } from './admin/admin.module';
import { JwtGuard } from './common/guards';
import appConfig from './config/app.config';
import fileConfig, { Driver } from './config/file.config';
import { LocalModule } from './files/local.module';
import { RemoteModule } from './files/remote.module';
import { HealthModule } from './health/health.module';
import { HomeController } from './home.controller';
import { UsersModule } from './users';

const uploads = fileConfig().driver === Driver.LOCAL ? LocalModule : RemoteModule;

@Module({
  imports: [
    ConfigModule.forRoot({ isGlobal: true, load: [appConfig, fileConfig] }),
    forwardRef(() => UsersModule),
    HealthModule.forRoot({ path: 'health' }),
    uploads,
    ...(process.env.ADMIN === 'on' ? [AdminModule] : []),
    RouterModule.register([{ path: 'back', children: [{ path: 'office', module: AdminModule }] }]),
  ],
  controllers: [HomeController],
  providers: [{ provide: APP_GUARD, useClass: JwtGuard }],
})
export class AppModule {}
