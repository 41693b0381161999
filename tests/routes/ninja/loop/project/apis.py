from ninja import NinjaAPI

jobs = NinjaAPI(urls_namespace="jobs")
users = NinjaAPI(urls_namespace="users")


# route: GET /v1/jobs list_jobs
@jobs.get("/jobs")
def list_jobs(request):
    return []


# route: GET /v1/users list_users
@users.get("/users")
def list_users(request):
    return []


apis = [jobs, users]
