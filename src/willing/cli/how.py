"""The options of a run over many documents, as one record."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click

TIME_LIMIT = 60.0
"""Seconds for one document: a long PDF takes ten, and nothing that is read takes more."""


@dataclass(frozen=True, slots=True)
class How:
    """How many documents are read.

    `jobs`: in how many processes (None: Willing decides). `time_limit`: seconds for a document.
    `out`: the file for the statements. `restart`: whether to do again what was done before.
    `failures_file`: the file for what could not be read.
    """

    jobs: int | None
    time_limit: float
    out: Path | None
    restart: bool
    failures_file: Path | None


_FILE = click.Path(path_type=Path, dir_okay=False)
_OPTIONS = (
    click.option(
        "--jobs",
        type=click.IntRange(1, 60),
        metavar="N",
        help="Read in N processes. [default: all cores for more than a few dozen documents]",
    ),
    click.option(
        "--time-limit",
        type=click.FloatRange(0, min_open=True),
        default=TIME_LIMIT,
        show_default=True,
        metavar="SECONDS",
        help="Give up a document after so long, and go on.",
    ),
    click.option(
        "--out",
        type=_FILE,
        metavar="FILE",
        help="Write JSON Lines to FILE. After an interruption the same command goes on there.",
    ),
    click.option(
        "--restart",
        is_flag=True,
        help="With --out: begin FILE anew. With --keep: read again what was read before.",
    ),
    click.option(
        "--failures",
        "failures_file",
        type=_FILE,
        metavar="FILE",
        help="Write what could not be read to FILE, with the reasons, as JSON Lines.",
    ),
)


def many_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command take these options, as its argument `how`."""

    @functools.wraps(command)
    def gathered(**given: Any) -> Any:
        how = How(**{part.name: given.pop(part.name) for part in fields(How)})
        return command(how=how, **given)

    found: Callable[..., Any] = gathered
    for option in reversed(_OPTIONS):
        found = option(found)
    return found
