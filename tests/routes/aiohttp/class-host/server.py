from __future__ import annotations

from aiohttp import web


class Base:
    def __init__(self, management_api: web.Application) -> None:
        self.app = web.Application()
        self.app.add_subapp("/_x/v1", management_api)


class Server(Base):
    def __init__(self, management_api: web.Application, *, public) -> None:
        super().__init__(management_api)
        self.public = public

    def start(self) -> None:
        self._add_public()
        # route: GET /health Server.health
        self.app.router.add_get("/health", self.health)
        web.run_app(self.app)

    def _add_public(self) -> None:
        self.app.add_subapp("/public", self.public)

    async def health(self, request):
        return web.Response()
