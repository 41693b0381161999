from fastapi import APIRouter

router = APIRouter()


# route: GET /v1/a/x one
# route: GET /all/x one
# route: GET /pairs/a/x one
# route: GET /named-a/x one
@router.get("/x")
def one():
    return 1
