"""Enough of certain actors, against what the formation model says of all and of each."""

from __future__ import annotations

import pytest

from tests.models.cases import patrol
from willing.models.formation.enough import enough_join
from willing.models.formation.formation import formation

WORLDS = 20_000


def test_among_all_it_is_the_distribution_of_the_number_of_members() -> None:
    case = patrol()
    formed = formation(case, seed=3, worlds=WORLDS)
    for least in range(6):
        found = enough_join(case, set(case.actors), least, seed=3, worlds=WORLDS)
        assert found.p == pytest.approx(sum(formed.members.distribution[least:]))


def test_among_one_it_is_that_actor() -> None:
    case = patrol()
    formed = formation(case, seed=3, worlds=WORLDS)
    for actor in formed.actors:
        found = enough_join(case, {actor.actor}, 1, seed=3, worlds=WORLDS)
        assert found.p == actor.p_joins.p


def test_of_none_none_join() -> None:
    case = patrol()
    assert enough_join(case, (), 1, seed=1, worlds=1000).p == 0
    assert enough_join(case, (), 0, seed=1, worlds=1000).p == 1
