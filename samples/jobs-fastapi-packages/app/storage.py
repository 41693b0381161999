import csv
import io
import os
import shutil
import tempfile
import uuid
from pathlib import Path
from typing import BinaryIO

import ijson

from .config import settings

MEDIA_TYPES = {".csv": "text/csv", ".json": "application/json"}


class InvalidFile(Exception):
    pass


def check_json(file: BinaryIO) -> None:
    try:
        for _ in ijson.basic_parse(file):
            pass
    except (ijson.JSONError, UnicodeDecodeError) as exc:
        raise InvalidFile("File is not valid JSON") from exc


def check_csv(file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        rows = 0
        for row in csv.reader(text, strict=True):
            rows += 1
            if any("\0" in field for field in row):
                raise InvalidFile("File is not valid CSV")
        if rows == 0:
            raise InvalidFile("File is empty")
    except (csv.Error, UnicodeDecodeError) as exc:
        raise InvalidFile("File is not valid CSV") from exc
    finally:
        text.detach()


CHECKS = {".csv": check_csv, ".json": check_json}


def check_content(file: BinaryIO, suffix: str) -> None:
    file.seek(0)
    CHECKS[suffix](file)
    file.seek(0)


def save(file: BinaryIO, job_id: uuid.UUID, suffix: str) -> Path:
    """Store the file under the job's id; a previous one of the same type is replaced at once."""
    target = settings.upload_dir / f"{job_id}{suffix}"
    handle, temporary = tempfile.mkstemp(dir=settings.upload_dir, prefix=f"{job_id}-", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            shutil.copyfileobj(file, out, 1024 * 1024)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    return target


def remove(path: str | None) -> None:
    if path:
        Path(path).unlink(missing_ok=True)
