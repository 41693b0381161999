# H10: the decorator that declares the route gets what stands below it; one above it wraps nothing that is served.
import functools

from fastapi import FastAPI
from slowapi import Limiter
from slowapi.util import get_remote_address

app = FastAPI()
limiter = Limiter(key_func=get_remote_address)


def admin_only(function):
    @functools.wraps(function)
    async def wrapper(*args, **kwargs):
        return await function(*args, **kwargs)

    return wrapper


# route: GET /right right; guards: admin_only
@app.get("/right")
@admin_only
async def right():
    return {}


@admin_only
# route: GET /wrong wrong
@app.get("/wrong")
async def wrong():
    return {}


@limiter.limit("5/minute")
# route: POST /login login
@app.post("/login")
async def login(request):
    return {}


# route: GET /upper both; guards: admin_only
@app.get("/upper")
@admin_only
# route: GET /lower both
@app.get("/lower")
async def both():
    return {}
