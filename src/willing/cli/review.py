"""`willing review`: a person's word on each statement, quick enough for a page's dozen."""

from __future__ import annotations

import datetime as dt
import getpass
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from willing.cli.command import Group
from willing.cli.output import note, print_json
from willing.cli.settings import ledger_option, open_here
from willing.cli.statement import judged
from willing.errors import InputError
from willing.reference.vocabulary import CONDITIONS, STANCES

Command = TypeVar("Command", bound=Callable[..., Any])

NOTHING = ("none", "-", "nothing")
"""What a person writes for an empty list."""


def judging_options(command: Command) -> Command:
    """Who judges, why, and in which ledger."""
    for option in (
        click.option("--json", "json_", is_flag=True, help="Print JSON: the statements as judged."),
        click.option("--reason", default="", help="Why; it is kept with the judgement."),
        click.option(
            "--analyst",
            envvar="WILLING_ANALYST",
            help="Who judges. [default: $WILLING_ANALYST or the login name]",
        ),
    ):
        command = option(command)
    return ledger_option(command)


@click.group(cls=Group, invoke_without_command=True)
@click.option("--initiative", metavar="ID", help="Only what is about this.")
@click.option("--actor", help="Only this one: POL, Poland.")
@click.option("--article", help="Only this article: its id, short name or path.")
@click.option("--all", "all_", is_flag=True, help="Also what has been judged before.")
@click.option("--analyst", envvar="WILLING_ANALYST", help="Who judges.")
@ledger_option
@click.pass_context
def review(
    ctx: click.Context,
    initiative: str | None,
    actor: str | None,
    article: str | None,
    all_: bool,
    analyst: str | None,
) -> None:
    """Accept, reject or correct statements, at one key each.

    Alone, it shows them one after the other. Keys: a accept, r reject, c correct, s skip, u undo,
    q quit. Judgements are kept beside the statements with your name and the time; nothing is
    overwritten. What is rejected counts no more, corrections count at once.

    Examples:
      willing review
      willing review --actor POL --all
      willing review accept 9f3a61c2 b21c
      willing review correct 9f3a61c2 --stance out --no-contribution ground_troops
    """
    if ctx.invoked_subcommand is not None:
        return
    if not interactive():
        raise InputError(
            "no terminal to ask you on; name what you judge: willing review accept ID...,"
            " reject ID..., correct ID --stance ..., grade ID ..., undo ID"
        )
    from willing.cli.sitting import sit
    from willing.ledger.entries import statements

    with open_here() as book:
        found = statements(book, initiative=initiative, actor=actor, article=article, rejected=all_)
        waiting = [entry for entry in found if all_ or entry.verdict == "none"]
        sit(book, waiting, analyst_name(analyst))


@review.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@judging_options
def accept(ids: tuple[str, ...], **judge: Any) -> None:
    """Accept statements: read rightly.

    Example:
      willing review accept 9f3a61c2 b21c77d0
    """
    _judge(ids, "accept", **judge)


@review.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@judging_options
def reject(ids: tuple[str, ...], **judge: Any) -> None:
    """Reject statements: they count no more.

    Example:
      willing review reject 9f3a61c2 --reason "speaks of 2003"
    """
    _judge(ids, "reject", **judge)


@review.command()
@click.argument("id_", metavar="ID")
@click.option("--stance", type=click.Choice(STANCES), help="What the actor says.")
@click.option("--contribution", metavar="KINDS", help="Offered: logistics,air; none for nothing.")
@click.option("--no-contribution", metavar="KINDS", help="Ruled out: ground_troops.")
@click.option("--conditions", metavar="LABELS", help=f"On which terms: {', '.join(CONDITIONS)}.")
@click.option("--veto/--no-veto", default=None, help="Whether it blocks or threatens to.")
@click.option("--actor", metavar="CODE", help="Who says it: POL.")
@click.option("--actor-name", metavar="NAME", help="Its name, where the code is your own.")
@click.option("--initiative", metavar="INITIATIVE", help="What it is about.")
@click.option("--date", "date_", metavar="DATE", help="Its day, or none.")
@judging_options
def correct(id_: str, date_: str | None, **given: Any) -> None:
    """Correct a statement; what is not named stays as it was read.

    Lists are written with commas; "none" empties one.

    Examples:
      willing review correct 9f3a61c2 --stance out --no-contribution ground_troops
      willing review correct 9f3a61c2 --conditions ceasefire,us_backstop
    """
    judge = {name: given.pop(name) for name in ("analyst", "reason", "json_")}
    corrections = {name: value for name, value in given.items() if value is not None}
    for name in ("contribution", "no_contribution", "conditions"):
        if name in corrections:
            corrections[name] = listed(corrections[name])
    if date_ is not None:
        corrections["date"] = _day(date_)
    if not corrections:
        raise InputError("nothing to correct: name what is wrong, such as --stance out")
    _judge((id_,), "correct", corrections=corrections, **judge)


@review.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--source", default="", help="A (reliable) to E, F (cannot be judged).")
@click.option("--claim", default="", help="1 (confirmed) to 5 (improbable), 6 (cannot be judged).")
@judging_options
def grade(ids: tuple[str, ...], source: str, claim: str, **judge: Any) -> None:
    """Grade source and claim by the Admiralty code; it weighs in.

    Example:
      willing review grade 9f3a61c2 --source B --claim 2
    """
    _judge(ids, "grade", source_grade=source.upper(), claim_grade=claim, **judge)


@review.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@judging_options
def undo(ids: tuple[str, ...], **judge: Any) -> None:
    """Take back the latest judgement; the one before it holds.

    Example:
      willing review undo 9f3a61c2
    """
    _judge(ids, "withdraw", **judge)


def interactive() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def analyst_name(given: str | None) -> str:
    """The name to sign judgements with."""
    try:
        return given or getpass.getuser()
    except (KeyError, OSError):
        raise InputError("who judges? give --analyst NAME or set WILLING_ANALYST") from None


def listed(text: str) -> list[str]:
    """The items of a list that a person wrote with commas; none for "none"."""
    words = [word.strip() for word in text.split(",")]
    return [] if text.strip().lower() in NOTHING else [word for word in words if word]


def _judge(
    ids: tuple[str, ...],
    verdict: Any,
    *,
    analyst: str | None,
    reason: str,
    json_: bool,
    corrections: dict[str, object] | None = None,
    source_grade: str = "",
    claim_grade: str = "",
) -> None:
    from willing.cli.statement import statement_json
    from willing.ledger.additions import add_judgement
    from willing.ledger.entries import find_statement
    from willing.ledger.judgement import Judgement

    name = analyst_name(analyst)
    with open_here() as book:
        for entry in [find_statement(book, id_) for id_ in ids]:
            judgement = Judgement(
                statement=entry.statement.id,
                verdict=verdict,
                analyst=name,
                time=dt.datetime.now(dt.UTC),
                reason=reason,
                corrections=corrections or {},
                source_grade=source_grade,
                claim_grade=claim_grade,
            )
            add_judgement(book, judgement)
            who = f"{entry.statement.actor_name} ({entry.statement.stance})"
            note(f"{entry.statement.id[:8]} {who}: {judged(judgement)}")
        if json_:
            print_json([statement_json(find_statement(book, id_)) for id_ in ids])


def _day(text: str) -> dt.date | None:
    if text.strip().lower() in NOTHING:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(f"--date {text!r} is no date; write 2025-03-05, or none") from None
