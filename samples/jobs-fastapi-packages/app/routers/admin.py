import uuid

from fastapi import APIRouter, Depends, HTTPException, status
from sqlalchemy import func, select

from .. import storage
from ..database import SessionDep
from ..deps import AdminUser, require_admin
from ..models import Job, JobStatus, User
from ..schemas import Stats, UserOut

router = APIRouter(prefix="/admin", tags=["admin"], dependencies=[Depends(require_admin)])


@router.get("/users", response_model=list[UserOut])
def list_users(session: SessionDep):
    return session.scalars(select(User).order_by(User.created_at)).all()


@router.delete("/users/{user_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_user(user_id: uuid.UUID, session: SessionDep, admin: AdminUser) -> None:
    user = session.get(User, user_id)
    if user is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "User not found")
    if user.id == admin.id:
        raise HTTPException(status.HTTP_400_BAD_REQUEST, "You cannot delete your own account")
    paths = [job.file_path for job in user.jobs]
    session.delete(user)
    session.commit()
    for path in paths:
        storage.remove(path)


@router.get("/stats")
def stats(session: SessionDep) -> Stats:
    by_status = dict(session.execute(select(Job.status, func.count()).group_by(Job.status)).tuples().all())
    return Stats(
        total_users=session.scalar(select(func.count()).select_from(User)),
        total_jobs=sum(by_status.values()),
        jobs_by_status={status: by_status.get(status, 0) for status in JobStatus},
        jobs_with_file=session.scalar(select(func.count()).where(Job.file_path.is_not(None))),
    )
