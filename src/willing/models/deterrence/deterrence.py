"""Does the settlement hold, and if not, what follows? The crisis game over the worlds.

The game of `payoffs` (an extended-deterrence game as in Zagare and Kilgour 2000, Perfect
Deterrence, and Signorino and Tarar 2006, "A unified theory and test of extended immediate
deterrence") is played in each world with the force that stands there, by one of the equilibria of
`setting.SOLVERS`; every parameter is drawn. P(holds) in one world is what the game leaves open; its
spread over the worlds is what nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.chance import Chance, chance
from willing.models.deterrence.bargaining_range import BargainingRange, bargaining_range
from willing.models.deterrence.force_curve import ForceCurve, force_curve
from willing.models.deterrence.parameters import central, from_ranks
from willing.models.deterrence.payoffs import HOLDS, payoffs
from willing.models.deterrence.played import KEPT, Played, played
from willing.models.deterrence.presence import LARGEST, Presence
from willing.models.deterrence.setting import Setting, ends
from willing.models.deterrence.shares import Shares, Spread, shares, spreads
from willing.models.deterrence.sobol import Index, sobol
from willing.models.deterrence.tornado import Bar, tornado

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

THE_COALITION = "the coalition that assembles"
"""The factor of force and events together, in the Sobol indices."""


@dataclass(frozen=True, slots=True)
class Case:
    """The outcomes among the worlds in which something is so (None where there are no such)."""

    name: str
    worlds: int
    shares: Shares | None


@dataclass(frozen=True, slots=True)
class Deterrence:
    """What the game says, all of it among the `worlds` with a settlement.

    `settled`: the chance that there is one, None where none is needed. `force`: its 10th, 50th and
    90th percentile. `spreads`: each outcome over the worlds. `by_event`: each event's worlds with
    it, then without. `by_members`: by the number of members. `curve`: by the size of the force.
    `tornado`, `sobol`: which parameter P(holds) hangs on. `ranges`: Fearon's bargaining range at
    the middle of all parameters and the median force, without and with the backstop.
    """

    seed: int
    worlds: int
    setting: Setting
    settled: Chance | None
    force: tuple[float, float, float]
    shares: Shares
    spreads: tuple[Spread, ...]
    by_event: tuple[tuple[Case, Case], ...]
    by_members: tuple[Case, ...]
    curve: ForceCurve
    tornado: tuple[Bar, ...]
    sobol: tuple[Index, ...]
    ranges: tuple[BargainingRange, BargainingRange]


def deterrence(
    setting: Setting,
    presence: Presence,
    *,
    seed: int,
    up_to: float | None = None,
    game: Played | None = None,
) -> Deterrence:
    """Play the crisis in every world in which there is a settlement.

    `up_to`: the largest force of the curve; default: twice the largest that assembles, or a tenth
    of the adversary's. `game`: the crisis in these worlds, where it is played already. Raises
    `InputError` where no world is left, or there are too many.

    >>> from willing.models.deterrence.parameters import Parameter
    >>> from willing.models.deterrence.presence import presence
    >>> from willing.reference.crisis import PARAMETERS
    >>> sizes = {"adversary_force": (300_000.0,), "beneficiary_force": (200_000.0,)}
    >>> given = {name: Parameter(name, sizes.get(name) or meaning.default)
    ...          for name, meaning in PARAMETERS.items()}
    >>> found = deterrence(Setting(given), presence(np.full(1000, 20_000.0)), seed=1)
    >>> round(sum((found.shares.holds, found.shares.unanswered,
    ...            found.shares.backed_down, found.shares.escalation)), 12)
    1.0
    """
    game = game or played(setting, presence, seed=seed)
    worlds, few = len(game.rows), len(game.values["precision"])
    force, backstop = game.force[:few], game.backstop[:few]
    most = up_to if up_to is not None else _up_to(game)
    counted = int(presence.counted.sum())
    return Deterrence(
        seed=seed,
        worlds=worlds,
        setting=setting,
        settled=chance(worlds, counted) if setting.settlement else None,
        force=_percentiles(game.force),
        shares=shares(game.ends),
        spreads=spreads(game.ends),
        by_event=tuple(_by_event(setting, presence, game)),
        by_members=tuple(_by_members(game)),
        curve=force_curve(setting, game.values, backstop, up_to=most),
        tornado=tornado(setting, game.values, force, backstop),
        sobol=_sobol(setting, game, seed),
        ranges=(_range(setting, game, False), _range(setting, game, True)),
    )


def _up_to(game: Played) -> float:
    largest = float(game.values["adversary_force"].max())
    return min(max(2 * float(game.force.max()), largest / 10), LARGEST)


def _percentiles(values: Floats) -> tuple[float, float, float]:
    low, median, high = np.percentile(values, (10, 50, 90), method="inverted_cdf").tolist()
    return low, median, high


def _case(name: str, among: Bools, game: Played) -> Case:
    worlds = int(among.sum())
    return Case(name, worlds, shares(game.ends[:, among]) if worlds else None)


def _by_event(setting: Setting, presence: Presence, game: Played) -> Iterator[tuple[Case, Case]]:
    for event, happened in presence.events.items():
        if event != setting.settlement:
            there = happened[game.rows]
            yield _case(event, there, game), _case(f"not {event}", ~there, game)


def _by_members(game: Played) -> Iterator[Case]:
    for number in np.unique(game.members).tolist():
        yield _case(str(number), game.members == number, game)


def _sobol(setting: Setting, game: Played, seed: int) -> tuple[Index, ...]:
    """The uncertain parameters and, where worlds differ in it, the coalition; by rank."""
    varied = setting.varied
    differ = np.ptp(game.force) > 0 or np.ptp(game.backstop.astype(int)) > 0
    factors = (*varied, THE_COALITION) if differ else varied
    if not factors:
        return ()

    def model(ranks: Floats) -> Floats:
        columns = dict(zip(factors, ranks.T, strict=True))
        middle = np.full(len(ranks), 0.5)
        values = from_ranks(setting.parameters, len(ranks), lambda name: columns.get(name, middle))
        world = (columns.get(THE_COALITION, middle) * len(game.force)).astype(np.int64)
        held: Floats = ends(setting, values, game.force[world], game.backstop[world])[HOLDS]
        return held

    return sobol(factors, model, seed=seed, rows=KEPT[setting.solver])


def _range(setting: Setting, game: Played, backstop: bool) -> BargainingRange:
    """At the middle of all parameters and the median force."""
    values = central(setting.parameters)
    force = np.array([np.median(game.force)])
    table = payoffs(values, force, np.array([backstop]), setting.contest)
    costs = [
        (1 - values[f"{side}_resolve"].item()) * values[f"{side}_war_cost"].item()
        for side in ("adversary", "coalition")
    ]
    return bargaining_range(
        table.wins[0].item(),
        costs[0] / max(values["adversary_stake"].item(), 1e-9),
        costs[1] / max(values["coalition_stake"].item(), 1e-9),
    )
