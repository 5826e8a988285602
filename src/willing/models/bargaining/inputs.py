"""An issue whose inputs are not known exactly: numbers, intervals, triangles or percentiles.

Every input is a distribution with an origin. `central` is the issue with each at its middle;
`drawn` draws them all, each by a uniform keyed by its own name, so that another draw of one leaves
the others as they were (common random numbers).

    number                       itself
    [low, high]                  uniform
    [low, mode, high]            triangular
    {p10, p50, p90}              capability: log-normal; position and salience: a normal on either
                                 side of the median, of the two widths, cut at the ends of the scale
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.issue import (
    Issue,
    check_capability,
    check_position,
    check_salience,
    make_issue,
)
from willing.models.draws import Z90, lognormal, triangular, uniforms
from willing.models.normal import quantile

Floats = NDArray[np.float64]
Field = Literal["position", "salience", "capability"]
SAFE = 1e-9
"""Ranks of 0 and 1 would be infinitely far out in a normal."""

FIELDS: tuple[Field, ...] = ("position", "salience", "capability")


@dataclass(frozen=True, slots=True)
class Input:
    """One input: one number, two (an interval), three (a triangle) or three percentiles.

    `source`: where it comes from; "default" where nobody chose it.
    """

    numbers: tuple[float, ...]
    percentiles: bool = False
    source: str = ""

    @property
    def middle(self) -> float:
        """The number, the middle of the interval, the mode or the median."""
        if len(self.numbers) == 2:
            return (self.numbers[0] + self.numbers[1]) / 2
        return self.numbers[len(self.numbers) // 2]

    @property
    def certain(self) -> bool:
        """Whether it is a single number."""
        return self.numbers[0] == self.numbers[-1]


@dataclass(frozen=True, slots=True)
class Inputs:
    """An issue with uncertain inputs; as `Issue` otherwise.

    `names`: the actors' names for readers. `labels`: what points of the scale mean.
    """

    name: str
    actors: tuple[str, ...]
    positions: tuple[Input, ...]
    saliences: tuple[Input, ...]
    capabilities: tuple[Input, ...]
    low: float = 0.0
    high: float = 100.0
    reference: float | None = None
    rule: str = ""
    names: tuple[str, ...] = ()
    labels: tuple[tuple[float, str], ...] = ()

    def of(self, field: Field) -> tuple[Input, ...]:
        """The inputs of a field, in the actors' order."""
        by_field = {
            "position": self.positions,
            "salience": self.saliences,
            "capability": self.capabilities,
        }
        return by_field[field]

    @property
    def uncertain(self) -> tuple[tuple[Field, int], ...]:
        """The inputs that are no single number: field and row of the actor."""
        return tuple(
            (field, row)
            for field in FIELDS
            for row, one in enumerate(self.of(field))
            if not one.certain
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """Draws of every input: each (draws, actors)."""

    positions: Floats
    saliences: Floats
    capabilities: Floats

    @property
    def weights(self) -> Floats:
        """Capability times salience; raises `InputError` where a draw leaves nobody any."""
        found: Floats = self.capabilities * self.saliences
        if not (found.sum(axis=1) > 0).all():
            raise InputError(
                "in some draws no actor has any weight; raise the lower ends of the saliences or "
                "capabilities"
            )
        return found


def check_inputs(inputs: Inputs) -> None:
    """Raises `InputError` for what `make_issue` would refuse, at the ends of every input too."""
    central(inputs)
    checks: dict[Field, Callable[[str, float], None]] = {
        "position": lambda place, x: check_position(place, x, inputs.low, inputs.high),
        "salience": check_salience,
        "capability": check_capability,
    }
    for field in FIELDS:
        for actor, one in zip(inputs.actors, inputs.of(field), strict=True):
            place = f"{actor[:80]}: {field}"
            for number in one.numbers:
                checks[field](place, number)
            if list(one.numbers) != sorted(one.numbers):
                raise InputError(f"{place}: the numbers must rise")
            if one.percentiles and field == "capability" and not one.numbers[0] > 0:
                raise InputError(f"{place}: p10 must be above 0")


def central(inputs: Inputs) -> Issue:
    """The issue with every input at its middle. Raises `InputError`."""
    return make_issue(
        inputs.name,
        inputs.actors,
        [one.middle for one in inputs.positions],
        [one.middle for one in inputs.saliences],
        [one.middle for one in inputs.capabilities],
        low=inputs.low,
        high=inputs.high,
        reference=inputs.reference,
        rule=inputs.rule,
    )


def exact(issue: Issue) -> Inputs:
    """An issue as inputs that are all single numbers."""
    return Inputs(
        name=issue.name,
        actors=issue.actors,
        positions=tuple(Input((x,)) for x in issue.positions),
        saliences=tuple(Input((s,)) for s in issue.saliences),
        capabilities=tuple(Input((c,)) for c in issue.capabilities),
        low=issue.low,
        high=issue.high,
        reference=issue.reference,
        rule=issue.rule,
    )


def drawn(inputs: Inputs, seed: int, start: int, count: int) -> Drawn:
    """Draws `start` ... `start + count - 1` of every input."""
    return from_uniforms(
        inputs,
        count,
        lambda field, row: uniforms(seed, variable(inputs, field, row), start, count),
    )


def variable(inputs: Inputs, field: Field, row: int) -> str:
    """The name that an input's draws are keyed by."""
    return f"issue:{inputs.name}:{inputs.actors[row]}:{field}"


def from_uniforms(inputs: Inputs, count: int, uniform: Callable[[Field, int], Floats]) -> Drawn:
    """All inputs from uniforms (draws,) for those that are uncertain."""
    columns = {
        field: np.stack(
            [
                np.full(count, one.middle)
                if one.certain
                else spread(one, uniform(field, row), field, inputs.low, inputs.high)
                for row, one in enumerate(inputs.of(field))
            ],
            axis=1,
        )
        for field in FIELDS
    }
    return Drawn(columns["position"], columns["salience"], columns["capability"])


def spread(one: Input, uniform: Floats, field: Field, low: float, high: float) -> Floats:
    """The inverse distribution function of an input, (draws,) to (draws,)."""
    if one.percentiles:
        uniform = np.clip(uniform, SAFE, 1 - SAFE)
        if field == "capability":
            return lognormal(uniform, *one.numbers)
        p10, p50, p90 = one.numbers
        z = quantile(uniform) / Z90
        ends = (low, high) if field == "position" else (0.0, 1.0)
        return np.clip(p50 + z * np.where(z < 0, p50 - p10, p90 - p50), *ends)
    if len(one.numbers) == 2:
        return one.numbers[0] + uniform * (one.numbers[1] - one.numbers[0])
    return triangular(uniform, *one.numbers)
