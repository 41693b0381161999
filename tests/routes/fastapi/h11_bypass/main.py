# H11: a guarded router, and the ways round it.
from fastapi import Depends, FastAPI

from admin import jobs, router
from checks import require_admin

app = FastAPI()
app.include_router(router, prefix="/admin")
app.include_router(jobs, prefix="/jobs", dependencies=[Depends(require_admin)])
# The same routes once more, without the guard.
app.include_router(jobs, prefix="/internal/jobs")


# route: GET /admin/report report
@app.get("/admin/report")
def report():
    return {}
