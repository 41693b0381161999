from flask import Flask
from flask.views import MethodView, View

from guards import audit, login_required

app = Flask(__name__)


class Base(MethodView):
    decorators = [audit, login_required]

    def get(self, item_id):
        return ""


class Items(Base):
    def post(self):
        return ""

    @audit
    def delete(self, item_id):
        return ""

    def helper(self):
        return ""


class Page(View):
    methods = ["GET", "POST"]

    def dispatch_request(self):
        return ""


class Plain(View):
    def dispatch_request(self):
        return ""


items = Items.as_view("items")
# route: POST /items Items.post; guards: login_required, audit
app.add_url_rule("/items", view_func=items, methods=["POST"])
# route: GET /items/{item_id} Base.get; guards: login_required, audit
# route: DELETE /items/{item_id} Items.delete; guards: login_required, audit
app.add_url_rule("/items/<uuid:item_id>", view_func=items, methods=["GET", "DELETE"])
# route: GET /page Page.dispatch_request; guards: login_required
# route: POST /page Page.dispatch_request; guards: login_required
app.add_url_rule("/page", view_func=login_required(Page.as_view("page")))
# route: GET /plain Plain.dispatch_request
app.add_url_rule("/plain", "plain", Plain.as_view("plain"))


def hello():
    return ""


# route: GET /hello hello
app.add_url_rule("/hello", "hello", hello)
for path in ["/a", "/b"]:
    # route: GET /a hello
    # route: GET /b hello
    app.add_url_rule(path, view_func=hello)
