"""The documents that a command is given: pages, feeds, folders, standard input, JSONL passages."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from willing.cli.output import note
from willing.errors import DocumentError, InputError

if TYPE_CHECKING:
    from willing.documents.article import Article
    from willing.reference.initiative import Initiative
    from willing.reference.user import UserNames

Command = TypeVar("Command", bound=Callable[..., Any])

STDIN = "-"
PASSAGES = (".jsonl", ".ndjson")


@dataclass(slots=True)
class Failures:
    """What could not be read; each is said at once, the exit code at the end tells of them."""

    count: int = 0

    def add(self, error: DocumentError | InputError) -> None:
        """Say what went wrong with one document, and go on."""
        self.count += 1
        note(f"willing: {error}")

    def finish(self) -> None:
        """End with exit code 3 if anything was left out."""
        if self.count:
            click.get_current_context().exit(DocumentError.exit_code)


class Day(click.ParamType):  # type: ignore[type-arg]
    """A date, as 2025-03-05."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """The date that the text names."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return self.fail(f"{value!r} is no date; write it as 2025-03-05", param, ctx)


DAY = Day()


def initiative_options(command: Command) -> Command:
    """`--initiatives FILE` and `--names FILE`: what the analyst adds to what Willing knows."""
    for option in (
        click.option(
            "--names",
            "names_file",
            type=click.Path(path_type=Path),
            help="Names of your own (YAML): firms, parties, people, groups.",
        ),
        click.option(
            "--initiatives",
            "initiatives_file",
            type=click.Path(path_type=Path),
            help="What to look for (YAML or JSON): {id: {name, aliases, body, leads, requires}}."
            " Without it, the page's own initiatives are inferred.",
        ),
    ):
        command = option(command)
    return command


def load_known(
    initiatives_file: Path | None, names_file: Path | None
) -> tuple[dict[str, Initiative], UserNames]:
    """The analyst's initiatives and names; empty where no file is given."""
    from willing.reference.initiative import load_initiatives
    from willing.reference.user import NO_USER, load_user_names

    known = load_initiatives(initiatives_file) if initiatives_file else {}
    return known, load_user_names(names_file) if names_file else NO_USER


def articles_in(
    pages: Sequence[str], failures: Failures, *, date: dt.date | None = None
) -> Iterator[Article]:
    """The articles of pages, PDFs, feeds, folders and standard input; failures are passed over."""
    from willing.documents.decode import MAX_BYTES
    from willing.documents.read import read, read_bytes

    for page in pages:
        try:
            if page == STDIN:
                data = sys.stdin.buffer.read(MAX_BYTES + 1)
                yield from read_bytes(data, source=STDIN, date=date)
            else:
                yield from read(page, date=date, on_error=failures.add)
        except DocumentError as error:
            failures.add(error)


def is_passages(page: str) -> bool:
    """Whether the name is that of a file of passages."""
    return page.lower().endswith(PASSAGES)
