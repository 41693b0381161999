from fastapi import APIRouter, Depends

from ..deps import Scoped, get_current_user

router = APIRouter(prefix="/people", dependencies=[Depends(get_current_user)])

TEXT = """
@router.get("/quoted")
def quoted(): ...
"""


# @router.get("/commented")
# route: GET /api/people/me me; guards: log_access, verify_key, get_current_user
@router.get("/me")
async def me(user: Scoped):
    return user


# route: GET /api/people/both both; guards: log_access, verify_key, get_current_user
# route: POST /api/people/both both; guards: log_access, verify_key, get_current_user
@router.api_route("/both", methods=["GET", "POST", "HEAD"])
async def both():
    return {}
