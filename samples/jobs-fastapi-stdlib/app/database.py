"""SQLite access: the schema and one connection per request."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timezone

from .config import settings

SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
    id            TEXT PRIMARY KEY,
    email         TEXT NOT NULL UNIQUE,
    password_hash TEXT NOT NULL,
    role          TEXT NOT NULL DEFAULT 'user' CHECK (role IN ('user', 'admin')),
    created_at    TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS jobs (
    id          TEXT PRIMARY KEY,
    owner_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    status      TEXT NOT NULL DEFAULT 'pending',
    file_path   TEXT,
    file_name   TEXT,
    created_at  TEXT NOT NULL
);

CREATE INDEX IF NOT EXISTS jobs_by_owner ON jobs (owner_id, created_at);

CREATE TABLE IF NOT EXISTS job_shares (
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    email  TEXT NOT NULL,
    PRIMARY KEY (job_id, email)
);
"""


def connect() -> sqlite3.Connection:
    # Autocommit (isolation_level=None): every write in this app is one statement.
    # A request's dependencies and handler may run on different worker threads,
    # though never at the same time, hence check_same_thread=False.
    connection = sqlite3.connect(
        settings.database_path, timeout=10, isolation_level=None, check_same_thread=False
    )
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def init_db() -> None:
    settings.database_path.parent.mkdir(parents=True, exist_ok=True)
    connection = connect()
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(SCHEMA)
    finally:
        connection.close()


def get_db() -> Iterator[sqlite3.Connection]:
    connection = connect()
    try:
        yield connection
    finally:
        connection.close()


def now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="microseconds")
