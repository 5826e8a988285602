"""Files of a user, as bytes or as text, within a limit; treated as hostile."""

from __future__ import annotations

from pathlib import Path

from willing.errors import InputError


def read_bytes(path: Path, what: str, most: int, mend: str = "split it") -> bytes:
    """The file's bytes; `what` is what messages call it, `mend` what to do if it has over `most`.

    Raises `InputError` for a file that is missing or too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot read {what}: {error.strerror}") from None
    except ValueError:
        raise InputError(f"{path}: cannot read {what}: this names no file") from None
    if len(data) > most:
        raise InputError(f"{path}: larger than {most:,} bytes; {mend}")
    return data


def as_text(data: bytes, path: Path) -> str:
    """UTF-8 bytes as text, a byte order mark left out. Raises `InputError` with the line."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(f"{path}:{line}: not UTF-8 text; save the file as UTF-8") from None


def read_text(path: Path, what: str, most: int, mend: str = "split it") -> str:
    """The file's text, as `read_bytes` and `as_text` take it."""
    return as_text(read_bytes(path, what, most, mend), path)
