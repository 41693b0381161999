from fastapi import APIRouter

jobs = APIRouter()


# route: GET /v2/jobs/{job_id} read_job
@jobs.get("/jobs/{job_id}")
def read_job(job_id: int):
    return {}
