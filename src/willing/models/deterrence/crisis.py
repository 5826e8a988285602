"""How the crisis is played: the logit agent quantal response equilibrium in every world at once.

The equilibrium of `agent_qre` on the tree of `payoffs`, written out as arrays: a 100,000 worlds in
a few hundredths of a second. `crisis_game` is the same tree as a game, for one world.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from willing.models.deterrence.contest import Contest, logistic
from willing.models.deterrence.game import Decision, End, Game, Node, make_game
from willing.models.deterrence.parameters import Values
from willing.models.deterrence.payoffs import (
    ADVERSARY,
    BACKED_DOWN,
    BACKED_DOWN_ALONE,
    BENEFICIARY,
    COALITION,
    ENDS,
    FOUGHT,
    FOUGHT_ALONE,
    HOLDS,
    PLAYERS,
    UNANSWERED,
    Payoffs,
    payoffs,
)

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def play(table: Payoffs, precision: Floats) -> Floats:
    """The probability of each end in every world: shape (ends, worlds), columns sum to 1."""
    u = table.table
    joint = logistic(precision * (u[FOUGHT, ADVERSARY] - u[BACKED_DOWN, ADVERSARY]))
    alone = logistic(precision * (u[FOUGHT_ALONE, ADVERSARY] - u[BACKED_DOWN_ALONE, ADVERSARY]))
    answered = joint * u[FOUGHT] + (1 - joint) * u[BACKED_DOWN]
    opposed = alone * u[FOUGHT_ALONE] + (1 - alone) * u[BACKED_DOWN_ALONE]
    gain = opposed[BENEFICIARY] - u[UNANSWERED, BENEFICIARY]
    resist = table.resists * logistic(precision * gain)
    left = resist * opposed + (1 - resist) * u[UNANSWERED]
    respond = table.responds * logistic(precision * (answered[COALITION] - left[COALITION]))
    after = respond * answered[ADVERSARY] + (1 - respond) * left[ADVERSARY]
    violate = logistic(precision * (after - u[HOLDS, ADVERSARY]))
    return ends_of(violate, respond, resist, violate * respond * joint, alone)


def ends_of(
    violate: Floats, respond: Floats, resist: Floats, fought: Floats, alone: Floats
) -> Floats:
    """The ends from the choices: `fought` their own probability, `alone` that of escalation where
    the beneficiary resists alone.
    """
    opposed = violate * (1 - respond) * resist
    return np.stack(
        [
            1 - violate,
            violate * (1 - respond) * (1 - resist),
            violate * respond - fought,
            fought,
            opposed * (1 - alone),
            opposed * alone,
        ]
    )


def crisis_game(
    values: Values, force: float, *, backstop: bool, contest: Contest, title: str = "Crisis"
) -> Game:
    """The tree of one world; each of `values` has one element."""
    table = payoffs(values, np.array([float(force)]), np.array([backstop]), contest)

    def end(row: int) -> End:
        return End(ENDS[row], tuple(table.table[row, :, 0].tolist()))

    def answered(by: str, back: int, war: int) -> Node:
        actions = (("back down", end(back)), ("escalate", end(war)))
        return Decision(ADVERSARY, actions, f"answered by the {by}")

    left: Node = end(UNANSWERED)
    if table.resists[0]:
        alone = answered("beneficiary", BACKED_DOWN_ALONE, FOUGHT_ALONE)
        left = Decision(BENEFICIARY, (("accept", left), ("resist", alone)), "left alone")
    if table.responds[0]:
        joint = answered("coalition", BACKED_DOWN, FOUGHT)
        left = Decision(COALITION, (("stand down", left), ("respond", joint)), "challenged")
    root = Decision(ADVERSARY, (("hold", end(HOLDS)), ("violate", left)), "settlement")
    return make_game(title, PLAYERS, root)
