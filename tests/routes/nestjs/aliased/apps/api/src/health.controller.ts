import { Controller, Get } from "@nestjs/common";

@Controller("health")
export class HealthController {
  // route: GET /health HealthController.check
  @Get()
  check() {
    return {};
  }
}
