import connexion

app = connexion.FlaskApp(__name__, specification_dir="specs/")
app.add_api("service.yml")


# route: GET /plain plain
@app.app.route("/plain")
def plain():
    return ""
