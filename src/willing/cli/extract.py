"""`willing extract`: who says what on an initiative, with the exact words?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from willing.cli.command import Command
from willing.cli.extraction import Extraction, Outcome
from willing.cli.failures import failure_log
from willing.cli.how import How, many_options
from willing.cli.keeping import keeping
from willing.cli.many import Sink, Tally, outcomes
from willing.cli.model_options import ModelOptions, model_options
from willing.cli.outfile import OutFile
from willing.cli.output import note, say
from willing.cli.pages import DAY, initiative_options, load_known
from willing.cli.progress import bar
from willing.cli.readers import who_reads
from willing.cli.settings import ledger_option, open_here, settings
from willing.cli.sources import count, sources_in
from willing.cli.tables import print_statements

if TYPE_CHECKING:
    from willing.ledger.database import Ledger
    from willing.reference.initiative import Initiative


@click.command(cls=Command)
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@initiative_options
@click.option("--date", type=DAY, help="The date of the pages, where you know it.")
@click.option("--passages", is_flag=True, help="Take every PAGE for JSONL passages, also '-'.")
@click.option("--keep", "keep_", is_flag=True, help="Keep what is found in the ledger.")
@ledger_option
@click.option("--json", "json_", is_flag=True, help="Print JSON Lines: one statement a line.")
@many_options
@model_options
def extract(
    pages: tuple[str, ...],
    initiatives_file: Path | None,
    names_file: Path | None,
    date: dt.date | None,
    passages: bool,
    keep_: bool,
    json_: bool,
    how: How,
    asked: ModelOptions,
) -> None:
    """List who says what on an initiative, with the exact words.

    A PAGE is a file, a folder, - for the standard input, or a JSONL file of passages
    ({"id", "text"} and, if known, "date", "title", "targets"), which is read line by line
    whatever its size. What cannot be read is named on the standard error and left out; the exit
    code is then 3. --ledger PATH keeps what is found there, like --keep; what is there already,
    read for the same initiatives, is not read again.

    With --reader llm or both, a language model proposes statements, and those are kept that the
    text bears out; what is refused is listed with the reason. Pages are sent to --base-url.

    Examples:
      willing extract page.html
      willing extract page.html --initiatives initiatives.yaml --json
      willing extract passages.jsonl --initiatives initiatives.json --json > statements.jsonl
      willing extract saved-pages/ --keep
      willing extract archive/ --out statements.jsonl --failures failures.jsonl
      willing extract page.html --reader both --base-url http://localhost:11434/v1 --model qwen3
    """
    known, user = load_known(initiatives_file, names_file)
    keep = keep_ or settings().ledger is not None
    if how.restart and not (how.out or keep):
        raise click.UsageError("--restart is for --out FILE and for --keep")
    shown = not json_ and not how.out
    tally = Tally()
    with ExitStack() as stack:
        failures = stack.enter_context(failure_log(how.failures_file))
        who = stack.enter_context(who_reads(asked, how, known, user, failures))
        work = Extraction(who.reader, known, lines=json_ or bool(how.out), found=shown or keep)
        sources = who.ahead(sources_in(pages, date=date, passages=passages))
        ledger = stack.enter_context(open_here(create=True)) if keep else None
        sinks = _sinks(stack, how, ledger, work.reader.asks)
        advance = stack.enter_context(bar("reading", lambda: count(pages, passages=passages)))
        results = outcomes(sources, work, sinks, tally, jobs=who.jobs, limit=who.limit)
        for source, result in stack.enter_context(closing(results)):
            if not isinstance(result, Outcome):
                failures.add(source.place, result)
            elif not how.out:
                _show(result, known, json_)
            advance(tally.read + tally.failed + tally.passed_over, tally.failed)
    _sum_up(tally, known, how, ledger, json_)
    failures.finish()


def _sinks(stack: ExitStack, how: How, ledger: Ledger | None, asks: str) -> list[Sink]:
    sinks: list[Sink] = []
    if how.out:
        sinks.append(stack.enter_context(closing(OutFile(how.out, asks, restart=how.restart))))
    if ledger is not None:
        sinks.append(keeping(ledger, restart=how.restart))
    return sinks


def _show(outcome: Outcome, known: Mapping[str, Initiative], json_: bool) -> None:
    """Print what was found in one source: its lines of JSON, or else article by article."""
    from willing.ledger.entry import entry_of

    if json_:
        for line in outcome.lines:
            click.echo(line)
        return
    for one in outcome.found:
        article, reading = one.article, one.reading
        named = ", ".join(reading.initiatives) or "no initiative"
        say(f"{article.title or article.doc}" + ("" if known else f" (inferred: {named})"))
        print_statements([entry_of(article, statement) for statement in reading.statements])
        if not reading.statements:
            say("  nothing found\n")


def _sum_up(
    tally: Tally, known: Mapping[str, Initiative], how: How, ledger: Ledger | None, json_: bool
) -> None:
    if tally.undefined:
        note(_undefined_targets(list(tally.undefined), known))
    if tally.passed_over:
        note(
            f"note: {_counted(tally.passed_over, 'document')} read before and passed over"
            " (--restart reads again)"
        )
    if not json_:
        where = f", in {how.out}" if how.out else ""
        where += f", kept in {ledger.location}" if ledger else ""
        say(f"{_counted(tally.statements, 'statement')}{where}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _undefined_targets(undefined: Sequence[str], known: Mapping[str, Initiative]) -> str:
    if not known:
        return "note: the passages name targets; give their definitions with --initiatives FILE"
    some = ", ".join(undefined[:5]) + (" ..." if len(undefined) > 5 else "")
    return f"note: targets that the initiative file does not define were ignored: {some}"
