"""The outcome of every draw of an issue's inputs, by the name of a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.compromise import compromises
from willing.models.bargaining.engine import play
from willing.models.bargaining.expected_utility import ROUNDS
from willing.models.bargaining.forecast import forecast
from willing.models.bargaining.inputs import Drawn, Inputs, central, from_uniforms
from willing.models.bargaining.issue import Issue
from willing.models.bargaining.median import medians
from willing.models.bargaining.nash import nash_outcomes
from willing.models.bargaining.readings import READINGS, Reading

Floats = NDArray[np.float64]

MODELS = ("forecast", "compromise", "median", "nash", "expected_utility")


@dataclass(frozen=True, slots=True)
class Method:
    """A model that gives one outcome for one set of inputs; the last two for expected utility."""

    model: str = "compromise"
    reading: Reading = field(default_factory=lambda: READINGS["scholz_code"])
    rounds: int = ROUNDS

    @property
    def title(self) -> str:
        """The model, with its reading where it has some."""
        if self.model == "expected_utility":
            return f"{self.model}, {self.reading.name}"
        return self.model


def outcomes(inputs: Inputs, drawn: Drawn, method: Method) -> Floats:
    """The outcomes of the draws, of the forecast its means: shape (draws,).

    Raises `InputError` for an unknown model.
    """
    ways: dict[str, Callable[[], Floats]] = {
        "compromise": lambda: compromises(drawn.positions, drawn.weights),
        "median": lambda: medians(drawn.positions, drawn.weights),
        "nash": lambda: nash_outcomes(drawn.positions, drawn.weights, inputs.low, inputs.high),
        "expected_utility": lambda: play(
            drawn.positions, drawn.weights, drawn.saliences, method.reading, method.rounds
        ).medians[:, -1],
        "forecast": lambda: np.array([forecast(one).mean for one in issues(inputs, drawn)]),
    }
    if method.model not in ways:
        raise InputError(f"model `{method.model[:80]}`: write one of {', '.join(ways)}")
    return ways[method.model]()


def issues(inputs: Inputs, drawn: Drawn) -> Iterator[Issue]:
    """Each draw as an issue."""
    like = central(inputs)
    columns = (drawn.positions, drawn.saliences, drawn.capabilities)
    for x, s, c in zip(*(column.tolist() for column in columns), strict=True):
        yield replace(like, positions=tuple(x), saliences=tuple(s), capabilities=tuple(c))


def at_ranks(inputs: Inputs, ranks: Floats, method: Method) -> Floats:
    """The outcomes with the uncertain inputs at these ranks of their distributions.

    `ranks`: (draws, uncertain inputs), from 0 to 1.
    """
    column = {variable: place for place, variable in enumerate(inputs.uncertain)}
    drawn = from_uniforms(inputs, len(ranks), lambda field, row: ranks[:, column[field, row]])
    return outcomes(inputs, drawn, method)
