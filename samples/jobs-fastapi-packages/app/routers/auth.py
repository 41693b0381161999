from fastapi import APIRouter, HTTPException, status
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from ..database import SessionDep
from ..models import Role, User
from ..schemas import Credentials, LoginRequest, Token
from ..security import DUMMY_HASH, create_access_token, password_hash

router = APIRouter(prefix="/auth", tags=["auth"])


@router.post("/register", status_code=status.HTTP_201_CREATED)
def register(data: Credentials, session: SessionDep) -> Token:
    hashed = password_hash.hash(data.password)
    first = session.scalar(select(func.count()).select_from(User)) == 0
    user = User(email=data.email, password_hash=hashed, role=Role.admin if first else Role.user)
    session.add(user)
    try:
        session.commit()
    except IntegrityError:
        raise HTTPException(status.HTTP_409_CONFLICT, "Email is already registered") from None
    return Token(access_token=create_access_token(user.id))


@router.post("/login")
def login(data: LoginRequest, session: SessionDep) -> Token:
    user = session.scalar(select(User).where(User.email == data.email))
    valid = password_hash.verify(data.password, user.password_hash if user else DUMMY_HASH)
    if user is None or not valid:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED, "Invalid email or password")
    return Token(access_token=create_access_token(user.id))
