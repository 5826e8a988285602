"""What does pydantic complain about, in a scenario writer's words and lines?

Pydantic reports every branch of a union that did not fit. Here each field gets one line: the
complaint of the branch that the writer meant, or what the field may hold.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from willing.reference.vocabulary import STANCES
from willing.scenario.problems import Locate, Place, Problem, Step, nowhere, suggestion
from willing.scenario.scenario import Scenario

_LABELS = ", ".join(STANCES)
_MEANT = {
    "stance": f"write a label ({_LABELS}), a probability from 0 to 1, or {{mean: 0.8, sd: 0.6}}",
    "said": f"write one of {_LABELS}",
    "amount": "write a number, [min, mode, max] or {p10: ..., p50: ..., p90: ...}",
    "p": "write a probability from 0 to 1, or {if: CONDITION, then: ..., else: ...}",
    "then": "write a probability from 0 to 1, or another {if: ..., then: ..., else: ...}",
    "else": "write a probability from 0 to 1, or another {if: ..., then: ..., else: ...}",
    "rule": "write a rule's name such as consensus, or a tree: {weights: {GBR: 1}, quota: 1}",
    "date": "write a day as 2025-03-05",
    "when": "write a condition such as: ceasefire and members() >= 3",
    "pledges": "write a list of pledges: - {kind: air, stance: in}",
    "votes": "write {MEMBER: {yes: 0.7, abstain: 0.2, no: 0.1}}",
    "requires": "write {KIND: AMOUNT}",
    "changes": "write a list of changes: - {secure: FRA.air, cost: 2}",
    "horizon": "write a day as 2025-09-01",
    "scale": "write {NUMBER: label, NUMBER: label}",
    "parameters": "write NAME: NUMBER lines below it, such as provocation: [0, 0.5, 2]",
    "contest": "write ratio or difference",
    "weights": "write {KIND: NUMBER}, such as {ground_troops: 1, air: 100}",
    "leaders": "write NAME: {name: ..., polls: [...]} lines below it",
    "polls": "write a list of polls, such as - {date: 2025-02-28, percent: 57, sample: 1000}",
    "percent": "write those who approve, from 0 to 100",
    "share": "write the share that approves, from 0 to 1",
    "sample": "write how many were asked, 1 or more, or leave it out",
    "threshold": "write a share from 0 to 1, such as 0.4",
    "effects": "write {OUTCOME: {points: [low, mode, high]}} for holds, falters and no_deal",
    "points": "write a number, [low, high] or [low, mode, high]",
    "half_life": "write a number, [low, high] or [low, mode, high]",
    "lasting": "write a number, [low, high] or [low, mode, high]",
    "donors": "write DONOR: {KIND: AMOUNT} lines below it, such as USA: {military: 64.6}",
    "committed": "write DONOR: {KIND: AMOUNT} lines below it, such as USA: {military: 64.6}",
    "table": "write a list of rows, or the name of a file beside the scenario, such as donors.csv",
    "unit": "write eur_bn, eur_mn, usd_bn or usd_mn",
    "months": "write a number of months above 0",
    "pause": "write {DONOR: CONDITION}, such as {USA: not us_aid}",
    "cap_pct_gdp": "write a percentage such as 0.25, [low, high] or [low, mode, high]",
    "year": "write a year such as 2023",
    "growth": "write percent, [low, high] or [low, mode, high]",
    "eur_usd": "write dollars for one euro, such as 1.08, or [low, high]",
    "month": "write a month as 2025-02",
    "positions": "write ACTOR: POSITION lines below it",
    "salience": "write ACTOR: SALIENCE lines below it",
    "capability": "write ACTOR: CAPABILITY lines below it",
    "parties": "write two actors, such as [UKR, RUS]",
    "patience": "write PARTY: NUMBER lines below it",
    "risk": "write PARTY: NUMBER lines below it",
    "power": "write PARTY: NUMBER lines below it",
    "values": "write ACTOR: NUMBER lines below it",
    "links": "write NAME: {values: {ACTOR: NUMBER}} lines below it",
}
_LEVELS = ("positions", "salience", "capability")
_OF_PARTIES = ("patience", "risk", "power", "cost", "values")
_MENDS = {
    "model_type": "write its fields in the lines below it, or {} for none",
    "dict_type": "write KEY: VALUE lines below it, or {} for none",
    "tuple_type": "write a list, such as [GBR, FRA]",
    "string_type": "write text; put a number that is meant as text in quotation marks",
}
_NO_FIT = "does not fit"
_MISFITS = {"literal_error", "model_type", "model_attributes_type", "dict_type", "tuple_type"}
_ANOTHER_SHAPE = re.compile(r"_(?:type|parsing)$")


def problems_of(error: ValidationError, data: Any, locate: Locate = nowhere) -> list[Problem]:
    """Every problem of a validation, one per field, in the order of the file.

    `data` is the plain data that was validated.
    """
    found = sorted(
        ((*_split(item["loc"], data), item) for item in error.errors(include_url=False)),
        key=lambda entry: [str(step) for step in entry[0].steps],
    )
    problems: list[Problem] = []
    for place, group in groupby(found, key=lambda entry: entry[0]):
        entries = [(rest, item) for _, rest, item in group]
        problems.extend(_explained(place, entries, data, locate))
    return sorted(_innermost(problems), key=lambda problem: (problem.line, problem.column))


def _innermost(problems: list[Problem]) -> Iterator[Problem]:
    """Leave out "does not fit" of a field where something within it is named."""
    around = {
        problem.place[: found.start()]
        for problem in problems
        for found in re.finditer(r"[.\[]", problem.place)
    }
    for problem in problems:
        if not (_NO_FIT in problem.message and problem.place in around):
            yield problem


def _split(loc: Sequence[Step], data: Any) -> tuple[Place, tuple[Step, ...]]:
    """The steps that exist in the data, and what pydantic adds (a union's branch, a lost field)."""
    steps: list[Step] = []
    rest: list[Step] = []
    for step in loc:
        listed = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if listed or (isinstance(data, dict) and step in data):
            data = data[step]
            steps.append(step)
        else:
            rest.append(step)
    return Place(tuple(steps), key="[key]" in rest), tuple(rest)


def _explained(
    place: Place, entries: list[tuple[tuple[Step, ...], Any]], data: Any, locate: Locate
) -> Iterator[Problem]:
    """The problems of one place."""
    for _, item in entries:
        if item["type"] == "extra_forbidden":
            yield _unknown_field(place, item, locate)
            return
    fitting = [entry for entry in entries if not _misfit(entry)]
    meant = [entry for entry in fitting if not _of_other_length(entry)]
    if len(fitting) == 1:
        meant = fitting
    if not meant:
        message = f"{_shown(_value(place, data))} {_NO_FIT}"
        mend = _mend(place) or _MENDS.get(entries[0][1]["type"], _said(entries[0][1]))
        yield _problem(place, message, mend, locate)
        return
    for rest, item in {_complaint(*entry): entry for entry in meant}.values():
        lost = str(rest[-1]) if item["type"] == "missing" else ""
        mend = _MEANT.get(lost) or _mend(place)
        yield _problem(place, _complaint(rest, item), mend, locate)


def _mend(place: Place) -> str:
    """What the field at this place may hold."""
    *_, field, last = ("", "", *place.steps)
    if place.steps[:1] == ("issues",) and field in _LEVELS:
        return "write a number, [low, high], [low, mode, high] or {p10: ..., p50: ..., p90: ...}"
    if place.steps[:2] in (("aid", "donors"), ("aid", "committed")) and len(place.steps) > 2:
        if len(place.steps) == 3:
            return "write {KIND: AMOUNT}, such as {military: 64.6}"
        return "write a number, [low, high] or [low, mode, high]"
    if place.steps[:2] == ("crisis", "parameters") and len(place.steps) > 2:
        return "write a number, [low, high] or [low, mode, high]"
    if place.steps[:1] == ("talks",) and (field in _OF_PARTIES or last == "drift"):
        return "write a number, [low, high] or [low, mode, high]"
    if place.steps[:3] == ("talks", "delay", "cost"):
        return "write PARTY: NUMBER lines below it"
    if isinstance(last, int) and field == "pledges":
        return "write a pledge, such as {kind: air, stance: in, when: ceasefire}"
    return _MEANT.get(str(field if isinstance(last, int) else last), "")


def _misfit(entry: tuple[tuple[Step, ...], Any]) -> bool:
    """Whether the value has another shape altogether than this branch."""
    kind = entry[1]["type"]
    return kind in _MISFITS or bool(_ANOTHER_SHAPE.search(kind))


def _of_other_length(entry: tuple[tuple[Step, ...], Any]) -> bool:
    """Whether a list has more or fewer values than this branch."""
    rest, item = entry
    few = item["type"] == "missing" and bool(rest) and isinstance(rest[-1], int)
    return few or item["type"] == "too_long"


def _complaint(rest: tuple[Step, ...], item: Any) -> str:
    if item["type"] == "missing":
        if isinstance(rest[-1], int):
            return "too few values"
        return f"the field `{rest[-1]}` is missing"
    return f"{_shown(item['input'])}: {_said(item)}"


def _said(item: Any) -> str:
    """Pydantic's sentence as the start of ours."""
    text = str(item["msg"]).removeprefix("Value error, ").removeprefix("Input ")
    return text[:1].lower() + text[1:]


def _shown(value: Any) -> str:
    """A value as it would stand in a file, shortened."""
    if value is None:
        return "an empty value"
    text = json.dumps(value, default=str, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."


def _value(place: Place, data: Any) -> Any:
    for step in place.steps:
        data = data[step]
    return place.steps[-1] if place.key and place.steps else data


def _problem(place: Place, message: str, mend: str, locate: Locate) -> Problem:
    return Problem("error", str(place), message, mend, *locate(place))


def _unknown_field(place: Place, item: Any, locate: Locate) -> Problem:
    known = fields_at(item["loc"][:-1])
    name = str(place.steps[-1])
    mend = suggestion(name, known) or f"the fields here are {', '.join(known)}"
    return _problem(Place(place.steps, key=True), f"unknown field `{name[:80]}`", mend, locate)


def fields_at(loc: Sequence[Step]) -> list[str]:
    """The names of the fields that a scenario may have at this location."""
    models: list[type[BaseModel]] = [Scenario]
    for step in loc:
        for model in models:
            named = {info.alias or name: info for name, info in model.model_fields.items()}
            if step in named:
                models = list(_models_in(named[str(step)].annotation))
                break
    return [info.alias or name for model in models for name, info in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
