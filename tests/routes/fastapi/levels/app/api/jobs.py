from fastapi import APIRouter, Depends, WebSocket

from app import deps
from app.deps import CurrentUser, Paging, SessionDep, admin_only

router = APIRouter()


# route: GET /api/jobs/ list_jobs; guards: log_access, verify_key, get_session, Paging
@router.get("/")
def list_jobs(session: SessionDep, paging: Paging = Depends()):
    return []


# route: DELETE /api/jobs/{job_id} remove; guards: log_access, verify_key, only_admins, deps.role("owner"), get_current_user
@router.delete("/{job_id}", dependencies=[admin_only, Depends(deps.role("owner"))])
async def remove(job_id: int, user: CurrentUser):
    return None


# A socket is no route.
@router.websocket("/live")
async def live(socket: WebSocket):
    pass


def router_get(path):
    return lambda function: function


# Not a method of a router, only called alike.
@router_get("/x")
def decoy():
    pass
