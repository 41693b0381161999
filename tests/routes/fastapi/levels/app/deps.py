from typing import Annotated

from fastapi import Depends, Security
from fastapi.security import OAuth2PasswordBearer

oauth2 = OAuth2PasswordBearer(tokenUrl="/login")


class User:
    pass


class Paging:
    def __init__(self, limit: int = 20):
        self.limit = limit


def get_session():
    yield None


def log_access():
    pass


def verify_key():
    pass


def only_admins():
    pass


def get_current_user(token: Annotated[str, Depends(oauth2)]):
    return User()


def role(name: str):
    def check():
        return name

    return check


SessionDep = Annotated[object, Depends(get_session)]
CurrentUser = Annotated[User, Depends(get_current_user)]
Scoped = Annotated[User, Security(get_current_user, scopes=["me"])]
admin_only = Depends(only_admins)
