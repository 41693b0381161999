from flask import Blueprint

bp = Blueprint("moved", __name__, url_prefix="/old")


# route: GET /new/page page; guards: load_user
@bp.route("/page")
def page():
    return ""
