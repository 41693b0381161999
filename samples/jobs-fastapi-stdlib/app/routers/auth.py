import sqlite3
import uuid

from fastapi import APIRouter, HTTPException

from .. import security
from ..config import settings
from ..database import now
from ..deps import Db
from ..schemas import LoginRequest, RegisterRequest, TokenOut, UserOut

router = APIRouter(prefix="/auth", tags=["auth"])


def _token_for(user: sqlite3.Row) -> TokenOut:
    token = security.create_token(user["id"], settings.jwt_secret, settings.token_ttl_seconds)
    return TokenOut(token=token, user=UserOut.from_row(user))


@router.post("/register", status_code=201)
def register(body: RegisterRequest, db: Db) -> TokenOut:
    user_id = str(uuid.uuid4())
    password_hash = security.hash_password(body.password)
    try:
        # The role is decided inside the insert, so two first users cannot both be admin.
        db.execute(
            """
            INSERT INTO users (id, email, password_hash, role, created_at)
            SELECT ?, ?, ?, CASE WHEN EXISTS (SELECT 1 FROM users) THEN 'user' ELSE 'admin' END, ?
            """,
            (user_id, body.email, password_hash, now()),
        )
    except sqlite3.IntegrityError:
        raise HTTPException(409, "Email already registered") from None
    user = db.execute("SELECT * FROM users WHERE id = ?", (user_id,)).fetchone()
    return _token_for(user)


@router.post("/login")
def login(body: LoginRequest, db: Db) -> TokenOut:
    user = db.execute("SELECT * FROM users WHERE email = ?", (body.email,)).fetchone()
    if user is None or not security.verify_password(body.password, user["password_hash"]):
        raise HTTPException(401, "Invalid email or password")
    return _token_for(user)
