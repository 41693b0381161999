from fastapi import APIRouter, Depends

from app.api.jobs import router as jobs_router
from app.api.people import router as people_router
from app.deps import verify_key

router = APIRouter(prefix="/api", dependencies=[Depends(verify_key)])
router.include_router(jobs_router, prefix="/jobs")
router.include_router(people_router)
