import os
import sqlite3
import uuid
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, UploadFile
from fastapi.responses import FileResponse

from .. import files
from ..config import settings
from ..database import now
from ..deps import JOB_COLUMNS, CurrentUser, Db, OwnJob
from ..schemas import JobCreate, JobOut, JobPage, JobStatus, JobUpdate, ShareRequest

router = APIRouter(prefix="/jobs", tags=["jobs"])

SORT_COLUMNS = {"name": "name COLLATE NOCASE", "created_at": "created_at"}


def _load(db: sqlite3.Connection, job_id: str) -> JobOut:
    row = db.execute(f"SELECT {JOB_COLUMNS} FROM jobs WHERE id = ?", (job_id,)).fetchone()
    if row is None:
        raise HTTPException(404, "Job not found")
    return JobOut.from_row(row)


@router.post("", status_code=201)
def create_job(body: JobCreate, db: Db, user: CurrentUser) -> JobOut:
    job_id = str(uuid.uuid4())
    db.execute(
        """
        INSERT INTO jobs (id, owner_id, name, description, status, created_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        (job_id, user["id"], body.name, body.description, body.status, now()),
    )
    return _load(db, job_id)


@router.get("")
def list_jobs(db: Db, user: CurrentUser) -> list[JobOut]:
    rows = db.execute(
        f"SELECT {JOB_COLUMNS} FROM jobs WHERE owner_id = ? ORDER BY created_at DESC, id",
        (user["id"],),
    )
    return [JobOut.from_row(row) for row in rows]


# Declared before /{job_id}, which would otherwise take "search" for an id.
@router.get("/search")
def search_jobs(
    db: Db,
    user: CurrentUser,
    q: Annotated[str | None, Query(max_length=200)] = None,
    status: JobStatus | None = None,
    sort: Literal["name", "created_at"] = "created_at",
    order: Literal["asc", "desc"] = "desc",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
    per_page: Annotated[int, Query(ge=1, le=100)] = 20,
) -> JobPage:
    where = "owner_id = :owner"
    params: dict[str, str | int] = {"owner": user["id"]}
    if q:
        escaped = q.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        where += r" AND (name LIKE :q ESCAPE '\' OR description LIKE :q ESCAPE '\')"
        params["q"] = f"%{escaped}%"
    if status:
        where += " AND status = :status"
        params["status"] = status

    total = db.execute(f"SELECT count(*) FROM jobs WHERE {where}", params).fetchone()[0]
    # sort and order can only be the literals above
    rows = db.execute(
        f"""
        SELECT {JOB_COLUMNS} FROM jobs WHERE {where}
        ORDER BY {SORT_COLUMNS[sort]} {order}, id LIMIT :limit OFFSET :offset
        """,
        params | {"limit": per_page, "offset": (page - 1) * per_page},
    )
    items = [JobOut.from_row(row) for row in rows]
    return JobPage(items=items, total=total, page=page, per_page=per_page)


@router.get("/{job_id}")
def read_job(job: OwnJob) -> JobOut:
    return JobOut.from_row(job)


@router.put("/{job_id}")
def update_job(body: JobUpdate, job: OwnJob, db: Db) -> JobOut:
    db.execute(
        """
        UPDATE jobs SET name = coalesce(?, name), description = coalesce(?, description),
                        status = coalesce(?, status)
        WHERE id = ?
        """,
        (body.name, body.description, body.status, job["id"]),
    )
    return _load(db, job["id"])


@router.delete("/{job_id}", status_code=204)
def delete_job(job: OwnJob, db: Db) -> None:
    db.execute("DELETE FROM jobs WHERE id = ?", (job["id"],))
    files.remove(job["file_path"])


@router.post("/{job_id}/upload")
def upload_file(file: UploadFile, job: OwnJob, db: Db) -> JobOut:
    file_name = os.path.basename((file.filename or "").replace("\\", "/"))[:255]
    extension = os.path.splitext(file_name)[1].lower()
    if extension not in files.MEDIA_TYPES:
        raise HTTPException(415, "Only CSV and JSON files are accepted")
    if not file.size:
        raise HTTPException(400, "File is empty")
    if file.size > settings.max_upload_bytes:
        raise HTTPException(413, f"File is larger than {settings.max_upload_bytes} bytes")
    try:
        files.check_content(file.file, extension)
    except files.InvalidFile as error:
        raise HTTPException(400, str(error)) from None

    path = str(files.store(file.file, job["id"], extension))
    updated = db.execute(
        "UPDATE jobs SET file_path = ?, file_name = ? WHERE id = ?", (path, file_name, job["id"])
    )
    if updated.rowcount == 0:  # the job was deleted meanwhile
        files.remove(path)
        raise HTTPException(404, "Job not found")
    if job["file_path"] != path:  # a CSV replaced by a JSON file or the reverse
        files.remove(job["file_path"])
    return _load(db, job["id"])


@router.get("/{job_id}/download")
def download_file(job: OwnJob) -> FileResponse:
    if not job["file_path"] or not os.path.isfile(job["file_path"]):
        raise HTTPException(404, "No file uploaded for this job")
    path = Path(job["file_path"])
    return FileResponse(
        path, media_type=files.MEDIA_TYPES[path.suffix], filename=job["file_name"]
    )


@router.post("/{job_id}/share")
def share_job(body: ShareRequest, job: OwnJob, db: Db) -> JobOut:
    db.execute(
        "INSERT OR IGNORE INTO job_shares (job_id, email) VALUES (?, ?)", (job["id"], body.email)
    )
    return _load(db, job["id"])
