from fastapi import HTTPException


def require_admin():
    raise HTTPException(403)
