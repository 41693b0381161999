import { Controller, Get } from '@nestjs/common';

@Controller('tested')
class TestedController {
  @Get()
  only() {
    return 'in a test';
  }
}
