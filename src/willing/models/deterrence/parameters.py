"""The parameters of a crisis, each a number, an interval or a triangle with its origin.

    number                 itself
    (low, high)            uniform
    (low, mode, high)      triangular

Each is drawn by a uniform keyed by its own name, so that another range for one of them leaves the
draws of all others as they were (common random numbers).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.draws import at_rank, uniforms
from willing.reference.capability import personnel
from willing.reference.countries import country_name
from willing.reference.crisis import FORCE_SHARES, PARAMETERS, Span
from willing.scenario.crisis import Crisis
from willing.scenario.crisischeck import out_of_range, span_of, unknown_force
from willing.scenario.noun import Spanned
from willing.scenario.problems import suggestion
from willing.scenario.scenario import Scenario

Floats = NDArray[np.float64]

Values = Mapping[str, Floats]
"""Each parameter by name, in every world: shape (worlds,)."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, its numbers, and their origin ("default..." where nobody chose)."""

    name: str
    span: Span
    source: str = "analyst"

    @property
    def middle(self) -> float:
        """The number, the middle of the interval, or the mode."""
        return (
            (self.span[0] + self.span[-1]) / 2
            if len(self.span) == 2
            else self.span[len(self.span) // 2]
        )

    @property
    def certain(self) -> bool:
        """Whether it is a single number."""
        return self.span[0] == self.span[-1]

    def at(self, rank: Floats) -> Floats:
        """The value at a rank in [0, 1] of its distribution, elementwise."""
        return at_rank(rank, self.span)

    def above(self, x: Floats) -> Floats:
        """P(the value is above x), elementwise."""
        low, high = self.span[0], self.span[-1]
        if self.certain:
            return np.where(x < low, 1.0, 0.0)
        inside = np.clip(x, low, high)
        if len(self.span) == 2:
            return (high - inside) / (high - low)
        mode = self.span[1]
        with np.errstate(divide="ignore", invalid="ignore"):
            rising = 1 - (inside - low) ** 2 / ((high - low) * (mode - low))
            falling = (high - inside) ** 2 / ((high - low) * (high - mode))
        return np.where(inside < mode, rising, falling)


def read_parameters(scenario: Scenario) -> dict[str, Parameter]:
    """Every parameter of a scenario's crisis, with defaults for what it leaves out.

    The forces of states come from capability data. Raises `InputError` for an unknown name, a
    number out of range, and an adversary whose force nobody knows.
    """
    crisis = scenario.crisis
    for name in crisis.parameters:
        if name not in PARAMETERS:
            mend = suggestion(name, PARAMETERS) or f"there are {', '.join(PARAMETERS)}"
            raise InputError(f"crisis.parameters: no parameter `{name[:80]}`; {mend}")
    return {name: _parameter(scenario, crisis, name) for name in PARAMETERS}


def _parameter(scenario: Scenario, crisis: Crisis, name: str) -> Parameter:
    if name not in crisis.parameters:
        return _default(scenario, name)
    given = crisis.parameters[name]
    found = span_of(crisis, name)
    source = (given.source if isinstance(given, Spanned) else "") or crisis.source or "analyst"
    return checked(Parameter(name, found, source))


def checked(parameter: Parameter) -> Parameter:
    """The parameter itself; raises `InputError` where a number is out of range or out of order."""
    name, span = parameter.name, parameter.span
    for number in span:
        if found := out_of_range(name, number):
            raise InputError(f"crisis.parameters.{name}: {found[0]}; {found[1]}")
    if list(span) != sorted(span):
        raise InputError(f"crisis.parameters.{name}: the numbers must rise")
    return parameter


def _default(scenario: Scenario, name: str) -> Parameter:
    default = PARAMETERS[name].default
    if default is not None:
        return Parameter(name, default, "default")
    role = name.removesuffix("_force")
    actor = getattr(scenario.initiative, role)
    known = personnel(actor) if actor else None
    if known:
        shares = "/".join(f"{100 * share:g}" for share in FORCE_SHARES)
        origin = f"default ({shares}% of {known:,} active personnel of {country_name(actor)})"
        return Parameter(name, tuple(share * known for share in FORCE_SHARES), origin)
    if role == "beneficiary":
        return Parameter(name, (0.0,), "default (no force of its own is known)")
    message, mend = unknown_force(actor)
    raise InputError(f"crisis.parameters.adversary_force: {message}; {mend}")


def drawn(parameters: Mapping[str, Parameter], seed: int, start: int, count: int) -> Values:
    """Every parameter in the worlds `start` ... `start + count - 1`."""
    return from_ranks(
        parameters, count, lambda name: uniforms(seed, f"crisis:{name}", start, count)
    )


def upper_halves(
    parameters: Mapping[str, Parameter], seed: int, worlds: int
) -> dict[str, NDArray[np.bool_]]:
    """Where each uncertain parameter is above its median, in the worlds that `drawn` draws."""
    return {
        name: uniforms(seed, f"crisis:{name}", 0, worlds) > 0.5 for name in uncertain(parameters)
    }


def from_ranks(
    parameters: Mapping[str, Parameter], count: int, rank: Callable[[str], Floats]
) -> Values:
    """Every parameter at the ranks of those that are uncertain, each (count,)."""
    return {
        name: np.full(count, one.span[0]) if one.certain else one.at(rank(name))
        for name, one in parameters.items()
    }


def central(parameters: Mapping[str, Parameter]) -> Values:
    """Every parameter at its middle, in one world."""
    return {name: np.array([one.middle]) for name, one in parameters.items()}


def uncertain(parameters: Mapping[str, Parameter]) -> tuple[str, ...]:
    """The names of those that are no single number."""
    return tuple(name for name, one in parameters.items() if not one.certain)
