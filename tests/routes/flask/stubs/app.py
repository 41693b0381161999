from flask import Flask, abort

app = Flask(__name__)


# route: POST /later later; stub
@app.post("/later")
def later():
    abort(501)


# route: GET /answer answer; stub
@app.get("/answer")
def answer():
    return "not here", 405


# route: GET /item/{n} item
@app.get("/item/<int:n>")
def item(n):
    if n > 3:
        abort(404)
    return "x"
