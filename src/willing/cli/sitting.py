"""A sitting: statements one after the other, one key for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import click

from willing.cli.keys import read_key
from willing.cli.output import note, say
from willing.cli.review import listed
from willing.cli.statement import show_statement
from willing.errors import InputError
from willing.ledger.judgement import Judgement, Verdict
from willing.reference.vocabulary import STANCES

if TYPE_CHECKING:
    from willing.ledger.database import Ledger
    from willing.ledger.entry import Entry

KEYS = "a accept   r reject   c correct   s skip   u undo   q quit"

_VERDICTS: dict[str, Verdict] = {"a": "accept", "r": "reject", "c": "correct"}


@dataclass(slots=True)
class Sitting:
    """Where the person is: `at` the statement shown, `judged` those judged, in order."""

    book: Ledger
    entries: Sequence[Entry]
    analyst: str
    at: int = 0
    judged: list[int] = field(default_factory=list)


def sit(book: Ledger, entries: Sequence[Entry], analyst: str) -> None:
    """Go through the statements until the last, or until the person has had enough."""
    if not entries:
        say("Nothing waits for review; --all shows what was judged before.")
        return
    sitting = Sitting(book, entries, analyst)
    shown = -1
    while sitting.at < len(entries):
        if shown != sitting.at:
            _show(sitting)
            shown = sitting.at
        key = read_key()
        if key in ("q", "\x04", ""):
            break
        if key == "\x03":
            raise KeyboardInterrupt
        if not _act(sitting, key):
            note(KEYS)
    left = len(entries) - sitting.at
    say(f"{len(sitting.judged)} judged by {analyst}, {left} left")


def _show(sitting: Sitting) -> None:
    from willing.ledger.entries import find_statement

    entry = find_statement(sitting.book, sitting.entries[sitting.at].statement.id)
    show_statement(sitting.book, entry, count=f"[{sitting.at + 1}/{len(sitting.entries)}]  ")
    note(KEYS)


def _act(sitting: Sitting, key: str) -> bool:
    """Do what a key asks for; false if it asks for nothing."""
    if key in _VERDICTS:
        if _judge(sitting, _VERDICTS[key]):
            sitting.judged.append(sitting.at)
            sitting.at += 1
    elif key == "s":
        sitting.at += 1
    elif key == "u":
        _undo(sitting)
    else:
        return False
    return True


def _judge(sitting: Sitting, verdict: Verdict) -> bool:
    """Add a judgement; false where the person changed their mind."""
    from willing.ledger.additions import add_judgement

    statement = sitting.entries[sitting.at].statement
    corrections: dict[str, Any] = {}
    if verdict == "correct":
        corrections = _corrections(sitting.entries[sitting.at])
        if not corrections:
            say("Nothing corrected.")
            return False
    judgement = Judgement(
        statement=statement.id,
        verdict=verdict,
        analyst=sitting.analyst,
        time=dt.datetime.now(dt.UTC),
        corrections=corrections,
    )
    try:
        add_judgement(sitting.book, judgement)
    except InputError as error:
        note(error)
        return False
    say(f"-> {verdict}\n")
    return True


def _undo(sitting: Sitting) -> None:
    """Take back the last judgement of this sitting, and show its statement again."""
    from willing.ledger.additions import undo_judgement

    if not sitting.judged:
        note("nothing to undo in this sitting")
        return
    sitting.at = sitting.judged.pop()
    undo_judgement(sitting.book, sitting.entries[sitting.at].statement.id, analyst=sitting.analyst)
    say("-> taken back\n")


def _corrections(entry: Entry) -> dict[str, Any]:
    """Ask for each field; what is left empty stays."""
    say(f"Enter keeps what stands; 'none' empties a list. Stances: {', '.join(STANCES)}")
    statement = entry.statement
    found: dict[str, Any] = {}
    for name in ("stance", "contribution", "no_contribution", "conditions", "veto"):
        now = getattr(statement, name)
        shown = ", ".join(now) if isinstance(now, tuple) else str(now).lower()
        answer = click.prompt(f"  {name} [{shown or 'none'}]", default="", show_default=False)
        value = _value(name, answer.strip())
        if answer.strip() and value != (list(now) if isinstance(now, tuple) else now):
            found[name] = value
    return found


def _value(name: str, answer: str) -> Any:
    if name == "stance":
        return answer.lower().replace(" ", "_")
    if name == "veto":
        return answer.lower() in ("true", "yes", "y", "1")
    return listed(answer)
