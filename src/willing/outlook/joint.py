"""One story: coalition, settlement, crisis and what follows from them, over the same worlds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Unpack

import numpy as np

from willing.errors import InputError
from willing.models.aid.relief import Relief
from willing.models.approval.approval import Approval
from willing.models.deterrence.deterrence import Deterrence, deterrence
from willing.models.deterrence.parameters import Parameter, upper_halves
from willing.models.deterrence.played import Played, played, settled
from willing.models.deterrence.setting import Setting, read_setting
from willing.models.deterrence.shares import OUTCOMES, outcomes
from willing.models.formation.trial import Options
from willing.models.leverage.leverage import Leverage
from willing.models.stances import latent_sd
from willing.outlook.aid import relief_of
from willing.outlook.information import Unknown, information
from willing.outlook.leaders import approvals_of, chances_of
from willing.outlook.leverage import leverage_of
from willing.outlook.presence import Worlds, worlds_of
from willing.outlook.tree import Outcomes, Tree, tree_of
from willing.scenario.aid import Aid
from willing.scenario.crisis import Crisis
from willing.scenario.pledges import pledge_ids
from willing.scenario.scenario import Scenario
from willing.scenario.talks import Talks
from willing.scenario.talkscheck import parties_problem

MOST = 1 << 17
"""So many worlds are joined one by one: enough for a standard error of 0.2%."""

ROOM = 1 << 28
"""Bytes that the willingness behind all pledges may take: fewer worlds for thousands of them."""


@dataclass(frozen=True, slots=True)
class Joint:
    """The tree of outcomes, the crisis in it, and the unknowns by what knowing them would do.

    `deterrence` is None where there is no crisis to speak of: `no_crisis` says why. `unknowns`
    are those whose effect is more than chance, the largest first. `leverage`: what the two
    principals get at the table, None where there are not two of them, or no crisis.
    `approvals`: that of each leader. `aid`: who gives, who may stop, and who would pay; None where
    the scenario says nothing of aid.
    """

    tree: Tree
    deterrence: Deterrence | None
    no_crisis: str
    unknowns: tuple[Unknown, ...]
    leverage: Leverage | None
    approvals: tuple[Approval, ...]
    aid: Relief | None

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """The parameters of the crisis, none where it is not played."""
        return self.deterrence.setting.parameters if self.deterrence else {}


def joint(scenario: Scenario, *, seed: int, **options: Unpack[Options]) -> Joint:
    """Join the models over the first `MOST` worlds; options as for `formation`.

    Raises `InputError` for a crisis that the scenario writes down and that cannot be played.
    """
    setting, why = crisis_setting(scenario)
    few = _few(scenario, options)
    worlds = worlds_of(scenario, (setting and setting.weights) or {}, seed=seed, **few)
    found, game, why = _outcomes(scenario, setting, worlds, seed, why)
    crisis = setting if found.crisis is not None else None
    return Joint(
        tree=tree_of(found, {name: event.title for name, event in scenario.events.items()}),
        deterrence=deterrence(crisis, worlds.presence, seed=seed, game=game) if crisis else None,
        no_crisis=why,
        unknowns=information(
            found,
            upper_halves(crisis.parameters, seed, worlds.presence.worlds) if crisis else {},
            _sds(scenario),
            scenario.constants,
        ),
        leverage=_leverage(scenario, setting, worlds, seed, few),
        approvals=approvals_of(
            scenario, None if setting is None else chances_of(worlds.presence, game), seed=seed
        ),
        aid=relief_of(scenario, worlds.presence, seed=seed) if scenario.aid != Aid() else None,
    )


def _leverage(
    scenario: Scenario, setting: Setting | None, worlds: Worlds, seed: int, options: Options
) -> Leverage | None:
    """What the two principals get; None where nobody wrote of talks and they cannot be held."""
    if scenario.talks == Talks() and (setting is None or parties_problem(scenario)):
        return None
    return leverage_of(scenario, seed=seed, presence=worlds.presence, setting=setting, **options)


def _few(scenario: Scenario, options: Options) -> Options:
    """The options for the worlds that are joined: neither too many, nor kept, nor told of."""
    pledges = sum(len(actor.pledges) for actor in scenario.actors.values())
    most = min(MOST, ROOM // max(pledges, 1))
    few: Options = {**options, "worlds": min(options.get("worlds", 10_000), most)}
    few.pop("keep", None)
    few.pop("tell", None)
    return few


def crisis_setting(scenario: Scenario) -> tuple[Setting | None, str]:
    """The crisis of a scenario; else None and why there is none to speak of.

    Raises `InputError` where the scenario writes one down that cannot be played.
    """
    if scenario.crisis.game:
        return None, "the scenario brings a game of its own: `willing deter` solves it"
    asked = scenario.crisis != Crisis()
    if not scenario.initiative.adversary and not asked:
        return None, "the initiative names no adversary"
    try:
        setting = read_setting(scenario)
    except InputError as error:
        if asked:
            raise
        return None, str(error)
    if not setting.weights:
        return None, "nothing that counts as joining is counted in forces"
    return setting, ""


def _outcomes(
    scenario: Scenario, setting: Setting | None, worlds: Worlds, seed: int, why: str
) -> tuple[Outcomes, Played | None, str]:
    required = bool(scenario.initiative.requires)
    if setting is None:
        return Outcomes(worlds, None, None, required), None, why
    there = settled(setting, worlds.presence)
    if not there.any():
        why = f"`{setting.settlement}` holds in no world: there is no settlement to violate"
        return Outcomes(worlds, there, None, required, setting.settlement), None, why
    game = played(setting, worlds.presence, seed=seed)
    crisis = np.zeros((len(OUTCOMES), worlds.presence.worlds))
    crisis[:, game.rows] = outcomes(game.ends)
    known = there if setting.settlement else None
    return Outcomes(worlds, known, crisis, required, setting.settlement), game, ""


def _sds(scenario: Scenario) -> dict[str, float]:
    """The standard deviation of the latent behind each pledge, by the id of the pledge."""
    return {
        id_: latent_sd(pledge, scenario)
        for actor, one in scenario.actors.items()
        for id_, pledge in zip(pledge_ids(actor, one.pledges), one.pledges, strict=True)
    }
