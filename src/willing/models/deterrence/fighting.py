"""What is it worth to each side to fight on without a settlement, and what is a settlement worth?

Without a settlement the war goes on and is won by the contest of the forces (see `payoffs`): with p
the adversary's chance to win, the adversary fights for p v_A at a felt cost of (1 - R_A) c_A,
coalition and beneficiary for (1 - p) v at theirs (Fearon 1995, "Rationalist explanations for war").
The coalition that fights is the one that stands there without a settlement; the one that stands
behind a settlement decides whether it holds (by the crisis game), and provokes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.deterrence.parameters import Values, drawn
from willing.models.deterrence.payoffs import ADVERSARY, HOLDS, PLAYERS, payoffs
from willing.models.deterrence.played import BLOCK, MOST_WORLDS
from willing.models.deterrence.presence import Presence
from willing.models.deterrence.setting import Setting, ends
from willing.models.draws import checked_seed

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

LEAST_STAKE = 1e-6
"""Costs are measured by stakes: a smaller stake counts as this."""


@dataclass(frozen=True, slots=True)
class Fighting:
    """The worlds that count, by their numbers `rows`; in units of the crisis.

    `wins`: P(the adversary wins a war that goes on). `costs`, `stakes`: the felt cost of war and
    what all that is contested is worth, each (players, worlds) in the order of `payoffs.PLAYERS`.
    `settlement`: what a settlement that holds is worth to each, whatever it divides. `holds`: the
    chance that one does. All others have shape (worlds,).
    """

    rows: Ints
    wins: Floats
    costs: Floats
    stakes: Floats
    settlement: Floats
    holds: Floats

    @property
    def values(self) -> Floats:
        """What fighting on is worth to each, measured from having lost: (players, worlds)."""
        chances = np.stack([self.wins if i == ADVERSARY else 1 - self.wins for i in range(3)])
        return chances * self.stakes - self.costs


def fighting(setting: Setting, at_war: Presence, settled: Presence, *, seed: int) -> Fighting:
    """Fighting on in every world that counts in `settled`, with the parameters of `played`.

    `at_war`: what stands there without a settlement, `settled`: behind one. Raises `InputError`
    where no world counts, there are too many, or the two are of different worlds.
    """
    checked_seed(seed)
    if settled.worlds > MOST_WORLDS:
        raise InputError(f"{settled.worlds:,} worlds are more than {MOST_WORLDS:,}; draw fewer")
    if at_war.worlds != settled.worlds:
        raise InputError(f"different worlds: {at_war.worlds:,} at war, {settled.worlds:,} settled")
    rows = np.flatnonzero(settled.counted)
    if not len(rows):
        raise InputError("what is given holds in no world; draw more worlds, or set it")
    blocks = []
    for start in range(0, settled.worlds, BLOCK):
        count = min(BLOCK, settled.worlds - start)
        here = rows[(rows >= start) & (rows < start + count)]
        values = drawn(setting.parameters, seed, start, count)
        kept = {name: one[here - start] for name, one in values.items()}
        blocks.append(fought(setting, kept, at_war, settled, here))
    return Fighting(
        rows=rows,
        **{
            name: np.concatenate([getattr(block, name) for block in blocks], axis=-1)
            for name in ("wins", "costs", "stakes", "settlement", "holds")
        },
    )


def fought(
    setting: Setting, values: Values, at_war: Presence, settled: Presence, rows: Ints
) -> Fighting:
    """The same in the worlds `rows`, with their parameters given."""
    war, peace = (
        (there.force[rows], there.happened(setting.backstop)[rows]) for there in (at_war, settled)
    )
    behind = payoffs(values, *peace, setting.contest)
    resolve = np.stack([values[f"{player}_resolve"] for player in PLAYERS])
    quiet = np.zeros_like(behind.war_costs)
    quiet[ADVERSARY] = behind.table[HOLDS, ADVERSARY]
    return Fighting(
        rows=rows,
        wins=payoffs(values, *war, setting.contest).wins[0],
        costs=(1 - resolve) * behind.war_costs,
        stakes=np.stack([np.maximum(values[f"{player}_stake"], LEAST_STAKE) for player in PLAYERS]),
        settlement=quiet,
        holds=ends(setting, values, *peace)[HOLDS],
    )
