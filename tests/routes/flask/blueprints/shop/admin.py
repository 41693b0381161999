from flask import Blueprint

bp = Blueprint("admin", __name__, url_prefix="/admin")


# route: GET /admin/stats stats; guards: load_user; if: app.config["ADMIN"]
@bp.route("/stats")
def stats():
    return ""
