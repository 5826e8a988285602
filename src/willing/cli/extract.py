"""`willing extract`: who says what on an initiative, with the exact words?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from willing.cli.command import Command
from willing.cli.model_options import ModelOptions, model_options
from willing.cli.output import note, print_line, say
from willing.cli.pages import (
    DAY,
    STDIN,
    Failures,
    articles_in,
    initiative_options,
    is_passages,
    load_known,
)  # fmt: skip
from willing.cli.passages import Passage, passages_in
from willing.cli.progress import watched
from willing.cli.readers import Readers, readers, statement_record
from willing.cli.settings import ledger_option, open_here, settings
from willing.cli.tables import print_statements
from willing.errors import DocumentError

if TYPE_CHECKING:
    from willing.extraction.statement import Reading
    from willing.ledger.database import Ledger
    from willing.reference.initiative import Initiative
    from willing.reference.user import UserNames


@click.command(cls=Command)
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@initiative_options
@click.option("--date", type=DAY, help="The date of the pages, where you know it.")
@click.option("--passages", is_flag=True, help="Take every PAGE for JSONL passages, also '-'.")
@click.option("--keep", "keep_", is_flag=True, help="Keep what is found in the ledger.")
@ledger_option
@click.option("--json", "json_", is_flag=True, help="Print JSON Lines: one statement a line.")
@model_options
def extract(
    pages: tuple[str, ...],
    initiatives_file: Path | None,
    names_file: Path | None,
    date: dt.date | None,
    passages: bool,
    keep_: bool,
    json_: bool,
    asked: ModelOptions,
) -> None:
    """List who says what on an initiative, with the exact words.

    A PAGE is a file, a folder, - for the standard input, or a JSONL file of passages
    ({"id", "text"} and, if known, "date", "title", "targets"), which is read line by line
    whatever its size. What cannot be read is named on the standard error and left out; the exit
    code is then 3. --ledger PATH keeps what is found there, like --keep.

    With --reader llm or both, a language model proposes statements, and those are kept that the
    text bears out; what is refused is listed with the reason. Pages are sent to --base-url.

    Examples:
      willing extract page.html
      willing extract page.html --initiatives initiatives.yaml --json
      willing extract passages.jsonl --initiatives initiatives.json --json > statements.jsonl
      willing extract saved-pages/ --keep
      willing extract page.html --reader both --base-url http://localhost:11434/v1 --model qwen3
    """
    known, user = load_known(initiatives_file, names_file)
    failures = Failures()
    found = _passages(pages, failures, date, passages)
    ledger = open_here(create=True) if keep_ or settings().ledger else None
    count = 0
    try:
        with readers(asked, failures) as reader:
            for reading, passage in _readings(found, known, user, ledger, reader):
                count += len(reading.statements)
                _print(reading, passage, known, json_)
    finally:
        if ledger is not None:
            ledger.close()
    if not json_:
        where = f", kept in {ledger.location}" if ledger else ""
        say(f"{count} statement{'' if count == 1 else 's'}{where}")
    failures.finish()


def _passages(
    pages: Sequence[str], failures: Failures, date: dt.date | None, all_passages: bool
) -> Iterator[Passage]:
    for page in pages:
        if all_passages or (page != STDIN and is_passages(page)):
            try:
                yield from passages_in(page, failures.add)
            except DocumentError as error:
                failures.add(error)
        else:
            for article in articles_in([page], failures, date=date):
                yield Passage(article, ())


def _readings(
    passages: Iterator[Passage],
    known: Mapping[str, Initiative],
    user: UserNames,
    ledger: Ledger | None,
    reader: Readers,
) -> Iterator[tuple[Reading, Passage]]:
    from willing import api

    undefined: dict[str, None] = {}
    for passage in watched(reader.ahead(passages, known), "reading"):
        article, targets = passage.article, passage.targets
        defined = [target for target in targets if target in known]
        undefined |= dict.fromkeys(target for target in targets if target not in known)
        if known and targets and not defined:
            continue
        if ledger is None:
            yield (
                api.extract(article, known, targets=defined, user=user, reader=reader.read),
                passage,
            )
        else:
            yield (
                api.keep([article], ledger, known, targets=defined, user=user, reader=reader.read)[
                    0
                ],
                passage,
            )
    if undefined:
        note(_undefined_targets(list(undefined), known))


def _undefined_targets(undefined: Sequence[str], known: Mapping[str, Initiative]) -> str:
    if not known:
        return "note: the passages name targets; give their definitions with --initiatives FILE"
    some = ", ".join(undefined[:5]) + (" ..." if len(undefined) > 5 else "")
    return f"note: targets that the initiative file does not define were ignored: {some}"


def _print(
    reading: Reading, passage: Passage, known: Mapping[str, Initiative], json_: bool
) -> None:
    from willing.ledger.entry import entry_of

    article = passage.article
    if json_:
        for statement in reading.statements:
            print_line(statement_record(article, statement))
        return
    inferred = "" if known else f" (inferred: {', '.join(reading.initiatives) or 'no initiative'})"
    say(f"{article.title or article.doc}{inferred}")
    print_statements([entry_of(article, statement) for statement in reading.statements])
    if not reading.statements:
        say("  nothing found\n")
