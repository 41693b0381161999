import logging
import time

import structlog
from asgi_correlation_id import correlation_id
from fastapi import Request

from .config import settings

log = structlog.get_logger()


def add_request_id(_logger, _method, event: dict) -> dict:
    if request_id := correlation_id.get():
        event["request_id"] = request_id
    return event


def setup_logging() -> None:
    level = logging.getLevelNamesMapping().get(settings.log_level.upper(), logging.INFO)
    structlog.configure(
        processors=[
            add_request_id,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    # Requests are logged by log_requests; one line for each is enough.
    logging.getLogger("uvicorn.access").disabled = True


async def log_requests(request: Request, call_next):
    started = time.perf_counter()
    response = await call_next(request)
    log.info(
        "request",
        method=request.method,
        path=request.url.path,
        status=response.status_code,
        duration_ms=round((time.perf_counter() - started) * 1000, 1),
        client=request.client.host if request.client else None,
    )
    return response
