import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

log = structlog.get_logger()


def http_error(_request: Request, exc: HTTPException) -> JSONResponse:
    # Starlette's own detail for an unknown route is "Not Found".
    message = "Not found" if exc.status_code == 404 and exc.detail == "Not Found" else exc.detail
    return JSONResponse({"error": message}, exc.status_code, headers=exc.headers)


def validation_error(_request: Request, exc: RequestValidationError) -> JSONResponse:
    details = [{"field": ".".join(map(str, error["loc"])), "message": error["msg"]} for error in exc.errors()]
    return JSONResponse({"error": "Validation failed", "details": details}, 422)


def server_error(_request: Request, _exc: Exception) -> JSONResponse:
    return JSONResponse({"error": "Internal server error"}, 500)


async def catch_errors(request: Request, call_next):
    """Innermost middleware, so that a 500 is still logged and gets its CORS headers."""
    try:
        return await call_next(request)
    except Exception as exc:
        log.exception("unhandled error", method=request.method, path=request.url.path)
        return server_error(request, exc)


def add_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, validation_error)
    app.add_exception_handler(Exception, server_error)
