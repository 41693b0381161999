from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from app import settings
from app.api import router
from app.debug import router as debug_router
from app.deps import log_access

app = FastAPI(dependencies=[Depends(log_access)])
inner = FastAPI()
app.include_router(router)
app.mount("/inner", inner)
app.mount("/static", StaticFiles(directory="static"), name="static")

if settings.DEBUG:
    app.include_router(debug_router, prefix="/debug", dependencies=[Depends(settings.localhost_only)])


# An app of its own: the outer one's dependencies are not called for it.
# route: GET /inner/state state
@inner.get("/state")
def state():
    return {}


if settings.METRICS:

    # route: GET /metrics metrics; guards: log_access; if: settings.METRICS
    @app.get("/metrics")
    def metrics():
        return ""


async def ping():
    return "pong"


# route: GET /ping ping; guards: log_access
app.add_api_route("/ping", ping)
# route: PUT /ping ping; guards: log_access
app.add_api_route("/ping", ping, methods=["PUT"])


@app.get("/{rest:path}")
def front_end(rest: str):
    return ""


def timed(view):
    return view


# What wraps the view is called after its dependencies.
# route: GET /timed slow; guards: log_access, settings.get_paging, timed
@app.get("/timed")
@timed
def slow(paging=Depends(settings.get_paging)):
    return {}
