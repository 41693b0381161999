# H04: before_request runs before all views of its scope, wherever it is declared.
from flask import Blueprint, Flask, abort, g

app = Flask(__name__)
shop = Blueprint("shop", __name__, url_prefix="/shop")
inner = Blueprint("inner", __name__, url_prefix="/inner")


# route: GET /early early; guards: check_key
@app.get("/early")
def early():
    return ""


# route: GET /shop/items items; guards: check_key, check_user
@shop.get("/items")
def items():
    return ""


@shop.before_request
def check_user():
    if not g.user:
        abort(401)


# route: GET /shop/inner/deep deep; guards: check_key, check_user
@inner.get("/deep")
def deep():
    return ""


@app.after_request
def audit(response):
    return response


shop.register_blueprint(inner)
app.register_blueprint(shop)


@app.before_request
def check_key():
    if not g.key:
        abort(401)
