"""Every error leaves the API as {"error": "..."}."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException


async def http_error(request: Request, exc: HTTPException) -> JSONResponse:
    message = exc.detail
    if message == HTTPStatus(exc.status_code).phrase:
        message = message.capitalize()  # the framework's own "Not Found" and the like
    return JSONResponse({"error": message}, status_code=exc.status_code, headers=exc.headers)


async def validation_error(request: Request, exc: RequestValidationError) -> JSONResponse:
    details = [
        {"field": ".".join(str(part) for part in error["loc"]), "message": error["msg"]}
        for error in exc.errors()
    ]
    return JSONResponse({"error": "Validation failed", "details": details}, status_code=422)


def install(app: FastAPI) -> None:
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(RequestValidationError, validation_error)
