# H10: route() registers the function it is given: a decorator above it wraps what nobody calls.
from flask import Blueprint, Flask
from flask.views import MethodView
from flask_login import login_required

app = Flask(__name__)
shop = Blueprint("shop", __name__, url_prefix="/shop")


# route: GET /right right; guards: login_required
@app.route("/right")
@login_required
def right():
    return ""


@login_required
# route: GET /wrong wrong
@app.route("/wrong")
def wrong():
    return ""


@login_required
# route: POST /shop/wrong wrong_in_shop
@shop.post("/wrong")
def wrong_in_shop():
    return ""


# route: GET /upper both; guards: login_required
@app.get("/upper")
@login_required
# route: GET /lower both
@app.get("/lower")
def both():
    return ""


class Items(MethodView):
    # A list of decorators: the first is applied first, and the last stands outermost.
    decorators = [login_required]

    def get(self):
        return ""


def plain():
    return ""


# route: GET /items Items.get; guards: login_required
app.add_url_rule("/items", view_func=Items.as_view("items"))
# Registered as it was; the name means the guarded one only from here on.
# route: GET /plain plain
app.add_url_rule("/plain", view_func=plain)
plain = login_required(plain)
app.register_blueprint(shop)
