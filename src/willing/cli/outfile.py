"""A file of JSON Lines that grows a document at a time, and can be gone on with after any end.

Beside FILE stands FILE.done: a heading that says what was asked, then a line for each document
that is done, with its key and where FILE ended after it. What stands in FILE beyond the last such
place was torn off in the middle of a document, and is cut away.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from willing.cli.extraction import Outcome
from willing.errors import InputError

_LINE = 16 + 1 + 15 + 1
"""Bytes of a line of FILE.done: the key, a space, the place, the end of the line."""


class OutFile:
    """FILE and FILE.done, open for more. Raises `InputError` for a file that is not ours to go on.

    `restart` begins both anew, whatever stands in them.
    """

    def __init__(self, path: Path, asks: str, *, restart: bool = False) -> None:
        beside = path.with_name(path.name + ".done")
        heading = json.dumps({"asked": asks}).encode() + b"\n"
        try:
            before = _Before() if restart else _before(path, beside, heading)
            self._file = _opened(path, before.end)
            try:
                self._done = _opened(beside, before.size)
            except OSError:
                self._file.close()
                raise
        except OSError as error:
            raise InputError(f"{path}: cannot be written ({error.strerror})") from None
        if not before.size:
            self._done.write(heading)
            self._done.flush()
        self._keys = _Keys(before.keys)

    def has(self, key: str) -> bool:
        """Whether a document was done when the file was opened; each counts once."""
        return self._keys.take(int(key, 16))

    def add(self, key: str, outcome: Outcome) -> None:
        """Write the statements of a document, then that it is done."""
        self._file.write("".join(line + "\n" for line in outcome.lines).encode())
        self._file.flush()
        self._done.write(b"%s %015d\n" % (key.encode(), self._file.tell()))
        self._done.flush()

    def close(self) -> None:
        """Let go of both files."""
        self._file.close()
        self._done.close()


@dataclass(slots=True)
class _Before:
    """What an earlier run left: keys, where FILE ended after the last, the size of FILE.done."""

    keys: array[int] = field(default_factory=lambda: array("Q"))
    end: int = 0
    size: int = 0


class _Keys:
    """Keys, 9 bytes each, of which each can be taken once."""

    def __init__(self, keys: array[int]) -> None:
        self._sorted = array("Q", sorted(keys))
        self._taken = bytearray(len(self._sorted))

    def take(self, key: int) -> bool:
        """Whether the key is there and was not taken yet."""
        place = bisect_left(self._sorted, key)
        while place < len(self._sorted) and self._sorted[place] == key:
            if not self._taken[place]:
                self._taken[place] = 1
                return True
            place += 1
        return False


def _before(path: Path, beside: Path, heading: bytes) -> _Before:
    """What holds of an earlier run: documents that are whole in both files."""
    size = path.stat().st_size if path.exists() else 0
    if not beside.exists():
        if size:
            raise InputError(
                f"{path}: is there already, without the {beside.name} to go on from; name another"
                " file, or let --restart overwrite it"
            )
        return _Before()
    with beside.open("rb") as file:
        first = file.readline()
        if first != heading and (size or first.endswith(b"\n")):
            raise InputError(
                f"{path}: was begun with other initiatives or names, or by another version of"
                " Willing; name another file, or let --restart begin it anew"
            )
        before = _Before(size=len(first) if first == heading else 0)
        for key, end in _whole(file):
            if end > size:
                break
            before.keys.append(key)
            before.end = end
            before.size += _LINE
    return before


def _whole(lines: BinaryIO) -> Iterator[tuple[int, int]]:
    """Keys and places, up to the first line that is not whole."""
    for line in lines:
        if len(line) != _LINE or not line.endswith(b"\n"):
            return
        try:
            yield int(line[:16], 16), int(line[17:])
        except ValueError:
            return


def _opened(path: Path, end: int) -> BinaryIO:
    """The file cut off at this place, to be written on from there; made where there is none."""
    file = path.open("r+b") if path.exists() else path.open("w+b")
    file.truncate(end)
    file.seek(end)
    return file
