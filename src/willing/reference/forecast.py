"""What the record of past bargains has taught the forecast: coefficients, and how well they did.

Fitted by `willing backtest deu --fit`; the file says on what.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Coefficients:
    """The coefficients of the log odds of an outcome at or below x.

    `share`, of the log odds of the weight at or below x; `unanimity` is added to it under
    unanimity, `many` for thirty actors or more. `middle`, of the distance from the middle in
    quarters of the range; `ends` is added to it where all stand at either end. `sharpness`
    multiplies both.
    """

    share: float
    unanimity: float
    many: float
    middle: float
    ends: float
    sharpness: float


@dataclass(frozen=True, slots=True)
class Record:
    """How the forecast did on issues left out: scores in points of a scale of 100.

    `crps` is its mean score, `plain_crps` that of the best plain mixture, `point_crps` that of the
    compromise mean alone; `coverage` and `width` are those of the 80% interval.
    """

    data: str
    issues: int
    proposals: int
    crps: float
    plain_crps: float
    point_crps: float
    coverage: float
    width: float


def fitted() -> Coefficients:
    """The coefficients that ship with Willing."""
    return Coefficients(**_file()["coefficients"])


def record() -> Record:
    """How they did."""
    return Record(**_file()["record"])


@cache
def _file() -> dict[str, Any]:
    path = files("willing.reference") / "data" / "forecast.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
