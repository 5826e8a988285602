"""What each end of the crisis is worth to each side, in every world.

The crisis game after a settlement, with F the coalition's deployed force, A the adversary's, B the
beneficiary's:

    adversary    holds, or violates
    coalition    stands down, or responds                            (where F > 0)
    beneficiary  where the coalition stands down: accepts, or resists   (where B > 0)
    adversary    where it is answered: backs down, or escalates

    end                            adversary              coalition         beneficiary
    holds                          s                      0                 0
    unanswered                     v_A - k                -v_C - a_C        -v_B
    backs down before coalition    s - a_A - k            -r                0
    war with the coalition         p v_A + (1-p) s - k    -p v_C            -p v_B
                                     - (1-R_A) c_A          - (1-R_C) c_C     - (1-R_B) c_B
    backs down before beneficiary  s - a_A - k            -a_C              0
    war with the beneficiary       the same with q        -q v_C - a_C      the same with q

    s = peace - provocation (F / A)^power       the settlement as the adversary sees it
    p = P(adversary wins) against d (n F + B + b A), b the backstop's strength where it holds, n the
        reinforcement, d the defence's advantage; q the same against d B alone

v stakes, c costs of war, R resolve (Fearon 1995: costs are felt relative to stakes), a audience
costs (Fearon 1994, "Domestic political audiences and the escalation of international disputes"), k
what any violation costs, r what a response costs. Where the coalition has no force (F = 0) it
cannot respond, and stands down at an audience cost all the same.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.models.deterrence.contest import Contest, attacker_wins
from willing.models.deterrence.parameters import Values

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

PLAYERS = ("adversary", "coalition", "beneficiary")
ADVERSARY, COALITION, BENEFICIARY = range(3)

ENDS = ("holds", "unanswered", "backed_down", "fought", "backed_down_alone", "fought_alone")
"""The ends in the order of the table above; the last two are before the beneficiary alone."""

HOLDS, UNANSWERED, BACKED_DOWN, FOUGHT, BACKED_DOWN_ALONE, FOUGHT_ALONE = range(6)


@dataclass(frozen=True, slots=True)
class Payoffs:
    """The table, shape (ends, players, worlds).

    `war_costs`: what war costs each side before resolve takes off its share, (players, worlds).
    `wins`: P(adversary wins) against all, and against the beneficiary alone. `responds`,
    `resists`: where coalition and beneficiary can.
    """

    table: Floats
    war_costs: Floats
    wins: tuple[Floats, Floats]
    responds: Bools
    resists: Bools


def payoffs(values: Values, force: Floats, backstop: Bools, contest: Contest) -> Payoffs:
    """The table for parameters, deployed forces and backstops, each (worlds,)."""
    adversary, own = values["adversary_force"], values["beneficiary_force"]
    status_quo = values["peace"] - values["provocation"] * np.power(
        force / adversary, values["provocation_power"]
    )
    helped = values["backstop_strength"] * adversary * backstop
    joint = values["defence_advantage"] * (values["reinforcement"] * force + own + helped)
    alone = values["defence_advantage"] * own
    wins = (
        attacker_wins(adversary, joint, values["decisiveness"], contest),
        attacker_wins(adversary, alone, values["decisiveness"], contest),
    )
    costs = np.stack([values[f"{player}_war_cost"] for player in PLAYERS])
    resolve = np.stack([values[f"{player}_resolve"] for player in PLAYERS])
    felt = (1 - resolve) * costs
    return Payoffs(
        table=_table(values, status_quo, wins, felt),
        war_costs=costs,
        wins=wins,
        responds=force > 0,
        resists=own > 0,
    )


def _table(values: Values, status_quo: Floats, wins: tuple[Floats, Floats], felt: Floats) -> Floats:
    stakes = [values[f"{player}_stake"] for player in PLAYERS]
    sanctions, shame = values["violation_cost"], values["coalition_audience_cost"]
    back = status_quo - values["adversary_audience_cost"] - sanctions
    none = np.zeros_like(status_quo)

    def war(p: Floats) -> Floats:
        """By player, audience costs apart."""
        return np.stack(
            [
                p * stakes[ADVERSARY] + (1 - p) * status_quo - sanctions - felt[ADVERSARY],
                -p * stakes[COALITION] - felt[COALITION],
                -p * stakes[BENEFICIARY] - felt[BENEFICIARY],
            ]
        )

    fought, fought_alone = war(wins[0]), war(wins[1])
    fought_alone[COALITION] = -wins[1] * stakes[COALITION] - shame
    return np.stack(
        [
            np.stack([status_quo, none, none]),
            np.stack(
                [stakes[ADVERSARY] - sanctions, -stakes[COALITION] - shame, -stakes[BENEFICIARY]]
            ),
            np.stack([back, -values["response_cost"], none]),
            fought,
            np.stack([back, -shame, none]),
            fought_alone,
        ]
    )
