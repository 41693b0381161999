from aiohttp import web

routes = web.RouteTableDef()
lost = web.RouteTableDef()


def login_required(handler):
    return handler


# route: GET /table table; guards: check, login_required
@routes.get("/table")
@login_required
async def table(request):
    return web.Response()


# route: GET /view Page.get; guards: check
# route: PUT /view Page.put; guards: check, login_required
@routes.view("/view")
class Page(web.View):
    async def get(self):
        return web.Response()

    @login_required
    async def put(self):
        return web.Response()


@lost.get("/lost")
async def nowhere(request):
    return web.Response()
