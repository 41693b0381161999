from aiohttp import web


async def ping(request):
    return web.Response()


class Server:
    def __init__(self):
        self.app = web.Application()
        # route: GET /ping ping
        self.app.router.add_get("/ping", ping)


Server()
