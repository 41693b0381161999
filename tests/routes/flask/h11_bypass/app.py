# H11: a blueprint's guard holds for its own views and those nested in it.
from flask import Blueprint, Flask, abort, g

app = Flask(__name__)
admin = Blueprint("admin", __name__)
open_part = Blueprint("open_part", __name__)


@admin.before_request
def check_admin():
    if not g.user.admin:
        abort(403)


# route: GET /admin/users users; guards: check_admin
@admin.get("/users")
def users():
    return ""


# route: GET /admin/report report
@app.get("/admin/report")
def report():
    return ""


# route: GET /admin/export export
@open_part.get("/export")
def export():
    return ""


app.register_blueprint(admin, url_prefix="/admin")
app.register_blueprint(open_part, url_prefix="/admin")
# The guard is the blueprint's, however often it is registered; the view as an URL rule of the app's own is not.
# route: GET /users users
app.add_url_rule("/users", view_func=users)
