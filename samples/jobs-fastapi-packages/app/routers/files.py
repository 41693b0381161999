from pathlib import Path, PurePath

from fastapi import APIRouter, HTTPException, UploadFile, status
from fastapi.responses import FileResponse

from .. import storage
from ..config import settings
from ..database import SessionDep
from ..deps import OwnJob
from ..schemas import JobOut

router = APIRouter(prefix="/jobs", tags=["files"])


@router.post("/{job_id}/upload", response_model=JobOut)
def upload_file(file: UploadFile, job: OwnJob, session: SessionDep):
    name = PurePath(file.filename or "").name
    suffix = PurePath(name).suffix.lower()
    if suffix not in storage.MEDIA_TYPES:
        raise HTTPException(status.HTTP_415_UNSUPPORTED_MEDIA_TYPE, "Only CSV and JSON files are accepted")
    if file.size > settings.max_upload_bytes:
        raise HTTPException(status.HTTP_413_CONTENT_TOO_LARGE, "File is too large")
    try:
        storage.check_content(file.file, suffix)
    except storage.InvalidFile as exc:
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT, str(exc)) from None

    previous = job.file_path
    job.file_path = str(storage.save(file.file, job.id, suffix))
    job.file_name = name[-255:]
    session.commit()
    if previous != job.file_path:
        storage.remove(previous)
    return job


@router.get("/{job_id}/download", response_class=FileResponse)
def download_file(job: OwnJob):
    if not job.file_path or not Path(job.file_path).is_file():
        raise HTTPException(status.HTTP_404_NOT_FOUND, "Job has no file")
    path = Path(job.file_path)
    return FileResponse(path, media_type=storage.MEDIA_TYPES[path.suffix], filename=job.file_name)
