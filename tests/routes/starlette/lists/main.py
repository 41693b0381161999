from starlette.applications import Starlette
from starlette.authentication import requires
from starlette.endpoints import HTTPEndpoint
from starlette.middleware import Middleware
from starlette.routing import Mount, Route, Router, WebSocketRoute
from starlette.staticfiles import StaticFiles

from settings import DEBUG, KeyMiddleware
from sub import sub_app


async def home(request):
    return None


@requires("authenticated")
async def secret(request):
    return None


class Users(HTTPEndpoint):
    async def get(self, request):
        return None

    @requires("admin")
    async def post(self, request):
        return None


async def late(request):
    return None


async def live(socket):
    pass


inner_routes = [
    # route: DELETE /api/v1/thing secret; guards: KeyMiddleware, requires("authenticated")
    Route("/thing", secret, methods=["DELETE"]),
]

routes = [
    # route: GET / home
    Route("/", home),
    # route: PUT /both secret; guards: requires("authenticated")
    # route: PATCH /both secret; guards: requires("authenticated")
    Route("/both", endpoint=secret, methods=["PUT", "PATCH"]),
    # route: GET /users/{user_id} Users.get
    # route: POST /users/{user_id} Users.post; guards: requires("admin")
    Route("/users/{user_id:int}", Users),
    Mount("/api", routes=[Mount("/v1", routes=inner_routes)], middleware=[Middleware(KeyMiddleware)]),
    Mount("/sub", app=sub_app),
    Mount("/static", app=StaticFiles(directory="static"), name="static"),
    WebSocketRoute("/live", live),
]
# route: GET /late late
routes.append(Route("/late", late))
if DEBUG:
    # route: GET /debug late; if: DEBUG
    routes += [Route("/debug", late)]

forgotten = [Route("/forgotten", home)]
app = Starlette(routes=routes)
# route: POST /added home
app.add_route("/added", home, methods=["POST"])
extra = Router([
    # route: GET /extra/x home
    Route("/x", home),
])
app.mount("/extra", extra)


# route: GET /decorated decorated
@app.route("/decorated")
async def decorated(request):
    return None
