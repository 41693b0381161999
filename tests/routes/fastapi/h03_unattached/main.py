# H03: a limiter and checks that are made and stand before no route.
from fastapi import APIRouter, Depends, FastAPI
from slowapi import Limiter
from slowapi.util import get_remote_address

from checks import limited, require_admin

app = FastAPI()
limiter = Limiter(key_func=get_remote_address)
app.state.limiter = limiter
GUARDS = [Depends(require_admin)]


# route: POST /login login
@app.post("/login")
def login():
    return {}


# route: POST /signup signup; guards: limiter.limit("5/minute")
@app.post("/signup")
@limiter.limit("5/minute")
def signup():
    return {}


# route: POST /reset reset; guards: limited
@app.post("/reset", dependencies=[Depends(limited)])
def reset():
    return {}


# A router that is included nowhere, a dependency that nothing asks for.
closed = APIRouter(dependencies=GUARDS)


@closed.get("/closed")
def closed_view(admin=Depends(require_admin)):
    return {}


# route: GET /report report
@app.get("/report")
def report():
    checker = Depends(require_admin)
    return {"checker": checker}
