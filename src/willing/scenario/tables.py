"""The tables that a scenario names in place of writing them out: read, and put where they belong.

Models then see the same nouns, wherever the numbers came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from willing.errors import InputError
from willing.scenario.beside import beside
from willing.scenario.pollfile import read_polls
from willing.scenario.problems import Locate, Place, Problem, nowhere


def with_tables(
    data: dict[Any, Any], path: Path, locate: Locate = nowhere
) -> tuple[dict[Any, Any], list[Problem]]:
    """The plain data of the scenario file `path` with its tables read, and what went wrong."""
    leaders = data.get("leaders")
    if not isinstance(leaders, Mapping):
        return data, []
    problems: list[Problem] = []
    found: dict[Any, Any] = {}
    for key, leader in leaders.items():
        found[key] = leader
        if not (isinstance(leader, Mapping) and isinstance(leader.get("polls"), str)):
            continue
        try:
            found[key] = {**leader, "polls": _polls(path, leader["polls"])}
        except InputError as error:
            place = Place(("leaders", str(key), "polls"))
            problems.append(Problem("error", str(place), str(error), "", *locate(place)))
    return {**data, "leaders": found}, problems


def _polls(path: Path, name: str) -> list[dict[str, Any]]:
    """As they would stand in the scenario."""
    found = read_polls(beside(path, name))
    return [poll.model_dump(exclude_defaults=True) for poll in found]
