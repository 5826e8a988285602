"""What could be done: the changes that a scenario lists, or those that suggest themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from types import MappingProxyType
from typing import get_args

import numpy as np

from willing.errors import InputError
from willing.models.formation.bits import ALL, Grains
from willing.models.formation.forcing import Forced
from willing.models.formation.plan import Fork, Plan, grains, parents, unknown
from willing.models.formation.summary import mattering
from willing.models.formation.trial import Trial
from willing.models.formation.worlds import Amounts, Block, happen
from willing.reference.vocabulary import PRESENCE, unit_of
from willing.scenario.conditions import Condition, Joined, Not, Supports, parts_of
from willing.scenario.pledges import highest
from willing.scenario.scenario import LARGEST, Change, Scenario, Verb

VERBS: tuple[Verb, ...] = get_args(Verb)

FREE: Mapping[str, float] = MappingProxyType({})

MOST_SUGGESTED = 120
"""So many changes that suggest themselves are tried."""

RAISED = 1.5
LOWERED = 0.75
"""By how much amounts and requirements change where the scenario does not list any changes."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change made ready: what it does to the worlds.

    `on`: pledges (rows) that are active come what may; `event`: the event that comes true;
    `waived`: pledges whose condition is dropped; `scaled`: pledges whose amount is multiplied by
    `by` or, where `to` is given, is so many grains; `kind`: the kind of which less is required.
    """

    verb: Verb
    target: str
    words: str
    cost: float
    on: tuple[int, ...] = ()
    event: str = ""
    waived: tuple[int, ...] = ()
    scaled: tuple[int, ...] = ()
    kind: str = ""
    by: float | None = None
    to: int | None = None


def steps_of(
    scenario: Scenario,
    plan: Plan,
    setting: Forced,
    allowed: Collection[Verb] = VERBS,
    costs: Mapping[str, float] = FREE,
) -> tuple[tuple[Step, ...], bool, int]:
    """The changes to choose from, whether the scenario lists them itself, and how many were left
    out.

    Where it lists none, each pledge that matters may be secured, raised by half and freed of its
    condition, each event secured that matters and can do no harm, each requirement lowered by a
    quarter, all at cost 1; of very many, those of the pledges that may bring most. What is forced
    already is not changed. `costs` by target win over either. Raises `InputError` for an unknown
    name.
    """
    if scenario.changes:
        steps = [
            _step(plan, change, f"changes[{number}]")
            for number, change in enumerate(scenario.changes)
        ]
    else:
        steps = _suggested(scenario, plan)
    known = {step.target: step for step in steps}
    steps = [step for step in steps if step.verb in allowed and _is_free(step, setting)]
    left_out = 0 if scenario.changes else max(len(steps) - MOST_SUGGESTED, 0)
    if left_out:
        steps = sorted(steps, key=lambda step: -_weight(step, plan))[:MOST_SUGGESTED]
    for target in costs:
        if target not in {*known, *plan.rows.by}:
            raise InputError(f"--cost {target}: {unknown('change', target, known)}")
    priced = [replace(step, cost=_cost(step, costs)) for step in steps]
    return tuple(dict.fromkeys(priced)), bool(scenario.changes), left_out


def _is_free(step: Step, setting: Forced) -> bool:
    """Whether what a step changes is not forced already."""
    rows = {*step.on, *step.waived, *step.scaled}
    return step.event not in setting.events and not (rows and rows <= setting.offers.keys())


def _weight(step: Step, plan: Plan) -> float:
    """What the pledges of a step may bring of what is required; events and requirements first."""
    rows = {*step.on, *step.waived, *step.scaled}
    if not rows:
        return inf
    return sum(
        highest(plan.offers[row].amount) / plan.requires[plan.offers[row].kind]
        for row in rows
        if plan.requires.get(plan.offers[row].kind)
    )


def _cost(step: Step, costs: Mapping[str, float]) -> float:
    """The cost given for the target of a step, or for its actor; else its own."""
    actor = step.target.partition(".")[0]
    return costs.get(step.target, costs.get(actor, step.cost))


def _step(plan: Plan, change: Change, place: str) -> Step:
    """A change of the scenario made ready."""
    verb, target = change.verb, change.target
    if verb == "lower":
        if target not in plan.requires:
            raise InputError(f"{place}: {unknown('requirement', target, plan.requires)}")
        return _made(change, kind=target)
    if verb == "secure" and target in plan.events:
        return _made(change, event=target)
    rows = plan.rows_of(target)
    if not rows:
        known = (*(offer.id for offer in plan.offers), *plan.rows.by)
        events = tuple(plan.events) if verb == "secure" else ()
        what = "event, actor or pledge" if verb == "secure" else "pledge"
        raise InputError(f"{place}: {unknown(what, target, (*known, *events))}")
    if verb == "secure":
        return _made(change, on=rows)
    return _made(change, waived=rows) if verb == "drop" else _made(change, scaled=rows)


def _made(
    change: Change,
    *,
    on: tuple[int, ...] = (),
    event: str = "",
    waived: tuple[int, ...] = (),
    scaled: tuple[int, ...] = (),
    kind: str = "",
) -> Step:
    return Step(
        change.verb, change.target, _words(change), change.cost, on, event, waived, scaled, kind,
        change.by, None if change.to is None else grains(min(change.to, LARGEST)),
    )  # fmt: skip


def _words(change: Change) -> str:
    """A change in a few words.

    >>> _words(Change(lower="air", by=0.75)), _words(Change(secure="ceasefire"))
    ('lower air to 75%', 'secure ceasefire')
    """
    if change.by is not None:
        return f"{change.verb} {change.target} to {change.by:.0%}"
    if change.to is not None:
        return f"{change.verb} {change.target} to {change.to:g}"
    what = "the condition of " if change.verb == "drop" else ""
    return f"{change.verb} {what}{change.target}"


def _suggested(scenario: Scenario, plan: Plan) -> list[Step]:
    """Changes that suggest themselves, where a scenario lists none."""
    wanted = set(plan.requires) or set(plan.core)
    waited_for = {pledge for offer in plan.offers for pledge in _waited_for(offer.when, plan)}
    found = []
    for row, offer in enumerate(plan.offers):
        if offer.kind not in wanted and row not in waited_for:
            continue
        hangs = bool(offer.when_text.strip())
        if offer.p_willing < 1 or hangs:
            found.append(_made(Change(secure=offer.id), on=(row,)))
        if hangs:
            found.append(_made(Change(drop=offer.id), waived=(row,)))
        if offer.kind in plan.requires and unit_of(offer.kind) != PRESENCE:
            raised = Change.model_validate({"raise": offer.id, "by": RAISED})
            found.append(_made(raised, scaled=(row,)))
    sure = {name for name, event in scenario.events.items() if event.p == 1}
    events = [_made(Change(secure=event), event=event) for event in plan.events]
    matter = mattering(plan) - sure
    found.extend(step for step in events if step.event in matter and only_helps(plan, [step]))
    found.extend(
        _made(Change(lower=kind, by=LOWERED), kind=kind)
        for kind, required in plan.requires.items()
        if required > 0
    )
    return found


def _waited_for(condition: Condition, plan: Plan) -> Iterator[int]:
    """The pledges of actors that a condition names."""
    for part in parts_of(condition):
        match part:
            case Joined(actor, None):
                yield from plan.rows.core.get(actor, ())
            case Joined(actor, kind):
                yield from plan.rows.of_kind_by.get((kind or "", actor), ())
            case Supports(actor):
                yield from plan.rows.by.get(actor, ())


def only_helps(plan: Plan, steps: Sequence[Step]) -> bool:
    """Whether none of the changes can do harm: no event that is secured, or hangs on one that is,
    stands behind a `not`, and none makes another less likely.
    """
    moved = {step.event for step in steps if step.event}
    for name, chance in plan.events.items():
        if isinstance(chance, Fork) and moved & set(parents(chance)):
            if not _rises(chance):
                return False
            moved.add(name)
    return not any(moved & set(_negated(offer.when)) for offer in plan.offers)


def _rises(chance: float | Fork) -> bool:
    if not isinstance(chance, Fork):
        return True
    return (
        not any(_negated(chance.condition))
        and _rises(chance.then)
        and _rises(chance.otherwise)
        and _range(chance.otherwise)[1] <= _range(chance.then)[0]
    )


def _negated(condition: Condition) -> Iterator[str]:
    """The events behind a `not`."""
    return (part.event.name for part in parts_of(condition) if isinstance(part, Not))


def _range(chance: float | Fork) -> tuple[float, float]:
    if not isinstance(chance, Fork):
        return chance, chance
    then, otherwise = _range(chance.then), _range(chance.otherwise)
    return min(then[0], otherwise[0]), max(then[1], otherwise[1])


def applied(trial: Trial, block: Block, steps: Sequence[Step]) -> tuple[Block, dict[str, int]]:
    """The same worlds with the changes made, and what is required then, in grains."""
    plan = trial.plan
    requires = {kind: grains(value) for kind, value in plan.requires.items()}
    events = {step.event: True for step in steps if step.event}
    on, amounts = block.on.copy(), block.amounts
    for step in steps:
        for row in step.on:
            on[row] = ALL
        for row in step.waived:
            on[row] |= block.willing[row]
        if step.scaled:
            amounts = _scaled(amounts, step)
        if step.kind:
            now = requires[step.kind]
            requires[step.kind] = min(now, step.to if step.to is not None else _times(now, step))
    happened = block.happened
    if events:
        happened = happen(plan, block.leaves, {**trial.setting.events, **events}, block.words)
    return replace(block, on=on, happened=happened, amounts=amounts), requires


def _times(value: int, step: Step) -> int:
    return round(min(value * (step.by or 1.0), 2.0**62))


def _scaled(amounts: Amounts, step: Step) -> Amounts:
    """The amounts with those of some pledges raised; never lowered."""
    fixed, drawn = amounts.fixed.copy(), amounts.drawn
    for row in step.scaled:
        place = amounts.place[row]
        if place < 0:
            more = step.to if step.to is not None else _times(int(fixed[row]), step)
            fixed[row] = max(int(fixed[row]), min(more, grains(LARGEST)))
        else:
            drawn = drawn.copy()
            drawn[place] = np.maximum(drawn[place], _raised(drawn[place], step))
    return replace(amounts, fixed=fixed, drawn=drawn)


def _raised(lanes: Grains, step: Step) -> Grains | int:
    if step.to is not None:
        return step.to
    more = np.minimum(lanes * (step.by or 1.0), grains(LARGEST))
    found: Grains = np.rint(more).astype(np.int64)
    return found
