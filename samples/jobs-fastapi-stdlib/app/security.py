"""Password hashing, JSON Web Tokens (HS256) and webhook signatures."""

import base64
import binascii
import hashlib
import hmac
import json
import os
import time
from typing import Any

SCRYPT_N = 2**14
SCRYPT_R = 8
SCRYPT_P = 1
SALT_BYTES = 16


class InvalidToken(Exception):
    pass


# --- passwords ---------------------------------------------------------------


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=n, r=r, p=p, maxmem=64 * 1024 * 1024, dklen=32
    )


def hash_password(password: str) -> str:
    salt = os.urandom(SALT_BYTES)
    digest = _scrypt(password, salt, SCRYPT_N, SCRYPT_R, SCRYPT_P)
    return f"scrypt${SCRYPT_N}${SCRYPT_R}${SCRYPT_P}${salt.hex()}${digest.hex()}"


def verify_password(password: str, stored: str) -> bool:
    _, n, r, p, salt, digest = stored.split("$")
    candidate = _scrypt(password, bytes.fromhex(salt), int(n), int(r), int(p))
    return hmac.compare_digest(candidate, bytes.fromhex(digest))


# --- tokens ------------------------------------------------------------------


def _b64encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _b64decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _json_segment(value: dict[str, Any]) -> str:
    return _b64encode(json.dumps(value, separators=(",", ":")).encode())


def _sign(signing_input: str, secret: str) -> str:
    return _b64encode(hmac.digest(secret.encode(), signing_input.encode(), "sha256"))


def create_token(user_id: str, secret: str, ttl_seconds: int) -> str:
    issued = int(time.time())
    header = _json_segment({"alg": "HS256", "typ": "JWT"})
    payload = _json_segment({"sub": user_id, "iat": issued, "exp": issued + ttl_seconds})
    return f"{header}.{payload}.{_sign(f'{header}.{payload}', secret)}"


def decode_token(token: str, secret: str) -> dict[str, Any]:
    """Return the claims of a valid, unexpired token, or raise InvalidToken."""
    try:
        header_segment, payload_segment, signature = token.split(".")
    except ValueError:
        raise InvalidToken("malformed token") from None

    expected = _sign(f"{header_segment}.{payload_segment}", secret)
    if not hmac.compare_digest(expected.encode(), signature.encode()):
        raise InvalidToken("bad signature")

    try:
        header = json.loads(_b64decode(header_segment))
        claims = json.loads(_b64decode(payload_segment))
    except (binascii.Error, ValueError):
        raise InvalidToken("malformed token") from None
    if not isinstance(header, dict) or header.get("alg") != "HS256":
        raise InvalidToken("unsupported algorithm")
    if not isinstance(claims, dict) or not isinstance(claims.get("sub"), str):
        raise InvalidToken("missing subject")
    expires = claims.get("exp")
    if not isinstance(expires, (int, float)) or expires <= time.time():
        raise InvalidToken("expired")
    return claims


# --- webhooks ----------------------------------------------------------------


def verify_signature(body: bytes, signature: str, secret: str) -> bool:
    """Check a hex HMAC-SHA256 of the body, with or without a "sha256=" prefix."""
    given = signature.strip().removeprefix("sha256=").lower()
    expected = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), given.encode())
