import sys

from fastapi import APIRouter, FastAPI

from shop.config import get_settings


def health_router() -> APIRouter:
    router = APIRouter()

    # route: GET /api/health health
    @router.get("/health")
    def health():
        return {}

    return router


def add_pages(target: FastAPI):
    # route: GET /page page
    @target.get("/page")
    def page():
        return {}


def add_debugging(target: FastAPI):
    # route: GET /debug debug; if: settings.debug
    @target.get("/debug")
    def debug():
        return {}


class Server:
    def __init__(self, app: FastAPI, path=sys.argv[0]):
        self.app = app
        self.app.include_router(health_router(), prefix=f"{path}/untold")


def create_app() -> FastAPI:
    settings = get_settings()
    app = FastAPI()
    app.include_router(health_router(), prefix=settings.api_prefix)
    add_pages(app)
    if settings.debug:
        add_debugging(app)
    return app
