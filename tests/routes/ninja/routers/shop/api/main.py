from ninja import NinjaAPI, Schema
from shop.auth import Bearer, Key, session

from .items import router as items_router
from .orders import router

api = NinjaAPI(auth=Bearer(), title="Shop")

api.add_router("/items/", items_router)
api.add_router("orders", router, auth=Key())
api.add_router("", "shop.api.plain.router")


# route: GET /api/hello hello
@api.get("/hello", auth=None)
def hello(request):
    return "hello"


class Credentials(Schema):
    email: str
    password: str


# route: POST /api/login login; fields: email(string), password(string)
@api.post("login", auth=None)
def login(request, payload: Credentials, remember: bool = False):
    return "token"


# route: GET /api/both/{number} both; guards: Bearer or session
# route: PUT /api/both/{number} both; guards: Bearer or session
@api.api_operation(["GET", "PUT"], "/both/{int:number}", auth=[Bearer(), session])
def both(request, number: int):
    return number
