from flask import Blueprint, request

bp = Blueprint("api", __name__)
v1 = Blueprint("v1", __name__, url_prefix="/v1")


@bp.before_request
def check_token():
    pass


from shop.api import jobs  # noqa: E402

bp.register_blueprint(v1)
