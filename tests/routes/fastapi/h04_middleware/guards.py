from fastapi import HTTPException


class KeyMiddleware:
    def __init__(self, app, key):
        self.app = app
        self.key = key

    async def __call__(self, scope, receive, send):
        await self.app(scope, receive, send)


async def check_header(request, call_next):
    return await call_next(request)


def require_user():
    raise HTTPException(401)
