import { Controller, Get, Param, Post, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';

@Controller('files')
export class LocalController {
  // route: POST /api/v1/files LocalController.upload; guards: JwtGuard, LastGuard; files; if: fileConfig().driver === Driver.LOCAL
  @Post()
  @UseInterceptors(FileInterceptor('file'))
  upload(@UploadedFile() file: Express.Multer.File) {
    return file.size;
  }

  // route: GET /api/v1/files/{path} LocalController.download; guards: JwtGuard, LastGuard; if: fileConfig().driver === Driver.LOCAL
  @Get(':path')
  download(@Param('path') path: string) {
    return path;
  }
}
