"""ASGI middleware: request logging, CORS and the last-resort error handler."""

import logging
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger("app.requests")


class RequestLogMiddleware:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        started = time.perf_counter()
        status = 500

        async def send_and_note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        finally:
            client = scope["client"][0] if scope.get("client") else "-"
            # raw_path is still percent-encoded, so a path cannot break the log line
            path = scope.get("raw_path", b"").decode("latin-1") or "/"
            elapsed = (time.perf_counter() - started) * 1000
            logger.info("%s %s %s %d %.1fms", client, scope["method"], path, status, elapsed)


class CorsMiddleware:
    """CORS for exactly one origin; every other origin gets no CORS headers at all."""

    METHODS = "GET, POST, PUT, DELETE, OPTIONS"
    HEADERS = "Authorization, Content-Type"
    MAX_AGE = "600"

    def __init__(self, app: ASGIApp, origin: str) -> None:
        self.app = app
        self.origin = origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        headers = Headers(scope=scope)
        allowed = headers.get("origin") == self.origin

        if (
            allowed
            and scope["method"] == "OPTIONS"
            and "access-control-request-method" in headers
        ):
            preflight = Response(
                status_code=204,
                headers={
                    "Access-Control-Allow-Origin": self.origin,
                    "Access-Control-Allow-Methods": self.METHODS,
                    "Access-Control-Allow-Headers": self.HEADERS,
                    "Access-Control-Max-Age": self.MAX_AGE,
                    "Vary": "Origin",
                },
            )
            await preflight(scope, receive, send)
            return

        async def send_with_cors(message: Message) -> None:
            if message["type"] == "http.response.start":
                response_headers = MutableHeaders(scope=message)
                response_headers.add_vary_header("Origin")
                if allowed:
                    response_headers["Access-Control-Allow-Origin"] = self.origin
                    response_headers["Access-Control-Expose-Headers"] = "Content-Disposition"
            await send(message)

        await self.app(scope, receive, send_with_cors)


class ServerErrorMiddleware:
    """Turn unhandled errors into a plain 500; the traceback goes to the log only."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        response_started = False

        async def send_and_note(message: Message) -> None:
            nonlocal response_started
            if message["type"] == "http.response.start":
                response_started = True
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except Exception:
            logger.exception("unhandled error")
            if response_started:
                raise
            response = JSONResponse({"error": "Internal server error"}, status_code=500)
            await response(scope, receive, send)
