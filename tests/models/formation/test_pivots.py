"""Swings are the difference of two forced formations, on the same worlds."""

from __future__ import annotations

import pytest

from willing.models.formation.formation import formation
from willing.models.formation.pivots import swings

from ..cases import patrol, pledge, scenario


def test_swings_are_differences_of_forced_formations() -> None:
    for swing in swings(patrol(), seed=5, worlds=400):
        inside, outside = (
            formation(patrol(), seed=5, worlds=400, forced={swing.target: on}).success
            for on in (True, False)
        )
        assert inside is not None
        assert outside is not None
        assert swing.measure == "success"
        assert (swing.with_it, swing.without) == (inside.p, outside.p)
        assert swing.swing == pytest.approx(inside.p - outside.p)


def test_without_requirements_the_others_are_counted() -> None:
    case = scenario(
        {
            "ann": [pledge("ground_troops", 0.5)],
            "bob": [pledge("ground_troops", 1.0, "joined(ann)")],
            "cid": [pledge("ground_troops", 1.0, "joined(ann) and rain")],
        },
        events={"rain": 0.25},
    )
    found = {swing.target: swing for swing in swings(case, seed=5, worlds=20_000)}
    assert found["ann"].measure == "members"
    assert found["ann"].swing == pytest.approx(1.25, abs=5 * 0.44 / 141)
    assert found["ann"].without == 0
    assert found["bob"].swing == found["cid"].swing == 0
    assert found["rain"].swing == pytest.approx(0.5, abs=5 * found["rain"].se)
    assert found["rain"].role == "event"


def test_actors_never_hurt_and_dummies_do_nothing() -> None:
    found = {swing.target: swing for swing in swings(patrol(), seed=5, worlds=500)}
    assert all(s.swing >= 0 for s in found.values() if s.role == "actor")
    assert "hal" not in found  # no pledge, nothing to force


@pytest.mark.parametrize("block", [1, 7, 1000])
def test_blocks_change_no_swing(block: int) -> None:
    assert swings(patrol(), seed=5, worlds=40, block=block) == swings(patrol(), seed=5, worlds=40)


def test_what_is_forced_has_no_swing() -> None:
    found = {
        s.target for s in swings(patrol(), seed=5, worlds=50, forced={"truce": True, "ann": True})
    }
    assert "truce" not in found
    assert "ann" not in found
