"""What fighting on is worth: against the table of the crisis, world by world."""

from __future__ import annotations

import numpy as np
import pytest

from tests.models.deterrence.settings import setting
from willing.errors import InputError
from willing.models.deterrence.fighting import fighting
from willing.models.deterrence.parameters import drawn
from willing.models.deterrence.payoffs import ADVERSARY, BENEFICIARY, COALITION, FOUGHT, payoffs
from willing.models.deterrence.played import played
from willing.models.deterrence.presence import presence, with_force

WORLDS = 500
FORCES = np.linspace(0, 40_000, WORLDS)


def there(**options):
    backstop = np.arange(WORLDS) % 3 == 0
    return presence(FORCES, events={"us_backstop": backstop}, **options)


def test_it_is_the_war_of_the_crisis_with_the_same_draws():
    """Without a status quo and sanctions the adversary fights for what the table says; whoever is
    attacked has, above having lost, its stake more.
    """
    crisis = setting(backstop="us_backstop", peace=0.0, provocation=0.0, violation_cost=0.0)
    found = fighting(crisis, there(), there(), seed=4)
    values = drawn(crisis.parameters, 4, 0, WORLDS)
    table = payoffs(values, FORCES, there().events["us_backstop"], "ratio").table[FOUGHT]
    assert np.allclose(found.values[ADVERSARY], table[ADVERSARY])
    for player in (COALITION, BENEFICIARY):
        assert np.allclose(found.values[player] - found.stakes[player], table[player])


def test_whether_a_settlement_holds_is_the_crisis_games_answer():
    crisis = setting(backstop="us_backstop")
    found = fighting(crisis, there(), there(), seed=4)
    assert np.array_equal(found.holds, played(crisis, there(), seed=4).ends[0])
    assert (found.settlement[[COALITION, BENEFICIARY]] == 0).all()


def test_the_force_at_war_decides_the_war_and_the_force_behind_a_deal_the_deal():
    crisis = setting(backstop="us_backstop")
    plain = fighting(crisis, there(), there(), seed=4)
    behind = fighting(crisis, there(), with_force(there(), 100_000), seed=4)
    at_war = fighting(crisis, with_force(there(), 100_000), there(), seed=4)
    assert np.array_equal(plain.wins, behind.wins)
    assert (at_war.wins < plain.wins).all()
    assert np.array_equal(plain.holds, at_war.holds)
    assert (behind.settlement[ADVERSARY] <= plain.settlement[ADVERSARY]).all()


def test_only_worlds_that_count_and_each_as_it_was():
    counted = np.arange(WORLDS) % 7 == 2
    crisis = setting()
    every, some = (
        fighting(crisis, there(), world, seed=4) for world in (there(), there(counted=counted))
    )
    assert np.array_equal(some.rows, np.flatnonzero(counted))
    assert np.array_equal(some.values, every.values[:, counted])


def test_a_stake_of_nothing_divides_nothing_by_zero():
    found = fighting(setting(beneficiary_stake=0.0), there(), there(), seed=4)
    assert (found.stakes > 0).all()


def test_what_is_refused():
    nothing = there(counted=np.zeros(WORLDS, dtype=np.bool_))
    with pytest.raises(InputError, match="holds in no world"):
        fighting(setting(), there(), nothing, seed=4)
    with pytest.raises(InputError, match="1 at war, 500 settled"):
        fighting(setting(), presence(np.array([1.0])), there(), seed=4)
    with pytest.raises(InputError, match="seed"):
        fighting(setting(), there(), there(), seed=-1)
