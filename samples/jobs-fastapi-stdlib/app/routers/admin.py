from typing import get_args

from fastapi import APIRouter, HTTPException

from .. import files
from ..deps import AdminUser, Db
from ..schemas import JobStatus, StatsOut, UserOut

router = APIRouter(prefix="/admin", tags=["admin"])


@router.get("/users")
def list_users(db: Db, admin: AdminUser) -> list[UserOut]:
    rows = db.execute("SELECT * FROM users ORDER BY created_at, id")
    return [UserOut.from_row(row) for row in rows]


@router.delete("/users/{user_id}", status_code=204)
def delete_user(user_id: str, db: Db, admin: AdminUser) -> None:
    if user_id == admin["id"]:
        raise HTTPException(400, "You cannot delete your own account")
    paths = db.execute(
        "SELECT file_path FROM jobs WHERE owner_id = ? AND file_path IS NOT NULL", (user_id,)
    ).fetchall()
    deleted = db.execute("DELETE FROM users WHERE id = ?", (user_id,))  # jobs go with it
    if deleted.rowcount == 0:
        raise HTTPException(404, "User not found")
    for row in paths:
        files.remove(row["file_path"])


@router.get("/stats")
def stats(db: Db, admin: AdminUser) -> StatsOut:
    by_status = dict.fromkeys(get_args(JobStatus), 0)
    for row in db.execute("SELECT status, count(*) AS n FROM jobs GROUP BY status"):
        by_status[row["status"]] = row["n"]
    return StatsOut(
        total_users=db.execute("SELECT count(*) FROM users").fetchone()[0],
        total_jobs=sum(by_status.values()),
        jobs_by_status=by_status,
        jobs_with_file=db.execute("SELECT count(file_path) FROM jobs").fetchone()[0],
    )
