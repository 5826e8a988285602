"""KTAB's CSV file of an issue, read and written.

    NAME,DESCRIPTION,ACTORS,DIMENSIONS,
    Actor,Description,Influence,Scope Position,Scope Salience,
    Alpha,hawk,60,90.0,70.0,

Positions and saliences from 0 to 100; options are KTAB's defaults, as the file states none. A comma
at the end of a line is KTAB's custom, and may be left out. Semicolons, as some spreadsheets save
them, may stand for all commas.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from willing.errors import InputError
from willing.models.bargaining.inputs import Input
from willing.models.bargaining.spatial_model.cells import (
    LONGEST_TEXT,
    MAX_BYTES,
    capability,
    name,
    position,
    salience,
    whole,
)
from willing.models.bargaining.spatial_model.options import DEFAULTS, Options, named
from willing.models.bargaining.spatial_model.spatial_inputs import (
    SpatialInputs,
    check_total,
    make_inputs,
)
from willing.models.bargaining.spatial_model.spatial_issue import (
    FEWEST,
    MOST,
    MOST_DIMENSIONS,
    SpatialIssue,
)
from willing.reference.textfile import read_text

FIXED = 3
"""Columns before the first position: actor, description, influence."""


@dataclass(frozen=True, slots=True)
class _Line:
    place: str
    cells: tuple[str, ...]


def looks_like_ktab(path: Path) -> bool:
    """Whether a CSV file begins as KTAB's do: a third and a fourth cell that are whole numbers."""
    try:
        with path.open("rb") as file:
            first = file.readline(4 * LONGEST_TEXT).decode("utf-8-sig", "replace")
    except OSError:
        return False
    try:
        cells = next(csv.reader([first], delimiter=_delimiter(first)), [])
    except csv.Error:
        return False
    return len(cells) >= 4 and all(cell.strip().isdecimal() for cell in cells[2:4])


def _delimiter(first: str) -> str:
    """What stands between the cells of a file that begins with this line."""
    return ";" if first.count(",") < FIXED <= first.count(";") else ","


def read_ktab_csv(path: Path, options: Options = DEFAULTS) -> SpatialInputs:
    """The issue in a file. Raises `InputError` with file and line."""
    lines = _lines(path)
    if len(lines) < 2:
        raise InputError(f"{path}: not KTAB's CSV; it begins with name, description, actors, dims")
    title, text, actors, dimensions = _heading(lines[0])
    dims = _dims(lines[1], dimensions)
    rows = lines[2:]
    if len(rows) != actors:
        last = lines[-1].place
        raise InputError(
            f"{last}: the first line announces {actors} actors, and {len(rows)} are listed; "
            "mend one or the other"
        )
    read = [_row(row, dims) for row in rows]
    _check_distinct([(row.place, one.actor) for row, one in zip(rows, read, strict=True)])
    try:
        return make_inputs(
            title,
            [one.actor for one in read],
            dims,
            [one.positions for one in read],
            [one.saliences for one in read],
            [one.capability for one in read],
            options=options,
            text=text,
            texts=[one.text for one in read],
        )
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def write_ktab_csv(issue: SpatialIssue) -> str:
    """The text of the file. Raises `InputError` for what it cannot say: options, affinities."""
    if named(issue.options) != named(DEFAULTS) or issue.affinity:
        raise InputError(
            f"{issue.name[:80]}: KTAB's CSV has no place for options or ideal adjustment; write XML"
        )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((issue.name, issue.text, issue.size, len(issue.dims), ""))
    heads = [f"{dim} {what}" for dim in issue.dims for what in ("Position", "Salience")]
    writer.writerow(("Actor", "Description", "Influence", *heads, ""))
    for actor, words, c, xs, ss in zip(
        issue.actors, issue.texts, issue.capabilities, issue.positions, issue.saliences, strict=True
    ):
        pairs = [cell for x, s in zip(xs, ss, strict=True) for cell in (repr(x), percent(s))]
        writer.writerow((actor, words, repr(c), *pairs, ""))
    return out.getvalue()


