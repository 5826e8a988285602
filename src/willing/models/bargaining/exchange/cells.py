"""An agenda as arrays: actors by issues, and draws of them.

A run is chaotic: a hair's breadth on one salience changes who trades with whom. What is asked of
the model is therefore asked of many runs, in each of which every salience and every capability that
is a single number is multiplied by a factor drawn evenly from 1 - noise to 1 + noise (saliences end
at 1). An actor's capability has one factor for all issues. Inputs that are given as distributions
are drawn from these instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from willing.models.bargaining.exchange.agenda import Agenda
from willing.models.bargaining.exchange.steps import DIGITS, SCALE
from willing.models.bargaining.inputs import FIELDS, Field, Inputs, spread, variable
from willing.models.draws import uniforms

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Table = list[list[Decimal]]


@dataclass(frozen=True, slots=True)
class Cells:
    """Positions from 0 to 100, saliences and capabilities, each (draws, actors, issues), zero where
    an actor takes no part; `here` (actors, issues): where it does.
    """

    positions: Floats
    saliences: Floats
    capabilities: Floats
    here: Flags

    @property
    def weights(self) -> Floats:
        """Capability times salience."""
        return self.saliences * self.capabilities

    def outcomes(self, positions: Floats) -> Floats:
        """Where issues end: means weighted by capability and salience, (draws, issues); 0 where
        nobody has any weight. Positions (draws, actors, issues).
        """
        weights = self.weights
        total = weights.sum(axis=1)
        found: Floats = (weights * positions).sum(axis=1) / np.where(total > 0, total, 1.0)
        return found


def central_cells(agenda: Agenda) -> Cells:
    """Every input at its middle, as one draw."""
    return _cells(
        agenda,
        1,
        lambda issue, field, row: np.full(1, issue.of(field)[row].middle),
    )


def drawn_cells(agenda: Agenda, seed: int, start: int, count: int, noise: float) -> Cells:
    """Draws `start` ... `start + count - 1`, each input keyed by its own name."""

    def drawn(issue: Inputs, field: Field, row: int) -> Floats:
        one = issue.of(field)[row]
        name = variable(issue, field, row)
        if not one.certain:
            return spread(one, uniforms(seed, name, start, count), field, issue.low, issue.high)
        if field == "position" or noise <= 0:
            return np.full(count, one.middle)
        if field == "capability":
            name = f"exchange:{issue.actors[row]}:capability"
        factor = 1 + noise * (2 * uniforms(seed, f"{name}:noise", start, count) - 1)
        most = 1.0 if field == "salience" else np.inf
        return np.minimum(one.middle * factor, most)

    return _cells(agenda, count, drawn)


def exact_tables(agenda: Agenda) -> tuple[Table, Table, Table]:
    """Positions from 0 to 100, saliences and capabilities [actor][issue], every input at its middle
    and in decimals as it prints: 0.95 is 0.95.
    """
    tables = tuple([[Decimal(0)] * len(agenda.issues) for _ in agenda.actors] for _ in FIELDS)
    rows = {actor: row for row, actor in enumerate(agenda.actors)}
    with localcontext(prec=DIGITS):
        for k, issue in enumerate(agenda.issues):
            low, unit = _exact(issue.low), SCALE / (_exact(issue.high) - _exact(issue.low))
            for place, actor in enumerate(issue.actors):
                x, s, c = (_exact(issue.of(field)[place].middle) for field in FIELDS)
                for table, value in zip(tables, ((x - low) * unit, s, c), strict=True):
                    table[rows[actor]][k] = value
    positions, saliences, capabilities = tables
    return positions, saliences, capabilities


def _exact(number: float) -> Decimal:
    return Decimal(repr(float(number)))


class _Draw(Protocol):
    """How an input is drawn: an issue, a field and a row in, (draws,) out."""

    def __call__(self, issue: Inputs, field: Field, row: int) -> Floats: ...


def _cells(agenda: Agenda, count: int, draw: _Draw) -> Cells:
    actors = {actor: row for row, actor in enumerate(agenda.actors)}
    shape = (count, len(actors), len(agenda.issues))
    found = {field: np.zeros(shape) for field in FIELDS}
    here = np.zeros(shape[1:], dtype=np.bool_)
    for k, issue in enumerate(agenda.issues):
        for row, actor in enumerate(issue.actors):
            here[actors[actor], k] = True
            for field in FIELDS:
                found[field][:, actors[actor], k] = draw(issue, field, row)
        width = issue.high - issue.low
        found["position"][:, here[:, k], k] -= issue.low
        found["position"][:, here[:, k], k] *= SCALE / width
    np.clip(found["position"], 0.0, SCALE, out=found["position"])
    return Cells(found["position"], found["salience"], found["capability"], here)
