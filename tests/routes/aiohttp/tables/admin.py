from aiohttp import web


async def stats(request):
    return web.Response()


def make():
    app = web.Application()
    # route: GET /admin/stats stats; guards: check
    app.router.add_get("/stats", stats)
    return app
