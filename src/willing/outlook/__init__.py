"""The outlook: everything that the models say about a scenario, and what it rests on.

Runs the models and gathers their results; computes nothing that belongs to one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Unpack

import numpy as np

import willing
from willing.models.bodies.deciding import Decision
from willing.models.bodies.decision import decide
from willing.models.chance import Chance
from willing.models.formation.coalitions import Coalitions
from willing.models.formation.formation import formation
from willing.models.formation.headline import headline
from willing.models.formation.joining import Formation
from willing.models.formation.pivots import Swing, swings
from willing.models.formation.shapley import Shapley
from willing.models.formation.success import success_game
from willing.models.formation.trial import Options
from willing.models.formation.what_if import WhatIf, what_if
from willing.outlook.assumption import Assumption
from willing.outlook.assumptions import assumptions_of
from willing.outlook.bodies import opted_in
from willing.outlook.issues import IssueForecast, issue_forecasts
from willing.outlook.joint import Joint, joint
from willing.outlook.watching import Watch, watch_list
from willing.scenario.rules import OPT_IN
from willing.scenario.scenario import Scenario

LOADINGS = (0.0, 0.4, 0.7)
"""Loadings on the blocs' common factors for which the headline is always shown."""


@dataclass(frozen=True, slots=True)
class LoadingCase:
    """The headline if actors shared their blocs' moods to another degree (0: not at all)."""

    loading: float
    success: Chance | None
    members: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """Everything that the models say about a scenario.

    `pivots` are the forced swings of actors and events, `shapley` their shares in success and
    `coalitions` the few that are enough or can stop it (None where nothing is required),
    `loadings` the sensitivity to the correlation between actors, `issues` where each issue would
    end, `joint` coalition, settlement and crisis as one story, `what_if` the difference that
    what is given and forced makes (None where nothing is). With `seed`, `worlds` and `versions` it
    can be made again, to the last bit.
    """

    scenario: Scenario
    seed: int
    worlds: int
    versions: Mapping[str, str]
    formation: Formation
    decisions: tuple[Decision, ...]
    pivots: tuple[Swing, ...]
    shapley: Shapley | None
    coalitions: Coalitions | None
    what_if: WhatIf | None
    loadings: tuple[LoadingCase, ...]
    issues: tuple[IssueForecast, ...]
    joint: Joint
    assumptions: tuple[Assumption, ...]
    watch: tuple[Watch, ...]


def run(scenario: Scenario, *, seed: int = 1, **options: Unpack[Options]) -> Outlook:
    """Run every model over a scenario; for the options see `models.formation.trial.Options`.

    The same scenario, seed, worlds, given and forced give the same outlook. Raises `InputError`
    for names that the scenario does not have and for rules and conditions that cannot be read.
    """
    formed = formation(scenario, seed=seed, **options)
    decisions = tuple(_decided(body, scenario, formed, options) for body in scenario.bodies)
    shares, sets = success_game(scenario, seed=seed, **options)
    pivots = _with_shares(swings(scenario, seed=seed, **options), shares)
    asked = formed.given or formed.forced
    story = joint(scenario, seed=seed, **options)
    return Outlook(
        scenario=scenario,
        seed=seed,
        worlds=formed.worlds,
        versions={"willing": willing.__version__, "numpy": np.__version__},
        formation=formed,
        decisions=decisions,
        pivots=pivots,
        shapley=shares,
        coalitions=sets,
        what_if=what_if(scenario, seed=seed, **options) if asked else None,
        loadings=tuple(
            _loading_case(scenario, formed, loading, options) for loading in _loadings(scenario)
        ),
        issues=issue_forecasts(scenario, seed=seed),
        joint=story,
        assumptions=assumptions_of(scenario, formed, decisions, story),
        watch=watch_list(scenario, formed, decisions, pivots),
    )


def _decided(body_id: str, scenario: Scenario, formed: Formation, options: Options) -> Decision:
    decision = decide(body_id, scenario, seed=formed.seed)
    if scenario.bodies[body_id].rule == OPT_IN:
        return opted_in(decision, scenario, formed, **options)
    return decision


def _with_shares(pivots: tuple[Swing, ...], shapley: Shapley | None) -> tuple[Swing, ...]:
    """The pivots with their shares in success."""
    shares = {share.player: share for share in shapley.shares} if shapley else {}
    return tuple(
        replace(pivot, shapley=shares[pivot.target].value, shapley_se=shares[pivot.target].se)
        if pivot.target in shares
        else pivot
        for pivot in pivots
    )


def stages(scenario: Scenario, *, asked: bool) -> int:
    """How often `run` goes over its worlds: `asked` where something is given or forced."""
    return 1 + len(_loadings(scenario)) + asked


def _loadings(scenario: Scenario) -> list[float]:
    return sorted({*LOADINGS, scenario.constants.loading})


def _loading_case(
    scenario: Scenario, formed: Formation, loading: float, options: Options
) -> LoadingCase:
    if loading == scenario.constants.loading:
        return LoadingCase(loading, formed.success, formed.members.mean)
    constants = scenario.constants.model_copy(update={"loading": loading})
    other = scenario.model_copy(update={"constants": constants})
    found = headline(other, seed=formed.seed, **options)
    return LoadingCase(loading, found.success, found.members)
