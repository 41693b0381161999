"""Checking, storing and removing uploaded files."""

import csv
import io
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import BinaryIO

from .config import settings

MEDIA_TYPES = {".csv": "text/csv", ".json": "application/json"}


class InvalidFile(Exception):
    pass


def _check_csv(text: io.TextIOWrapper) -> None:
    for row in csv.reader(text, strict=True):
        if any("\0" in cell for cell in row):
            raise ValueError("binary data")


def check_content(stream: BinaryIO, extension: str) -> None:
    """Raise InvalidFile unless the stream really holds what its extension says."""
    stream.seek(0)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        if extension == ".json":
            json.load(text)
        else:
            _check_csv(text)
    except (ValueError, csv.Error, RecursionError):
        raise InvalidFile(f"File is not valid {extension[1:].upper()}") from None
    finally:
        text.detach()
        stream.seek(0)


def store(stream: BinaryIO, job_id: str, extension: str) -> Path:
    """Write the stream to the upload folder; the final name appears only when complete."""
    target = settings.upload_dir / f"{job_id}{extension}"
    handle, partial = tempfile.mkstemp(dir=settings.upload_dir, prefix=f".{job_id}-")
    try:
        with os.fdopen(handle, "wb") as output:
            shutil.copyfileobj(stream, output, 1024 * 1024)
        os.replace(partial, target)
    except BaseException:
        os.unlink(partial)
        raise
    return target


def remove(path: str | None) -> None:
    if path:
        Path(path).unlink(missing_ok=True)
