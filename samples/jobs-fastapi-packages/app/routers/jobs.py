from typing import Annotated

from fastapi import APIRouter, Query, status
from sqlalchemy import func, or_, select

from .. import storage
from ..database import SessionDep
from ..deps import CurrentUser, OwnJob
from ..models import Job
from ..schemas import JobCreate, JobOut, JobPage, JobSearch, JobUpdate, ShareRequest, SortField, SortOrder

router = APIRouter(prefix="/jobs", tags=["jobs"])

SORT_COLUMNS = {SortField.name: Job.name, SortField.created_at: Job.created_at}


@router.post("", response_model=JobOut, status_code=status.HTTP_201_CREATED)
def create_job(data: JobCreate, session: SessionDep, user: CurrentUser):
    job = Job(owner_id=user.id, **data.model_dump())
    session.add(job)
    session.commit()
    return job


@router.get("", response_model=list[JobOut])
def list_jobs(session: SessionDep, user: CurrentUser):
    return session.scalars(select(Job).where(Job.owner_id == user.id).order_by(Job.created_at.desc())).all()


@router.get("/search", response_model=JobPage)
def search_jobs(params: Annotated[JobSearch, Query()], session: SessionDep, user: CurrentUser):
    query = select(Job).where(Job.owner_id == user.id)
    if params.q:
        query = query.where(
            or_(
                Job.name.icontains(params.q, autoescape=True),
                Job.description.icontains(params.q, autoescape=True),
            )
        )
    if params.status:
        query = query.where(Job.status == params.status)

    total = session.scalar(select(func.count()).select_from(query.subquery()))
    column = SORT_COLUMNS[params.sort]
    jobs = session.scalars(
        query.order_by(column.asc() if params.order == SortOrder.asc else column.desc(), Job.id)
        .offset((params.page - 1) * params.per_page)
        .limit(params.per_page)
    ).all()
    return {"items": jobs, "total": total, "page": params.page, "per_page": params.per_page}


@router.get("/{job_id}", response_model=JobOut)
def read_job(job: OwnJob):
    return job


@router.put("/{job_id}", response_model=JobOut)
def update_job(data: JobUpdate, job: OwnJob, session: SessionDep):
    for field, value in data.model_dump(exclude_unset=True).items():
        setattr(job, field, value)
    session.commit()
    return job


@router.delete("/{job_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_job(job: OwnJob, session: SessionDep) -> None:
    session.delete(job)
    session.commit()
    storage.remove(job.file_path)


@router.post("/{job_id}/share", response_model=JobOut)
def share_job(data: ShareRequest, job: OwnJob, session: SessionDep):
    if data.email not in job.shared_with:
        job.shared_with.append(data.email)
        session.commit()
    return job
