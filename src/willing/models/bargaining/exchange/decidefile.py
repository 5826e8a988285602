"""Agendas in the format of decide, the program of the exchange model; treated as hostile.

Lines of cells between tabs (or semicolons), the first of which says what the line is:

    #A  actor  full name
    #P  issue  description
    #M  issue  point of its scale  what it means
    #D  actor  issue  position  salience  power
    #/  a remark, as is #O

Cells may stand in single quotes. The scale of an issue goes from its lowest to its highest point,
or from 0 to 100 where none is given.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import TypeVar

from willing.errors import InputError
from willing.models.bargaining.exchange.agenda import Agenda, make_agenda
from willing.models.bargaining.inputs import Input, Inputs
from willing.models.bargaining.issue import (
    check_capability,
    check_position,
    check_salience,
    check_scale,
)
from willing.models.bargaining.tablefile import LONGEST
from willing.reference.textfile import read_text
from willing.scenario.problems import suggestion

T = TypeVar("T")

MAX_BYTES = 2_000_000
MARKS = ("#A", "#P", "#M", "#D", "#/", "#O")
SHAPES = {
    "#A": "#A actor name",
    "#P": "#P issue description",
    "#M": "#M issue point meaning",
    "#D": "#D actor issue position salience power",
}


@dataclass(slots=True)
class _Read:
    """What was read so far, each with its line: points by issue, positions by issue and actor."""

    actors: dict[str, str] = field(default_factory=dict)
    issues: dict[str, dict[float, str]] = field(default_factory=dict)
    cells: dict[str, dict[str, tuple[int, float, float, float]]] = field(default_factory=dict)


def is_decide(path: Path) -> bool:
    """Whether a file begins as decide's do; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            head = file.read(200).decode("utf-8-sig", errors="replace").lstrip()
    except (OSError, ValueError):
        return False
    return head.lstrip("'\"")[:2] in MARKS


def read_decide(path: Path) -> Agenda:
    """The agenda in a file. Raises `InputError` with file and line."""
    found = _Read()
    data: list[tuple[int, list[str]]] = []
    for number, cells in _lines(path):
        place = f"{path}:{number}"
        if cells[0] == "#A":
            _take(place, cells, found.actors, "actor", cells[2] if len(cells) > 2 else "")
        elif cells[0] == "#P":
            _take(place, cells, found.issues, "issue", {})
        elif cells[0] in ("#M", "#D"):
            data.append((number, cells))
    for number, cells in data:
        if cells[0] == "#M":
            _point(f"{path}:{number}", cells, found)
    for number, cells in data:
        if cells[0] == "#D":
            _position(f"{path}:{number}", number, cells, found)
    issues = [_inputs(path, name, found) for name in found.issues if found.cells.get(name)]
    try:
        return make_agenda(path.stem, issues)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines that are not empty, as cells without their quotes."""
    text = read_text(path, "the agenda", MAX_BYTES)
    delimiter = "\t" if "\t" in text else ";"
    for number, line in enumerate(text.splitlines(), 1):
        cells = [cell.strip().strip("'\"").strip() for cell in line.split(delimiter)]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if cells[0] not in MARKS:
            raise InputError(
                f"{path}:{number}: `{cells[0][:40]}` begins no line; there are {', '.join(MARKS)}, "
                "with tabs or semicolons between the cells"
            )
        wanting = len(cells) != 6 if cells[0] == "#D" else len(cells) < 2
        if wanting and cells[0] in SHAPES:
            shape = SHAPES[cells[0]]
            raise InputError(
                f"{path}:{number}: {len(cells)} cells; write {shape}, with tabs between them"
            )
        yield number, cells


def _take(place: str, cells: list[str], known: dict[str, T], what: str, value: T) -> None:
    name = cells[1]
    if not name or len(name) > LONGEST:
        raise InputError(f"{place}: {what}: {'no' if not name else 'too long a'} name; write one")
    if name in known:
        raise InputError(f"{place}: {what} `{name[:80]}` is listed twice; leave one of them out")
    known[name] = value


def _known(place: str, name: str, known: dict[str, object], what: str, mark: str) -> None:
    if name not in known:
        mend = suggestion(name, known) or f"list it in a line {mark}"
        raise InputError(f"{place}: {what} `{name[:80]}` is not listed; {mend}")


def _point(place: str, cells: list[str], found: _Read) -> None:
    _known(place, cells[1], dict(found.issues), "issue", "#P")
    if len(cells) < 3:
        raise InputError(f"{place}: write {SHAPES['#M']}, with tabs between them")
    point = _number(place, "point", cells[2])
    found.issues[cells[1]][point] = " ".join(cells[3:])


def _position(place: str, line: int, cells: list[str], found: _Read) -> None:
    _, actor, issue, *numbers = cells
    _known(place, actor, dict(found.actors), "actor", "#A")
    _known(place, issue, dict(found.issues), "issue", "#P")
    fields = ("position", "salience", "power")
    x, s, c = (_number(place, name, text) for name, text in zip(fields, numbers, strict=True))
    check_position(f"{place}: position", x, *_scale(place, found, issue))
    check_salience(f"{place}: salience", s)
    check_capability(f"{place}: power", c)
    rows = found.cells.setdefault(issue, {})
    if actor in rows:
        raise InputError(
            f"{place}: {actor[:80]} has a position on {issue[:80]} already, in line "
            f"{rows[actor][0]}; leave one of them out"
        )
    rows[actor] = line, x, s, c


def _number(place: str, name: str, text: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = float("nan")
    if not isfinite(number) or "_" in text:
        raise InputError(
            f"{place}: {name}: `{text[:80]}` is no number; write one such as 40 or 0.8"
        )
    return number


def _scale(place: str, found: _Read, issue: str) -> tuple[float, float]:
    points = found.issues[issue]
    low, high = (min(points), max(points)) if points else (0.0, 100.0)
    try:
        check_scale(low, high)
    except InputError as error:
        raise InputError(f"{place}: issue {issue[:80]}: {error}") from None
    return low, high


def _inputs(path: Path, name: str, found: _Read) -> Inputs:
    rows = found.cells[name]
    actors = tuple(actor for actor in found.actors if actor in rows)
    low, high = _scale(str(path), found, name)
    positions, saliences, capabilities = (
        tuple(Input((rows[actor][place],), source="analyst") for actor in actors)
        for place in (1, 2, 3)
    )
    return Inputs(
        name=name,
        actors=actors,
        positions=positions,
        saliences=saliences,
        capabilities=capabilities,
        low=low,
        high=high,
        names=tuple(found.actors[actor] or actor for actor in actors),
        labels=tuple(sorted((x, text) for x, text in found.issues[name].items() if text)),
    )
