import { Module, forwardRef } from '@nestjs/common';
import { HealthModule } from '../health/health.module';
import { UsersController } from './users.controller';

@Module({ imports: [forwardRef(() => HealthModule)], controllers: [UsersController] })
export class UsersModule {}
