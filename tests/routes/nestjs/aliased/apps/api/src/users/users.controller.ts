import { Controller, Get } from "@nestjs/common";

@Controller("users")
export class UsersController {
  // route: GET /users UsersController.list
  @Get()
  list() {
    return [];
  }
}
