from functools import wraps

from flask import Blueprint
from flask_login import login_required

bp = Blueprint("main", __name__)
forgotten = Blueprint("forgotten", __name__, url_prefix="/forgotten")


def roles(*names):
    def outer(view):
        @wraps(view)
        def inner(*args, **kwargs):
            return view(*args, **kwargs)

        return inner

    return outer


# Two rules for one view; what stands below both guards both.
# route: GET / index; guards: load_user, login_required
@bp.route("/")
# route: GET /index index; guards: load_user, login_required
# route: POST /index index; guards: load_user, login_required
@bp.route("/index", methods=["GET", "POST"])
@login_required
def index():
    return ""


# The decorator above the rule wraps what nobody calls: the view is registered without it.
@login_required
# route: DELETE /users/{user_id} remove; guards: load_user, roles("admin", "owner"), roles("staff")
@bp.route("/users/<int:user_id>", methods=["DELETE"])
@roles("admin", "owner")
@roles("staff")
def remove(user_id):
    return ""


# route: POST /quick quick; guards: load_user
@bp.post("/quick")
def quick():
    return ""


@bp.app_errorhandler(404)
def not_found(error):
    return "", 404


@forgotten.route("/x")
def nowhere():
    return ""
