"""The cache: answers of a model, kept by the hash of everything that was asked.

An answer from the cache is a proposal like any other and checked like one, so that a file that
somebody changed can add nothing. A cache that cannot be read or written is no reason to stop.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

LARGEST = 4_000_000
"""Bytes of a kept answer that are read at most."""


def cache_key(*parts: Any) -> str:
    """The hash of what was asked: model, version of the prompt, schema and text.

    >>> cache_key("m", 1) == cache_key("m", 1) != cache_key("m1")
    True
    """
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def recall(folder: Path | None, key: str) -> str | None:
    """The answer kept under a key, as text; None where there is none."""
    if folder is None:
        return None
    try:
        with _place(folder, key).open("rb") as file:
            data = json.loads(file.read(LARGEST))
        answer = data["answer"] if data["key"] == key else None
        return answer if isinstance(answer, str) else None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def remember(folder: Path | None, key: str, answer: str) -> None:
    """Keep an answer, all at once or not at all, for this user alone to read."""
    if folder is None:
        return
    place = _place(folder, key)
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="ascii") as file:
                json.dump({"key": key, "answer": answer}, file)
            Path(name).replace(place)
        except OSError:
            Path(name).unlink(missing_ok=True)


def _place(folder: Path, key: str) -> Path:
    return folder / key[:2] / f"{key}.json"
