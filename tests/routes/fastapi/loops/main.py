from fastapi import APIRouter, FastAPI

from api import a, b

app = FastAPI()
v1 = APIRouter(prefix="/v1")
v1.include_router(a.router, prefix="/a")
v1.include_router(b.router)
app.include_router(v1)

ROUTERS = [a.router]
ROUTERS.append(b.router)
for router in ROUTERS:
    app.include_router(router, prefix="/all")

for one, prefix in [(a.router, "/pairs/a"), (b.router, "/pairs/b")]:
    app.include_router(one, prefix=prefix)

TABLE = {"/named-a": a.router, "/named-b": b.router}
for path, each in TABLE.items():
    app.include_router(each, prefix=path)

for module in (b,):
    app.include_router(module.router, prefix="/late")
