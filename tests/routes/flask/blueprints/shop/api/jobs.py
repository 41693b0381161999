from shop.api import bp, v1

METHODS = ("PUT", "PATCH")


# route: GET /api/jobs/ jobs; guards: load_user, check_token
@bp.route("/jobs/")
def jobs():
    return []


# route: PUT /api/v1/jobs/{job} change; guards: load_user, check_token
# route: PATCH /api/v1/jobs/{job} change; guards: load_user, check_token
@v1.route("/jobs/<string(length=2):job>", methods=METHODS)
def change(job):
    return job
