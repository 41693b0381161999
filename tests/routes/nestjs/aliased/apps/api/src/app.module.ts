import { Module } from "@nestjs/common";
import { UsersController } from "@shop/api/users/users.controller";

import { HealthController } from "./health.controller";

// One controller by each road: one that is not followed must not be missing in silence.
@Module({ controllers: [HealthController, UsersController] })
export class AppModule {}
