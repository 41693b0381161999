# H04: middleware of the app stands before all of its routes, whenever it is added.
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.authentication import AuthenticationMiddleware
from starlette.routing import Mount, Route

from guards import Backend, KeyMiddleware, LimitMiddleware


async def home(request):
    return None


app = Starlette(
    routes=[
        # route: GET / home; guards: AuthenticationMiddleware, LimitMiddleware, KeyMiddleware
        Route("/", home),
        Mount("/api", routes=[
            # route: GET /api/x home; guards: AuthenticationMiddleware, LimitMiddleware, KeyMiddleware
            Route("/x", home),
        ]),
    ],
    middleware=[Middleware(LimitMiddleware), Middleware(KeyMiddleware)],
)
app.add_middleware(AuthenticationMiddleware, backend=Backend())
# route: GET /late home; guards: AuthenticationMiddleware, LimitMiddleware, KeyMiddleware
app.add_route("/late", home)
