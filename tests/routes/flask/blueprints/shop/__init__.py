from flask import Flask, g, request


def create_app():
    app = Flask(__name__)

    from shop.api import bp as api_bp
    from shop.main import bp as main_bp
    from shop.moved import bp as moved_bp

    app.register_blueprint(main_bp)
    app.register_blueprint(api_bp, url_prefix="/api")
    # The prefix given here stands in place of the blueprint's own.
    app.register_blueprint(moved_bp, url_prefix="/new/")
    if app.config["ADMIN"]:
        from shop.admin import bp as admin_bp

        app.register_blueprint(admin_bp)

    @app.before_request
    def load_user():
        g.user = None

    # route: GET /health health; guards: load_user
    @app.route("/health")
    def health():
        return "ok"

    return app
