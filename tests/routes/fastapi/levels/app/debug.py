from fastapi import APIRouter

router = APIRouter()


# route: POST /debug/reset reset; guards: log_access, settings.localhost_only; if: settings.DEBUG
@router.post("/reset")
def reset():
    return None
