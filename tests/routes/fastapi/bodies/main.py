from typing import Annotated, Optional

from fastapi import BackgroundTasks, Body, Depends, FastAPI, File, Form, Header, Query, Request, UploadFile
from fastapi.security import OAuth2PasswordRequestForm
from pydantic import BaseModel

app = FastAPI()


class User(BaseModel):
    name: str
    age: int = 0


class Item(BaseModel):
    title: str


class Contact(BaseModel):
    mail: str


# route: POST /users create; fields: name(string), age?(integer)
@app.post("/users")
def create(user: User, request: Request, tasks: BackgroundTasks, q: str = "", x: str = Header("")):
    return user


# route: POST /embedded embedded; fields: user.name(string), user.age?(integer)
@app.post("/embedded")
def embedded(new: User = Body(..., embed=True, alias="user")):
    return new


# route: PUT /pairs/{user} pair; fields: first.name(string), first.age?(integer), item.title(string)
@app.put("/pairs/{user}")
def pair(user: int, first: User, item: Annotated[Item, Body()]):
    return user


# route: POST /maybe maybe; fields: name(string), age?(integer)
@app.post("/maybe")
def maybe(user: Optional[User] = None):
    return user


# The body is a list, or the bare value: no field has a name.
# route: POST /many many
@app.post("/many")
def many(users: list[User]):
    return users


# route: POST /bare bare
@app.post("/bare")
def bare(text: Annotated[str, Body()]):
    return text


# route: POST /login login; fields: username(string), password(string); form
@app.post("/login")
def login(form: Annotated[OAuth2PasswordRequestForm, Depends()]):
    return form


# route: POST /contact contact; fields: mail(string); form
@app.post("/contact")
def contact(data: Annotated[Contact, Form()]):
    return data


# route: POST /note note; fields: text(string); form
@app.post("/note")
def note(text: Annotated[str, Form()]):
    return text


# route: POST /files upload; fields: file(file), note(string); form; files
@app.post("/files")
def upload(file: UploadFile, note: Annotated[str, Form()]):
    return note


# route: POST /raw raw; fields: data(file); form; files
@app.post("/raw")
def raw(data: Annotated[bytes, File()]):
    return len(data)


def parsed(item: Item):
    return item


# What a dependency takes from the body is the route's.
# route: POST /parsed take; guards: parsed; fields: title(string)
@app.post("/parsed")
def take(item=Depends(parsed), limit: int = Query(10)):
    return item


# route: POST /bounded bounded; fields: title(string 3..50), age?(integer 18..120), nick?(string); form
@app.post("/bounded")
def bounded(title: Annotated[str, Form(min_length=3, max_length=50)], age: int = Form(20, ge=18, le=120),
            nick: str | None = Form(None)):
    return title


# What a handler takes from the request by itself, where its parameters say nothing.
# route: POST /hook hook; fields: event, data.id
@app.post("/hook")
async def hook(request: Request):
    payload = await request.json()
    return payload["event"], payload["data"]["id"]
