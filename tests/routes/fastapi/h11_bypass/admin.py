from fastapi import APIRouter, Depends

from checks import require_admin

router = APIRouter(dependencies=[Depends(require_admin)])
jobs = APIRouter()


# route: GET /admin/users users; guards: require_admin
@router.get("/users")
def users():
    return []


# route: POST /jobs/run run; guards: require_admin
# route: POST /internal/jobs/run run
@jobs.post("/run")
def run():
    return {}
