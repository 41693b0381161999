from ninja import NinjaAPI
from ninja.errors import HttpError

jobs = NinjaAPI(urls_namespace="jobs")
users = NinjaAPI(urls_namespace="users")


# route: GET /v1/jobs list_jobs
@jobs.get("/jobs")
def list_jobs(request):
    return []


# route: DELETE /v1/jobs drop_jobs; stub
@jobs.delete("/jobs")
def drop_jobs(request):
    raise HttpError(501, "not yet")


# route: GET /v1/users list_users
@users.get("/users")
def list_users(request):
    return []


apis = [jobs, users]
