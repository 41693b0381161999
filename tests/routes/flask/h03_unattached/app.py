# H03: a limiter and a login check that are made and stand before no view.
from flask import Blueprint, Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager, login_required

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app)
manager = LoginManager(app)
login_limit = limiter.limit("5/minute")


# route: POST /login login
@app.post("/login")
def login():
    return ""


# route: POST /signup signup; guards: login_limit
@app.post("/signup")
@login_limit
def signup():
    return ""


# A blueprint with a guard that is registered nowhere.
closed = Blueprint("closed", __name__)


@closed.before_request
@login_required
def check():
    return None


# route: GET /report report
@app.get("/report")
def report():
    protected = login_required
    return str(protected)
