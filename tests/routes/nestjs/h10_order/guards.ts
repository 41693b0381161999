import { CanActivate, Injectable } from '@nestjs/common';

@Injectable()
export class AuthGuard implements CanActivate {
  canActivate() {
    return false;
  }
}

@Injectable()
export class RolesGuard implements CanActivate {
  canActivate() {
    return false;
  }
}
