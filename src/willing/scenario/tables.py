"""The tables that a scenario names in place of writing them out: read, and put where they belong.

Models then see the same nouns, wherever the numbers came from.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from willing.errors import InputError
from willing.scenario.beside import beside
from willing.scenario.donorfile import read_donors
from willing.scenario.problems import Locate, Place, Problem, nowhere


def with_tables(
    data: dict[Any, Any], path: Path, locate: Locate = nowhere
) -> tuple[dict[Any, Any], list[Problem]]:
    """The plain data of the scenario file `path` with its tables read, and what went wrong."""
    aid = data.get("aid")
    if not (isinstance(aid, Mapping) and isinstance(aid.get("table"), str)):
        return data, []
    try:
        return {**data, "aid": _with_donors(aid, path)}, []
    except InputError as error:
        place = Place(("aid", "table"))
        return data, [Problem("error", str(place), str(error), "", *locate(place))]


def _with_donors(aid: Mapping[Any, Any], path: Path) -> dict[Any, Any]:
    """Aid with the rows of its table, as they would stand in the scenario, and their unit."""
    found = read_donors(beside(path, aid["table"]), unit=aid.get("unit"))
    rows = [gift.model_dump(exclude_defaults=True) for gift in found.gifts]
    read = {**aid, "table": rows, "unit": found.unit}
    return {"months": found.months, **read} if found.months is not None else read
