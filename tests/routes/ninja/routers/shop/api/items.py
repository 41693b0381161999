from typing import List

from django.http import HttpRequest
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile

from shop.auth import session

router = Router()
inner = Router(auth=None)
router.add_router("/{item_id}/notes", inner)


class KnownRequest(HttpRequest):
    user_agent: str


class ItemIn(Schema):
    name: str
    price: float


class Filters(Schema):
    search: str = ""


# route: GET /api/items/ list_items; guards: Bearer
@router.get("/")
def list_items(request, filters: Filters = Query(...)):
    return []


# route: POST /api/items/ create_item; guards: Bearer; fields: name(string), price(number)
@router.post("/", response=List[ItemIn])
def create_item(request: KnownRequest, payload: ItemIn, filters: Query[Filters]):
    return payload


# route: PUT /api/items/{item_id} change_item; guards: Bearer; fields: name(string), price(number); form
@router.put("{item_id}")
def change_item(request, item_id: int, payload: Form[ItemIn]):
    return payload


# route: POST /api/items/{item_id}/picture add_picture; guards: session; files
@router.post("/{item_id}/picture", auth=session)
def add_picture(request, item_id: int, picture: UploadedFile = File(...)):
    return picture.size


# route: GET /api/items/{item_id}/notes list_notes
@inner.get("")
def list_notes(request, item_id: int):
    return []


# route: DELETE /api/items/{item_id}/notes/{note_id} drop_note
@inner.delete("/{uuid:note_id}")
def drop_note(request, item_id: int, note_id):
    return 204
