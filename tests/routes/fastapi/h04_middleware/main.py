# H04: middleware of the app stands before all of its routes and of the apps mounted in it, whenever it is
# added; dependencies do not reach a mounted app. What only packs or tells browsers refuses nobody.
from fastapi import Depends, FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from slowapi.middleware import SlowAPIMiddleware

from guards import KeyMiddleware, check_header, require_user

app = FastAPI(dependencies=[Depends(require_user)])
inner = FastAPI()


# route: GET /early early; guards: check_header, SlowAPIMiddleware, KeyMiddleware, require_user
@app.get("/early")
def early():
    return {}


# route: GET /inner/things things; guards: check_header, SlowAPIMiddleware, KeyMiddleware
@inner.get("/things")
def things():
    return {}


app.mount("/inner", inner)
app.add_middleware(KeyMiddleware, key="fake")
app.add_middleware(GZipMiddleware, minimum_size=1000)
app.add_middleware(CORSMiddleware, allow_origins=["*"])
app.add_middleware(SlowAPIMiddleware)
app.middleware("http")(check_header)


# route: GET /late late; guards: check_header, SlowAPIMiddleware, KeyMiddleware, require_user
@app.get("/late")
def late():
    return {}
