"""Dependencies shared by the routers."""

import sqlite3
from typing import Annotated

from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from . import security
from .config import settings
from .database import get_db

Db = Annotated[sqlite3.Connection, Depends(get_db)]

_bearer = HTTPBearer(auto_error=False)


def get_current_user(
    db: Db,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> sqlite3.Row:
    unauthorised = HTTPException(
        401, "Missing or invalid token", headers={"WWW-Authenticate": "Bearer"}
    )
    if credentials is None:
        raise unauthorised
    try:
        claims = security.decode_token(credentials.credentials, settings.jwt_secret)
    except security.InvalidToken:
        raise unauthorised from None
    user = db.execute("SELECT * FROM users WHERE id = ?", (claims["sub"],)).fetchone()
    if user is None:
        raise unauthorised
    return user


CurrentUser = Annotated[sqlite3.Row, Depends(get_current_user)]


def get_admin(user: CurrentUser) -> sqlite3.Row:
    if user["role"] != "admin":
        raise HTTPException(403, "Admin access required")
    return user


AdminUser = Annotated[sqlite3.Row, Depends(get_admin)]

JOB_COLUMNS = """
    jobs.*,
    (SELECT json_group_array(email) FROM job_shares WHERE job_id = jobs.id) AS shared_with
"""


def get_own_job(job_id: str, db: Db, user: CurrentUser) -> sqlite3.Row:
    """The job in the path, if the caller owns it; anything else looks missing."""
    job = db.execute(
        f"SELECT {JOB_COLUMNS} FROM jobs WHERE id = ? AND owner_id = ?", (job_id, user["id"])
    ).fetchone()
    if job is None:
        raise HTTPException(404, "Job not found")
    return job


OwnJob = Annotated[sqlite3.Row, Depends(get_own_job)]
