"""The small files that a user writes, YAML or JSON, as plain data; treated as hostile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from willing.errors import InputError

MAX_BYTES = 1_000_000
"""A file with a thousand initiatives or names has some 200,000."""


def read_plain(path: Path, what: str) -> Any:
    """The file's lists, mappings and scalars; `what` is what messages call it.

    Raises `InputError` for a file that is missing, too large, no UTF-8, or no YAML or JSON.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot read {what}: {error.strerror}") from None
    if len(data) > MAX_BYTES:
        raise InputError(f"{path}: larger than {MAX_BYTES:,} bytes; split it")
    try:
        return YAML(typ="safe", pure=True).load(data.decode("utf-8-sig"))
    except RecursionError:
        raise InputError(f"{path}: nested too deeply; such a file is a few levels deep") from None
    except (YAMLError, ValueError) as error:
        raise InputError(f"{path}: not valid YAML or JSON: {error}") from None
