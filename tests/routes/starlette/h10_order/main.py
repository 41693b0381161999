# H10: a decorator above the one that declares the route guards nothing.
from starlette.applications import Starlette
from starlette.authentication import requires

app = Starlette()


# route: GET /right right; guards: requires("authenticated")
@app.route("/right")
@requires("authenticated")
async def right(request):
    return None


@requires("authenticated")
# route: GET /wrong wrong
@app.route("/wrong")
async def wrong(request):
    return None
