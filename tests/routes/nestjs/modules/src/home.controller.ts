import { All, Controller, Get, Header, VERSION_NEUTRAL, Version } from '@nestjs/common';
import { Public } from './common/decorators';

@Controller({ version: VERSION_NEUTRAL })
export class HomeController {
  @Public()
  // route: GET / HomeController.home; guards: LastGuard
  @Get()
  home() {
    return 'home';
  }

  // route: ANY /api/v2/any HomeController.any; guards: JwtGuard, LastGuard
  // route: ANY /api/v3/any HomeController.any; guards: JwtGuard, LastGuard
  @All('any')
  @Version(['2', '3'])
  any() {
    return 'any';
  }

  @Get('*path')
  rest() {
    return 'whatever is left';
  }

  @Header('x', 'y')
  helper() {
    // @Get('commented')
    return "@Get('in a text')";
  }
}
