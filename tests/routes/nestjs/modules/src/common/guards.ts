import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { IS_PUBLIC } from './decorators';

@Injectable()
export class JwtGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const open = this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()]);
    if (open) {
      return true;
    }
    return Boolean(context.switchToHttp().getRequest().user);
  }
}

@Injectable()
export class LastGuard implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}

@Injectable()
export class RolesGuard implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

@Injectable()
export class CountGuard implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}

@Injectable()
export class LowGuard implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}

@Injectable()
export class HighGuard implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}
