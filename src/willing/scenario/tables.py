"""The tables that a scenario names in place of writing them out: read, and put where they belong.

Models then see the same nouns, wherever the numbers came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from willing.errors import InputError
from willing.scenario.beside import beside
from willing.scenario.donorfile import read_donors
from willing.scenario.pollfile import read_polls
from willing.scenario.problems import Locate, Place, Problem, nowhere

Read = Callable[[Mapping[Any, Any], Path], dict[Any, Any]]
"""A part of the scenario with its table read, as it would stand there."""


def with_tables(
    data: dict[Any, Any], path: Path, locate: Locate = nowhere
) -> tuple[dict[Any, Any], list[Problem]]:
    """The plain data of the scenario file `path` with its tables read, and what went wrong."""
    problems: list[Problem] = []
    for steps, field, read in _named(data):
        part = data
        for step in steps:
            part = part[step]
        try:
            data = _replaced(data, steps, read(part, path))
        except InputError as error:
            place = Place((*map(str, steps), field))
            problems.append(Problem("error", str(place), str(error), "", *locate(place)))
    return data, problems


def _named(data: Mapping[Any, Any]) -> Iterator[tuple[tuple[Any, ...], str, Read]]:
    """Where a part names a table: its place, the field, and how it is read."""
    aid, leaders = data.get("aid"), data.get("leaders")
    if isinstance(aid, Mapping) and isinstance(aid.get("table"), str):
        yield ("aid",), "table", _with_donors
    for name, leader in leaders.items() if isinstance(leaders, Mapping) else ():
        if isinstance(leader, Mapping) and isinstance(leader.get("polls"), str):
            yield ("leaders", name), "polls", _with_polls


def _replaced(
    data: Mapping[Any, Any], steps: tuple[Any, ...], part: dict[Any, Any]
) -> dict[Any, Any]:
    """The data with another part at a place."""
    first, *rest = steps
    return {**data, first: _replaced(data[first], tuple(rest), part) if rest else part}


def _with_donors(aid: Mapping[Any, Any], path: Path) -> dict[Any, Any]:
    """Aid with the rows of its table, as they would stand in the scenario, and their unit."""
    found = read_donors(beside(path, aid["table"]), unit=aid.get("unit"))
    rows = [gift.model_dump(exclude_defaults=True) for gift in found.gifts]
    read = {**aid, "table": rows, "unit": found.unit}
    return {"months": found.months, **read} if found.months is not None else read


def _with_polls(leader: Mapping[Any, Any], path: Path) -> dict[Any, Any]:
    """A leader with the polls of its table."""
    found = read_polls(beside(path, leader["polls"]))
    return {**leader, "polls": [poll.model_dump(exclude_defaults=True) for poll in found]}
