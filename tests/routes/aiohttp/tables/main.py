from aiohttp import web

import admin
from views import routes as table


async def index(request):
    return web.Response()


async def create(request):
    return web.json_response({})


class Jobs(web.View):
    async def get(self):
        return web.Response()

    async def post(self):
        return web.Response()


@web.middleware
async def check(request, handler):
    return await handler(request)


def setup_routes(app):
    # route: GET / index; guards: check
    app.router.add_get("/", index)
    # route: POST /jobs/{name} create; guards: check
    app.router.add_post(r"/jobs/{name:\d+}", create)
    # route: PUT /jobs create; guards: check
    app.router.add_route("PUT", "/jobs", create)
    # route: GET /classes Jobs.get; guards: check
    # route: POST /classes Jobs.post; guards: check
    app.router.add_view("/classes", Jobs)
    resource = app.router.add_resource("/resource")
    # route: PATCH /resource create; guards: check
    resource.add_route("PATCH", create)
    # route: ANY /any index; guards: check
    app.router.add_route("*", "/any", index)
    app.router.add_static("/static", "static")


app = web.Application(middlewares=[check])
setup_routes(app)
app.add_routes([
    # route: GET /listed index; guards: check
    web.get("/listed", index),
    # route: DELETE /listed create; guards: check
    web.delete("/listed", create),
    web.static("/files", "files"),
])
app.add_routes(table)
app.add_subapp("/admin", admin.make())

if __name__ == "__main__":
    web.run_app(app)
