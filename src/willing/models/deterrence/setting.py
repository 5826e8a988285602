"""What the crisis game needs of a scenario, and the game in any number of worlds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.deterrence.contest import Contest
from willing.models.deterrence.crisis import play
from willing.models.deterrence.parameters import (
    Parameter,
    Values,
    read_parameters,
    uncertain,
)
from willing.models.deterrence.payoffs import PLAYERS, payoffs
from willing.models.deterrence.perfect_bayesian import perfect_bayesian
from willing.reference.vocabulary import PRESENCE, unit_of
from willing.scenario.crisis import NO_EVENT, USUAL_EVENTS
from willing.scenario.problems import suggestion
from willing.scenario.scenario import Scenario

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

Solver = Literal["quantal", "bayesian", "perfect"]
SOLVERS: Mapping[Solver, str] = {
    "quantal": "logit agent quantal response equilibrium (McKelvey and Palfrey 1998)",
    "bayesian": "perfect Bayesian equilibrium, resolve known to its own side alone",
    "perfect": "subgame-perfect equilibrium, everything known to all (Selten 1965)",
}

PERFECT = 1e12
"""The precision at which everybody does what is best by any margin that a float can hold."""

RESOLVES = tuple(f"{player}_resolve" for player in PLAYERS)


@dataclass(frozen=True, slots=True)
class Setting:
    """The crisis of a scenario: parameters by name, contest, the events that matter ("": none).

    `weights`: what one unit of each kind counts for in the coalition's force. `solver`: by which
    equilibrium it is played.
    """

    parameters: Mapping[str, Parameter]
    contest: Contest = "ratio"
    settlement: str = ""
    backstop: str = ""
    weights: Mapping[str, float] | None = None
    solver: Solver = "quantal"

    @property
    def varied(self) -> tuple[str, ...]:
        """The uncertain parameters that the answer can hang on, by name."""
        left_out: tuple[str, ...] = ()
        if self.solver == "bayesian":
            left_out = (*RESOLVES, "precision")
        elif self.solver == "perfect":
            left_out = ("precision",)
        return tuple(name for name in uncertain(self.parameters) if name not in left_out)


def read_setting(
    scenario: Scenario, *, solver: Solver = "quantal", contest: Contest | None = None
) -> Setting:
    """The setting of a scenario. Raises `InputError` for names and numbers that are none."""
    crisis = scenario.crisis
    if solver not in SOLVERS:
        raise InputError(f"solver `{solver[:80]}`: write one of {', '.join(SOLVERS)}")
    return Setting(
        parameters=read_parameters(scenario),
        contest=contest or crisis.contest,
        settlement=_event(scenario, "settlement"),
        backstop=_event(scenario, "backstop"),
        weights=crisis.weights or _weights(scenario),
        solver=solver,
    )


def _event(scenario: Scenario, role: str) -> str:
    named: str = getattr(scenario.crisis, role)
    if named == NO_EVENT:
        return ""
    if not named:
        usual = USUAL_EVENTS[role]
        return usual if usual in scenario.events else ""
    if named not in scenario.events:
        mend = suggestion(named, scenario.events) or "declare it under `events:`"
        raise InputError(f"crisis.{role}: unknown event `{named[:80]}`; {mend}")
    return named


def _weights(scenario: Scenario) -> dict[str, float]:
    """Soldiers on the ground; where the initiative has none, its core kinds that are counted."""
    core = scenario.initiative.core_kinds
    if "ground_troops" in core:
        return {"ground_troops": 1.0}
    return {kind: 1.0 for kind in core if unit_of(kind) != PRESENCE}


def ends(setting: Setting, values: Values, force: Floats, backstop: Bools) -> Floats:
    """The probability of each end (see `payoffs.ENDS`) in every world: shape (ends, worlds)."""
    if setting.solver == "bayesian":
        none = np.zeros_like(force)
        bare = {**values, **dict.fromkeys(RESOLVES, none)}
        one, two, three = (setting.parameters[name] for name in RESOLVES)
        return perfect_bayesian(payoffs(bare, force, backstop, setting.contest), (one, two, three))
    table = payoffs(values, force, backstop, setting.contest)
    perfect = np.full_like(force, PERFECT)
    return play(table, values["precision"] if setting.solver == "quantal" else perfect)
