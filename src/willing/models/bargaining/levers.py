"""What could an actor do: state another position, care more or less, persuade another.

Each step is tried alone, everything else at its middle; its gain is by how much nearer the outcome
comes to the actor's own position. Persuading moves another actor all the way to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.inputs import Drawn, Inputs, central
from willing.models.bargaining.outcomes import Method, outcomes
from willing.scenario.problems import suggestion

Floats = NDArray[np.float64]
Act = Literal["state", "care", "persuade"]

GRID = 101
"""Positions that are tried, and saliences."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something the actor could do: state another position, care otherwise, or persuade `who`.

    `start` and `end`: the input before and after. `gain`: in points of the scale.
    """

    act: Act
    who: str
    start: float
    end: float
    outcome: float
    gain: float


@dataclass(frozen=True, slots=True)
class Levers:
    """The actor's steps in order of their gain, those that gain nothing left out."""

    actor: str
    wants: float
    outcome: float
    steps: tuple[Step, ...]


def levers(inputs: Inputs, actor: str, method: Method) -> Levers:
    """What the actor could do. Raises `InputError` for an actor that is not there.

    >>> from willing.models.bargaining.inputs import exact
    >>> from willing.models.bargaining.issue import make_issue
    >>> issue = make_issue("role", "ABC", [0, 40, 100], [1, 0.5, 1], [1, 1, 2])
    >>> found = levers(exact(issue), "C", Method())
    >>> [(step.act, step.who, round(step.gain, 1)) for step in found.steps]
    [('persuade', 'A', 28.6), ('persuade', 'B', 8.6)]
    """
    if actor not in inputs.actors:
        mend = suggestion(actor, inputs.actors) or f"write one of {', '.join(inputs.actors[:12])}"
        raise InputError(f"actor `{actor[:80]}`: is not on this issue; {mend}")
    row = inputs.actors.index(actor)
    issue = central(inputs)
    wants = issue.positions[row]
    others = [other for other in range(issue.size) if other != row]
    count = 1 + 2 * GRID + len(others)
    x, s, c = (
        np.tile(np.array(values), (count, 1))
        for values in (issue.positions, issue.saliences, issue.capabilities)
    )
    stated, cares = slice(1, 1 + GRID), slice(1 + GRID, 1 + 2 * GRID)
    x[stated, row] = np.linspace(inputs.low, inputs.high, GRID)
    s[cares, row] = np.linspace(0.01, 1.0, GRID)
    x[np.arange(1 + 2 * GRID, count), others] = wants
    found = outcomes(inputs, Drawn(x, s, c), method)
    gains = abs(found[0] - wants) - abs(found - wants)
    tried = [
        _best("state", actor, wants, x[stated, row], found[stated], gains[stated]),
        _best("care", actor, issue.saliences[row], s[cares, row], found[cares], gains[cares]),
        *(
            Step("persuade", issue.actors[other], issue.positions[other], wants, *at)
            for other, at in zip(
                others,
                zip(found[1 + 2 * GRID :].tolist(), gains[1 + 2 * GRID :].tolist(), strict=True),
                strict=True,
            )
        ),
    ]
    least = 1e-9 * (inputs.high - inputs.low)
    steps = sorted((step for step in tried if step.gain > least), key=lambda step: -step.gain)
    return Levers(actor, wants, float(found[0]), tuple(steps))


def _best(act: Act, who: str, start: float, ends: Floats, found: Floats, gains: Floats) -> Step:
    """The end that gains most; of equal ones the nearest to the start."""
    near = np.flatnonzero(gains >= gains.max() - 1e-12)
    best = int(near[np.abs(ends[near] - start).argmin()])
    return Step(act, who, start, float(ends[best]), float(found[best]), float(gains[best]))
