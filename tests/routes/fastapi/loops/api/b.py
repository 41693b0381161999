from fastapi import APIRouter

router = APIRouter(prefix="/b")


# route: GET /v1/b/y two
# route: GET /all/b/y two
# route: GET /pairs/b/b/y two
# route: GET /named-b/b/y two
# route: GET /late/b/y two
@router.get("/y")
def two():
    return 2
