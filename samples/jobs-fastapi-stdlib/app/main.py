import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from . import errors
from .config import settings
from .database import init_db
from .middleware import CorsMiddleware, RequestLogMiddleware, ServerErrorMiddleware
from .routers import admin, auth, jobs, webhooks

logging.basicConfig(
    level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings.upload_dir.mkdir(parents=True, exist_ok=True)
    init_db()
    yield


app = FastAPI(title="Jobs API", lifespan=lifespan)

errors.install(app)

# The one added last is the outermost.
app.add_middleware(ServerErrorMiddleware)
app.add_middleware(CorsMiddleware, origin=settings.cors_origin)
app.add_middleware(RequestLogMiddleware)

app.include_router(auth.router)
app.include_router(jobs.router)
app.include_router(admin.router)
app.include_router(webhooks.router)
