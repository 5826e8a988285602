"""What all the judgements on one statement come to.

They are read in the order in which they were added. `withdraw` takes back the one before it;
of what is left the latest accept, reject or correct is the verdict, corrections add up, and the
latest grade of the source and of the claim count whatever the verdict.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any, get_args

from willing.errors import InputError
from willing.extraction.statement import Statement
from willing.ledger.judgement import CLAIM_GRADES, SOURCE_GRADES, Judgement, Standing, Verdict
from willing.reference.countries import country_name
from willing.reference.vocabulary import CONDITIONS, STANCES


@dataclass(frozen=True, slots=True)
class Review:
    """Where a statement stands: verdict, corrections and grades in force, the latest judgement."""

    verdict: Standing = "none"
    judgement: Judgement | None = None
    corrections: dict[str, Any] = field(default_factory=dict)
    source_grade: str = ""
    claim_grade: str = ""


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements in force: each `withdraw` has taken back the latest one before it."""
    left: list[Judgement] = []
    for judgement in judgements:
        if judgement.verdict != "withdraw":
            left.append(judgement)
        elif left:
            left.pop()
    return left


def review(judgements: Iterable[Judgement]) -> Review:
    """Where a statement stands after all the judgements on it, the earliest first."""
    result = Review()
    for judgement in standing(judgements):
        verdict = judgement.verdict
        result = Review(
            verdict=verdict if verdict in ("accept", "reject", "correct") else result.verdict,
            judgement=judgement,
            corrections=result.corrections | judgement.corrections,
            source_grade=judgement.source_grade or result.source_grade,
            claim_grade=judgement.claim_grade or result.claim_grade,
        )
    return result


def corrected(statement: Statement, corrections: dict[str, Any]) -> Statement:
    """The statement with its corrections; a corrected actor gets the name of its code."""
    if "actor" in corrections and "actor_name" not in corrections:
        corrections = corrections | {"actor_name": country_name(corrections["actor"])}
    return replace(statement, **corrections) if corrections else statement


def check_judgement(judgement: Judgement) -> None:
    """Refuse what cannot be meant; `InputError` says what to write instead."""
    if judgement.verdict not in get_args(Verdict):
        _refuse(f"no verdict {judgement.verdict!r}", judgement.verdict, get_args(Verdict))
    if not judgement.analyst.strip():
        raise InputError("a judgement needs the name of the analyst who makes it")
    if (judgement.verdict == "correct") != bool(judgement.corrections):
        raise InputError("'correct', and only it, needs corrections, such as stance=lean_in")
    for name, value in judgement.corrections.items():
        _check_correction(name, value)
    _check_grade("source", judgement.source_grade, SOURCE_GRADES)
    _check_grade("claim", judgement.claim_grade, CLAIM_GRADES)
    if judgement.verdict == "grade" and not (judgement.source_grade or judgement.claim_grade):
        raise InputError("'grade' needs a grade: of the source (A-F), of the claim (1-6), or both")


def _check_grade(what: str, grade: str, known: str) -> None:
    if grade and (len(grade) != 1 or grade not in known):
        raise InputError(f"no {what} grade {grade!r}; write {known[0]} to {known[-1]}")


def _check_correction(name: str, value: object) -> None:
    if name not in _CORRECTABLE:
        _refuse(f"{name!r} cannot be corrected", name, tuple(_CORRECTABLE))
    if not _CORRECTABLE[name](value):
        raise InputError(f"{name}: {value!r} is no value for it; {_EXPECTED[name]}")


def _refuse(problem: str, word: str, known: Iterable[str]) -> None:
    names = tuple(known)
    close = get_close_matches(str(word), names, n=1)
    hint = f"; did you mean {close[0]}?" if close else ""
    raise InputError(f"{problem}{hint} Choose from: {', '.join(names)}")


def _word(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _words(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(_word(item) for item in value)


def _labels(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(item in CONDITIONS for item in value)


_CORRECTABLE: dict[str, Callable[[object], bool]] = {
    "stance": lambda value: value in STANCES,
    "contribution": _words,
    "no_contribution": _words,
    "conditions": _labels,
    "veto": lambda value: isinstance(value, bool),
    "actor": _word,
    "actor_name": _word,
    "initiative": _word,
    "date": lambda value: value is None or type(value) is dt.date,
}

_EXPECTED = {
    "stance": f"one of {', '.join(STANCES)}",
    "contribution": "a list of kinds, such as [ground_troops, logistics]",
    "no_contribution": "a list of kinds, such as [ground_troops]",
    "conditions": f"a list of {', '.join(CONDITIONS)}",
    "veto": "true or false",
    "actor": "a code, such as FRA",
    "actor_name": "a name, such as France",
    "initiative": "an initiative's id",
    "date": "a date, or none",
}
