from fastapi import APIRouter, UploadFile
from pydantic import BaseModel

router = APIRouter(prefix="/jobs")
lost = APIRouter(prefix="/lost")


class NewJob(BaseModel):
    title: str
    salary: int = 0


# route: GET /api/jobs list_jobs
@router.get("")
def list_jobs():
    return []


# route: POST /api/jobs create_job; fields: title(string), salary?(integer)
@router.post("")
def create_job(job: NewJob):
    return job


# route: PUT /api/jobs/{job_id}/file upload; fields: file(file); form; files
@router.put("/{job_id:int}/file")
def upload(job_id: int, file: UploadFile):
    return {}


# A router nobody includes declares nothing.
@lost.get("/x")
def nowhere():
    return {}