def percent(share: float) -> str:
    """A share of 1 in hundredths, that reads back as the same share where a double can.

    >>> percent(0.5209), percent(0.07)
    ('52.09', '7.0')
    """
    short = float(f"{100 * share:.15g}")
    return repr(short if short / 100 == share else 100 * share)


def _lines(path: Path) -> list[_Line]:
    text = read_text(path, "the file", MAX_BYTES, "no such issue is")
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=_delimiter(text.partition("\n")[0]),
        skipinitialspace=True,
        strict=True,
    )
    found: list[_Line] = []
    try:
        for cells in reader:
            trimmed = [cell.strip() for cell in cells]
            if trimmed and not trimmed[-1]:
                trimmed.pop()
            if trimmed:
                found.append(_Line(f"{path}:{reader.line_num}", tuple(trimmed)))
            if len(found) > MOST + 2:
                raise InputError(
                    f"{path}:{reader.line_num}: more than {MOST} actors; the model takes "
                    f"{FEWEST} to {MOST}"
                )
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}: not valid CSV: {error}") from None
    return found


def _heading(line: _Line) -> tuple[str, str, int, int]:
    if len(line.cells) < 4:
        raise InputError(
            f"{line.place}: {len(line.cells)} cells; the first line has a name, a description, the "
            "number of actors and that of dimensions"
        )
    title, text, actors, dimensions = line.cells[:4]
    return (
        name(line.place, title),
        text[:LONGEST_TEXT],
        _count(line.place, "actors", actors, FEWEST, MOST),
        _count(line.place, "dimensions", dimensions, 1, MOST_DIMENSIONS),
    )


def _count(place: str, what: str, text: str, fewest: int, most: int) -> int:
    value = whole(f"{place}: number of {what}", text)
    if not fewest <= value <= most:
        raise InputError(f"{place}: {value} {what}; the model takes {fewest} to {most}")
    return value


def _dims(line: _Line, count: int) -> tuple[str, ...]:
    """The names of the dimensions: the headings of the positions without that word."""
    heads = line.cells[FIXED:]
    if len(heads) != 2 * count:
        raise InputError(
            f"{line.place}: {len(heads)} headings after the influence; {count} dimensions need "
            f"{2 * count}: a position and a salience for each"
        )
    dims = [name(line.place, head.removesuffix("Position").strip() or head) for head in heads[::2]]
    _check_distinct([(line.place, dim) for dim in dims])
    return tuple(dims)


@dataclass(frozen=True, slots=True)
class _Actor:
    actor: str
    text: str
    capability: Input
    positions: list[Input]
    saliences: list[Input]


def _row(line: _Line, dims: Sequence[str]) -> _Actor:
    needed = FIXED + 2 * len(dims)
    if len(line.cells) != needed:
        raise InputError(
            f"{line.place}: {len(line.cells)} cells; an actor has {needed}: name, description, "
            "influence, and a position and a salience for each dimension"
        )
    actor, text, power, *rest = line.cells
    one = _Actor(
        actor=name(line.place, actor),
        text=text[:LONGEST_TEXT],
        capability=capability(f"{line.place}: influence", power),
        positions=[
            position(f"{line.place}: position on {dim[:80]}", cell)
            for dim, cell in zip(dims, rest[::2], strict=True)
        ],
        saliences=[
            salience(f"{line.place}: salience on {dim[:80]}", cell)
            for dim, cell in zip(dims, rest[1::2], strict=True)
        ],
    )
    check_total(line.place, one.actor, one.saliences)
    return one


def _check_distinct(named_: Sequence[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for place, one in named_:
        if one in seen:
            raise InputError(
                f"{place}: `{one[:80]}` is listed twice, first at {seen[one]}; leave one out"
            )
        seen[one] = place
