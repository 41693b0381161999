from typing import Annotated

from litestar import Controller, Litestar, Router, delete, get, post, route
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.params import Body

from guards import admin, audit, signed_in
from schemas import Login, NewJob


# route: GET /base hello; guards: audit
@get("/", sync_to_thread=False)
def hello() -> str:
    return ""


# route: POST /base/login login; guards: audit; fields: username(string), password(string); form
@post(path="/login")
async def login(data: Annotated[Login, Body(media_type=RequestEncodingType.URL_ENCODED)]) -> None:
    return None


class Jobs(Controller):
    path = "/jobs"
    guards = [signed_in]

    # route: GET /base/v1/jobs Jobs.listing; guards: audit, admin, signed_in
    @get()
    async def listing(self) -> list[str]:
        return []

    # route: POST /base/v1/jobs Jobs.create; guards: audit, admin, signed_in; fields: title(string), salary?(integer)
    @post()
    async def create(self, data: NewJob) -> None:
        return None

    # route: DELETE /base/v1/jobs/{job_id} Jobs.remove; guards: audit, admin, signed_in
    @delete("/{job_id:int}", guards=[admin])
    async def remove(self, job_id: int) -> None:
        return None

    # route: GET /base/v1/jobs/a Jobs.both; guards: audit, admin, signed_in
    # route: POST /base/v1/jobs/a Jobs.both; guards: audit, admin, signed_in
    # route: GET /base/v1/jobs/b Jobs.both; guards: audit, admin, signed_in
    # route: POST /base/v1/jobs/b Jobs.both; guards: audit, admin, signed_in
    @route(["/a", "/b"], http_method=["GET", "POST"])
    async def both(self) -> None:
        return None

    def helper(self):
        return None


class Unused(Controller):
    path = "/unused"

    @get()
    async def nothing(self) -> None:
        return None


# route: POST /base/late late; guards: audit; form; files
@post("/late")
async def late(data: Annotated[UploadFile, Body(media_type=RequestEncodingType.MULTI_PART)]) -> None:
    return None


v1 = Router(path="/v1", route_handlers=[Jobs], guards=[admin])
app = Litestar(path="/base", route_handlers=[hello, login, v1], guards=[audit])
app.register(late)
