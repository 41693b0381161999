from contextlib import asynccontextmanager

from asgi_correlation_id import CorrelationIdMiddleware
from fastapi import FastAPI
from starlette.middleware.base import BaseHTTPMiddleware

from .config import settings
from .cors import SingleOriginCORSMiddleware
from .database import Base, engine
from .errors import add_error_handlers, catch_errors
from .logs import log_requests, setup_logging
from .routers import admin, auth, files, jobs, webhooks

setup_logging()


@asynccontextmanager
async def lifespan(_app: FastAPI):
    settings.upload_dir.mkdir(parents=True, exist_ok=True)
    Base.metadata.create_all(engine)
    yield
    engine.dispose()


app = FastAPI(title="Jobs API", lifespan=lifespan)
add_error_handlers(app)

# The one added last is the outermost.
app.add_middleware(BaseHTTPMiddleware, dispatch=catch_errors)
app.add_middleware(
    SingleOriginCORSMiddleware,
    allow_origins=[settings.cors_origin],
    allow_methods=["GET", "POST", "PUT", "DELETE"],
    allow_headers=["Authorization", "Content-Type"],
)
app.add_middleware(BaseHTTPMiddleware, dispatch=log_requests)
app.add_middleware(CorrelationIdMiddleware)

app.include_router(auth.router)
app.include_router(jobs.router)
app.include_router(files.router)
app.include_router(admin.router)
app.include_router(webhooks.router)
