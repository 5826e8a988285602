"""What each principal can get at the table: the worlds of the crisis, put to the talks.

Without a settlement those forces fight that stand there without one, and with it the crisis game
says whether it holds: each world is looked at twice, its settlement set off and on, with nothing
else redrawn. The absent power is switched in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.deterrence.fighting import Fighting, fighting, fought
from willing.models.deterrence.parameters import Values, drawn
from willing.models.deterrence.payoffs import PLAYERS
from willing.models.deterrence.presence import Presence
from willing.models.deterrence.setting import Setting, read_setting
from willing.models.draws import at_rank
from willing.models.formation.trial import NOTHING, Options
from willing.models.leverage.leverage import MONTHS, Leverage, leverage
from willing.models.leverage.links import FEW
from willing.models.leverage.standing import Standing
from willing.models.leverage.terms import Terms, read_terms
from willing.models.leverage.tornado import ENDS, Bar, bar, mean_share
from willing.outlook.presence import assembled
from willing.scenario.scenario import Scenario

Floats = NDArray[np.float64]

SWITCHED = 1 << 14
"""So many worlds at most in which the absent power is set on and off: shares are known to 0.2%."""


@dataclass(frozen=True, slots=True)
class _Worlds:
    """The same worlds without a settlement and with one."""

    at_war: Presence
    settled: Presence


def leverage_of(
    scenario: Scenario,
    *,
    seed: int,
    presence: Presence | None = None,
    setting: Setting | None = None,
    holds: Floats | None = None,
    months: int = MONTHS,
    without: Sequence[str] = (),
    **options: Unpack[Options],
) -> Leverage:
    """What the two get in every world that counts, less the links in `without`.

    `presence`, `setting`: those of the crisis, where they are there already; the worlds that count
    are those of the presence, and `options` must be the ones that it was assembled with. `holds`:
    P(a settlement holds) in each of them, shape (worlds that count,); default, and always where the
    absent power is switched: by the crisis game.
    Raises `InputError` for a scenario without two principals, or names and numbers that are none.
    """
    terms = read_terms(scenario, without=without)
    crisis = setting or read_setting(scenario)
    terms = replace(terms, absent=terms.absent or crisis.backstop)
    there = presence or assembled(scenario, crisis.weights or {}, seed=seed, **options)
    given = options | {"worlds": there.worlds}

    def stands(worlds: _Worlds, holds: Floats | None) -> Standing:
        found = fighting(crisis, worlds.at_war, worlds.settled, seed=seed)
        return _standing(scenario, terms, found, worlds.settled, holds)

    def switch(on: bool) -> Standing:
        enough = SWITCHED if there.counted[:SWITCHED].any() else there.worlds
        few = given | {"worlds": min(there.worlds, enough)}
        return stands(_both(scenario, crisis, seed, there, few, {terms.absent: on}), None)

    now = _both(scenario, crisis, seed, there, given, {})
    switched = (switch(True), switch(False)) if terms.absent else None
    standing = stands(now, holds)
    return leverage(
        terms,
        standing,
        seed=seed,
        months=months,
        switched=switched,
        bars=_bars(scenario, terms, crisis, now, standing, holds, seed),
    )


def _both(
    scenario: Scenario,
    crisis: Setting,
    seed: int,
    there: Presence,
    options: Options,
    forced: Mapping[str, bool],
) -> _Worlds:
    """The worlds that count in `there`, with the settlement off and on, and what else is forced."""
    weights, event = crisis.weights or {}, crisis.settlement
    base = {**options.get("forced", NOTHING), **forced}
    if not event and not forced:
        return _Worlds(there, there)
    cases = ({**base, event: False}, {**base, event: True}) if event else (base,)
    counted = there.counted[: options["worlds"]]
    found = []
    for case in cases:
        asked: Options = {**options, "forced": case, "given": ()}
        found.append(replace(assembled(scenario, weights, seed=seed, **asked), counted=counted))
    return _Worlds(found[0], found[-1])


def _standing(
    scenario: Scenario, terms: Terms, found: Fighting, settled: Presence, holds: Floats | None
) -> Standing:
    if holds is not None and holds.shape != found.wins.shape:
        raise InputError(f"holds: {len(holds):,} worlds, and {len(found.wins):,} that count")
    sides = [PLAYERS.index(_role(scenario, party)) for party in terms.parties]
    return Standing(
        rows=found.rows,
        wins=found.wins,
        holds=found.holds if holds is None else holds,
        costs=found.costs[sides],
        stakes=found.stakes[sides],
        settlement=found.settlement[sides],
        events={name: event[found.rows] for name, event in settled.events.items()},
    )


def _role(scenario: Scenario, party: str) -> str:
    """Whose stakes and costs are a party's: any third one's are the coalition's."""
    question = scenario.initiative
    roles = {question.beneficiary: "beneficiary", question.adversary: "adversary"}
    return roles.get(party, "coalition")


def _bars(
    scenario: Scenario,
    terms: Terms,
    crisis: Setting,
    worlds: _Worlds,
    standing: Standing,
    holds: Floats | None,
    seed: int,
) -> list[Bar]:
    """What the share hangs on among the parameters of the crisis, in the first worlds."""
    rows = standing.rows[:FEW]
    drawn_all = drawn(crisis.parameters, seed, 0, int(rows[-1]) + 1)
    values = {name: one[rows] for name, one in drawn_all.items()}
    some = None if holds is None else holds[:FEW]

    def ask(patched: Values) -> tuple[float | None, float]:
        found = fought(crisis, patched, worlds.at_war, worlds.settled, rows)
        return mean_share(_standing(scenario, terms, found, worlds.settled, some), terms, seed)

    bars = []
    for name in crisis.varied:
        low, high = at_rank(ENDS, crisis.parameters[name].span).tolist()
        ends = [ask({**values, name: np.full(len(rows), x)}) for x in (low, high)]
        bars.append(bar(name, (low, high), ends))
    return bars
