"""The outlook: everything that the models say about a scenario, and what it rests on.

Runs the models and gathers their results; computes nothing that belongs to one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

import numpy as np
from pydantic import BaseModel

import willing
from willing.models.bodies import Decision, decide
from willing.models.chance import Chance, chance
from willing.models.formation.formation import formation
from willing.models.formation.joining import Formation
from willing.models.formation.pivots import Swing, swings
from willing.models.formation.trial import NOTHING
from willing.outlook.assumptions import Assumption, assumptions_of
from willing.outlook.watching import Watch, actor_name, watch_list
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

    `pivots` are the forced swings of actors and events, `loadings` the sensitivity to the
    correlation between actors. With `seed`, `worlds` and `versions` it can be made again, to the
    last bit.
    """

    scenario: Scenario
    seed: int
    worlds: int
    versions: Mapping[str, str]
    formation: Formation
    decisions: tuple[Decision, ...]
    pivots: tuple[Swing, ...]
    loadings: tuple[LoadingCase, ...]
    assumptions: tuple[Assumption, ...]
    watch: tuple[Watch, ...]


def run(
    scenario: Scenario,
    *,
    seed: int = 1,
    worlds: int = 10_000,
    given: Sequence[str] = (),
    forced: Mapping[str, bool] = NOTHING,
) -> Outlook:
    """Run every model over a scenario.

    `given` keeps the worlds in which conditions on events hold; `forced` sets events and pledges
    (`{"us_backstop": True, "POL.logistics": False}`) without redrawing anything else. The same
    scenario, seed and worlds give the same outlook. Raises `InputError` for names that the
    scenario does not have and for rules and conditions that cannot be read.
    """
    formed = formation(scenario, seed=seed, worlds=worlds, forced=forced, given=given)
    decisions = tuple(_decided(body, scenario, formed, seed) for body in scenario.bodies)
    pivots = swings(scenario, seed=seed, worlds=worlds, forced=forced, given=given)
    return Outlook(
        scenario=scenario,
        seed=seed,
        worlds=worlds,
        versions={"willing": willing.__version__, "numpy": np.__version__},
        formation=formed,
        decisions=decisions,
        pivots=pivots,
        loadings=tuple(_loading_case(scenario, formed, loading) for loading in _loadings(scenario)),
        assumptions=assumptions_of(scenario, formed, decisions),
        watch=watch_list(scenario, formed, decisions, pivots),
    )


def to_dict(outlook: Outlook) -> dict[str, Any]:
    """The outlook as plain dicts, lists, texts and numbers, ready for JSON.

    Every code under `actor` or `member` is accompanied by its name.
    """
    plain: dict[str, Any] = _plain(outlook, outlook.scenario)
    return plain


def _decided(body_id: str, scenario: Scenario, formed: Formation, seed: int) -> Decision:
    decision = decide(body_id, scenario, seed=seed)
    body = scenario.bodies[body_id]
    if body.rule != OPT_IN:
        return decision
    enough = formed.success
    if body.minimum is not None:
        share = sum(formed.members.distribution[body.minimum :])
        enough = chance(round(share * formed.worlds_used), formed.worlds_used)
    return replace(decision, p_pass=enough.p if enough else None, counted=enough)


def _loadings(scenario: Scenario) -> list[float]:
    return sorted({*LOADINGS, scenario.constants.loading})


def _loading_case(scenario: Scenario, formed: Formation, loading: float) -> LoadingCase:
    if loading != scenario.constants.loading:
        constants = scenario.constants.model_copy(update={"loading": loading})
        formed = formation(
            scenario.model_copy(update={"constants": constants}),
            seed=formed.seed,
            worlds=formed.worlds,
            forced=formed.forced,
            given=formed.given,
        )
    return LoadingCase(loading, formed.success, formed.members.mean)


def _plain(value: Any, scenario: Scenario) -> Any:
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", by_alias=True)
    if is_dataclass(value):
        named = {field.name: getattr(value, field.name) for field in fields(value)}
        return _with_names({k: _plain(v, scenario) for k, v in named.items()}, scenario)
    if isinstance(value, Mapping):
        return {str(key): _plain(item, scenario) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item, scenario) for item in value]
    return value


def _with_names(plain: dict[str, Any], scenario: Scenario) -> dict[str, Any]:
    """The same with `actor_name` after `actor`, `member_name` after `member`."""
    named: dict[str, Any] = {}
    for key, value in plain.items():
        named[key] = value
        if key in ("actor", "member"):
            named[f"{key}_name"] = actor_name(scenario, value)
    return named
