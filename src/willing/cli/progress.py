"""A progress bar, but only where a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
Advance = Callable[[int, int], None]
"""Tells a bar how many documents are done and how many of them failed."""


def watched(items: Iterable[Item], words: str) -> Iterator[Item]:
    """The items, with a bar on the standard error if that is a terminal."""
    with bar(words) as advance:
        for number, item in enumerate(items, 1):
            yield item
            advance(number, 0)


@contextmanager
def bar(words: str, total: Callable[[], int | None] = lambda: None) -> Iterator[Advance]:
    """A bar on the standard error if that is a terminal: done, rate, failures, time left.

    `total` counts the documents, None where that cannot be told; it is asked only for a bar.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _failed: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[said]}"),
        TimeRemainingColumn(),
    )
    console = Console(file=sys.stderr)
    results_too = sys.stdout.isatty()  # they pass above the bar there, and else where they belong
    with Progress(
        *columns, console=console, transient=True, redirect_stdout=results_too
    ) as progress:
        task = progress.add_task(words, total=total(), said="")

        def advance(done: int, failed: int) -> None:
            now = progress.tasks[0]
            progress.update(task, completed=done, said=_said(done, now.total, failed, now.speed))

        yield advance


@contextmanager
def counting(words: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar for so many things; it is told of each block how many it had."""
    done = 0
    with bar(words, lambda: total) as advance:

        def tell(more: int) -> None:
            nonlocal done
            done = min(done + more, total)
            advance(done, 0)

        yield tell


def _said(done: int, total: float | None, failed: int, speed: float | None) -> str:
    """How far it is, in words.

    >>> _said(1200, 5000, 3, 310.4)
    '1,200 of 5,000, 310/s, 3 failed'
    """
    parts = [f"{done:,} of {total:,.0f}" if total is not None else f"{done:,}"]
    if speed:
        parts.append(f"{speed:,.0f}/s")
    if failed:
        parts.append(f"{failed:,} failed")
    return ", ".join(parts)
