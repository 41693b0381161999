"""Configuration, read once from the environment."""

import os
from dataclasses import dataclass
from pathlib import Path


class ConfigError(RuntimeError):
    pass


@dataclass(frozen=True)
class Settings:
    jwt_secret: str
    webhook_secret: str
    token_ttl_seconds: int
    database_path: Path
    upload_dir: Path
    max_upload_bytes: int
    cors_origin: str
    log_level: str


def _required(name: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ConfigError(f"{name} must be set in the environment")
    return value


def _integer(name: str, default: int) -> int:
    raw = os.environ.get(name)
    if raw is None:
        return default
    try:
        value = int(raw)
    except ValueError:
        raise ConfigError(f"{name} must be a whole number, got {raw!r}") from None
    if value <= 0:
        raise ConfigError(f"{name} must be positive")
    return value


def load_settings() -> Settings:
    return Settings(
        jwt_secret=_required("JWT_SECRET"),
        webhook_secret=_required("WEBHOOK_SECRET"),
        token_ttl_seconds=_integer("TOKEN_TTL_SECONDS", 24 * 60 * 60),
        database_path=Path(os.environ.get("DATABASE_PATH", "jobs.db")),
        upload_dir=Path(os.environ.get("UPLOAD_DIR", "uploads")),
        max_upload_bytes=_integer("MAX_UPLOAD_BYTES", 50 * 1024 * 1024),
        cors_origin=os.environ.get("CORS_ORIGIN", "https://app.datapipeline.io"),
        log_level=os.environ.get("LOG_LEVEL", "INFO").upper(),
    )


settings = load_settings()
