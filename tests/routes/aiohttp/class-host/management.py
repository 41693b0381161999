from aiohttp import web

public = web.Application()
routes = web.RouteTableDef()


@web.middleware
async def signed_in(request, handler):
    return await handler(request)


# route: GET /_x/v1/version version; guards: signed_in
@routes.get("/version")
async def version(request):
    return web.json_response({})


async def read(request):
    return web.json_response({})


# route: GET /public/read read
public.router.add_get("/read", read)


def make() -> web.Application:
    app = web.Application(middlewares=[signed_in])
    app.add_routes(routes)
    return app
