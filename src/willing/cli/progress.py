"""A progress bar, but only where a person is watching and the work takes a while."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def watched(items: Iterable[Item], words: str, total: int | None = None) -> Iterator[Item]:
    """The items, with a bar on the standard error if that is a terminal and there are several."""
    if not sys.stderr.isatty() or (total is not None and total < 3):
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(file=sys.stderr)
    yield from track(items, words, total=total, console=console, transient=True)
