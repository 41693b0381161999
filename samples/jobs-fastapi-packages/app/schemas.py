import uuid
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, EmailStr, Field, StringConstraints

from .models import JobStatus, Role

Email = Annotated[EmailStr, AfterValidator(str.lower)]
JobName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Description = Annotated[str, StringConstraints(max_length=10_000)]

# SQLite gives datetimes back without their time zone; they are always UTC.
UtcDatetime = Annotated[datetime, AfterValidator(lambda value: value.replace(tzinfo=UTC))]


class Credentials(BaseModel):
    email: Email
    password: str = Field(min_length=8, max_length=128)


class LoginRequest(BaseModel):
    email: Email
    password: str = Field(max_length=128)


class Token(BaseModel):
    access_token: str
    token_type: str = "bearer"


class JobCreate(BaseModel):
    name: JobName
    description: Description = ""
    status: JobStatus = JobStatus.pending


class JobUpdate(BaseModel):
    """Fields may be left out, but not be null."""

    name: JobName = Field(default=None)
    description: Description = Field(default=None)
    status: JobStatus = Field(default=None)


class JobOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: uuid.UUID
    name: str
    description: str
    status: JobStatus
    created_at: UtcDatetime
    file_path: str | None
    file_name: str | None
    shared_with: list[str]


class SortField(StrEnum):
    name = "name"
    created_at = "created_at"


class SortOrder(StrEnum):
    asc = "asc"
    desc = "desc"


class JobSearch(BaseModel):
    q: str | None = Field(default=None, max_length=200)
    status: JobStatus | None = None
    sort: SortField = SortField.created_at
    order: SortOrder = SortOrder.desc
    page: int = Field(default=1, ge=1, le=1_000_000)
    per_page: int = Field(default=20, ge=1, le=100)


class JobPage(BaseModel):
    items: list[JobOut]
    total: int
    page: int
    per_page: int


class ShareRequest(BaseModel):
    email: Email


class UserOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: uuid.UUID
    email: str
    role: Role
    created_at: UtcDatetime


class Stats(BaseModel):
    total_users: int
    total_jobs: int
    jobs_by_status: dict[JobStatus, int]
    jobs_with_file: int


class WebhookEvent(BaseModel):
    job_id: uuid.UUID
    status: JobStatus
