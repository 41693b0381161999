from fastapi import HTTPException


def limited():
    raise HTTPException(429)


def require_admin():
    raise HTTPException(403)
