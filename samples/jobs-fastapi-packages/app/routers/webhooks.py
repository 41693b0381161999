from typing import Annotated

from fastapi import APIRouter, Depends, Header, HTTPException, Request, status
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from ..database import SessionDep
from ..models import Job
from ..schemas import WebhookEvent
from ..security import valid_webhook_signature

router = APIRouter(prefix="/webhooks", tags=["webhooks"])


async def signed_event(request: Request, x_signature: Annotated[str | None, Header()] = None) -> WebhookEvent:
    """The event in the body, which is not parsed before its signature has been checked."""
    body = await request.body()
    if not x_signature or not valid_webhook_signature(body, x_signature):
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid or missing signature")
    try:
        return WebhookEvent.model_validate_json(body)
    except ValidationError as exc:
        raise RequestValidationError(exc.errors()) from None


@router.post("/process")
def process(event: Annotated[WebhookEvent, Depends(signed_event)], session: SessionDep):
    job = session.get(Job, event.job_id)
    if job is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "Job not found")
    job.status = event.status
    session.commit()
    return {"job_id": job.id, "status": job.status}
