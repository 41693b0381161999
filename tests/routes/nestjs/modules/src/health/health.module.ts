import { DynamicModule, Module, forwardRef } from '@nestjs/common';
import { UsersModule } from '../users';
import { HealthController } from './health.controller';

@Module({ imports: [forwardRef(() => UsersModule)] })
export class HealthModule {
  static forRoot(options: { path: string }): DynamicModule {
    return { module: HealthModule, controllers: [HealthController] };
  }
}
