class Backend:
    async def authenticate(self, conn):
        return None


class LimitMiddleware:
    def __init__(self, app):
        self.app = app


class KeyMiddleware:
    def __init__(self, app):
        self.app = app
