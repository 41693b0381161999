"""Request and response bodies."""

import json
import re
import sqlite3
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, StringConstraints

JobStatus = Literal["pending", "processing", "completed", "failed"]

_EMAIL = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
)


def normalise_email(value: str) -> str:
    value = value.strip().lower()
    if len(value) > 254 or not _EMAIL.fullmatch(value):
        raise ValueError("not a valid email address")
    return value


Email = Annotated[str, AfterValidator(normalise_email)]
JobName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
JobDescription = Annotated[str, StringConstraints(max_length=10_000)]


class RegisterRequest(BaseModel):
    email: Email
    password: str = Field(min_length=8, max_length=256)


class LoginRequest(BaseModel):
    email: Email
    password: str = Field(max_length=256)


class UserOut(BaseModel):
    id: str
    email: str
    role: Literal["user", "admin"]
    created_at: str

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> "UserOut":
        return cls(
            id=row["id"], email=row["email"], role=row["role"], created_at=row["created_at"]
        )


class TokenOut(BaseModel):
    token: str
    token_type: str = "bearer"
    user: UserOut


class JobCreate(BaseModel):
    name: JobName
    description: JobDescription = ""
    status: JobStatus = "pending"


class JobUpdate(BaseModel):
    """Fields left out keep their value."""

    name: JobName | None = None
    description: JobDescription | None = None
    status: JobStatus | None = None


class JobOut(BaseModel):
    id: str
    name: str
    description: str
    status: JobStatus
    file_path: str | None
    file_name: str | None
    shared_with: list[str]
    created_at: str

    @classmethod
    def from_row(cls, row: sqlite3.Row) -> "JobOut":
        return cls(
            id=row["id"],
            name=row["name"],
            description=row["description"],
            status=row["status"],
            file_path=row["file_path"],
            file_name=row["file_name"],
            shared_with=json.loads(row["shared_with"]),
            created_at=row["created_at"],
        )


class JobPage(BaseModel):
    items: list[JobOut]
    total: int
    page: int
    per_page: int


class ShareRequest(BaseModel):
    email: Email


class StatsOut(BaseModel):
    total_users: int
    total_jobs: int
    jobs_by_status: dict[str, int]
    jobs_with_file: int


class WebhookPayload(BaseModel):
    job_id: str
    status: JobStatus
