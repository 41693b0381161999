from typing import Annotated

from fastapi import APIRouter, Depends, Header, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from .. import security
from ..config import settings
from ..deps import Db
from ..schemas import WebhookPayload

router = APIRouter(prefix="/webhooks", tags=["webhooks"])


async def signed_body(
    request: Request, x_signature: Annotated[str | None, Header()] = None
) -> bytes:
    """The raw request body, once its signature has been checked."""
    body = await request.body()
    if not x_signature or not security.verify_signature(
        body, x_signature, settings.webhook_secret
    ):
        raise HTTPException(401, "Missing or invalid signature")
    return body


@router.post("/process")
def process(body: Annotated[bytes, Depends(signed_body)], db: Db) -> dict[str, str]:
    try:
        payload = WebhookPayload.model_validate_json(body)
    except ValidationError as error:
        raise RequestValidationError(error.errors(include_url=False)) from None
    updated = db.execute(
        "UPDATE jobs SET status = ? WHERE id = ?", (payload.status, payload.job_id)
    )
    if updated.rowcount == 0:
        raise HTTPException(404, "Job not found")
    return {"job_id": payload.job_id, "status": payload.status}
