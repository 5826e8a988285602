"""Swings are the difference of two forced formations, on the same worlds."""

from __future__ import annotations

from math import sqrt
from typing import get_args

import pytest

from willing.models.formation.engine import Name
from willing.models.formation.formation import formation
from willing.models.formation.pivots import swings

from ..cases import patrol, pledge, scenario

ENGINES: tuple[Name, ...] = get_args(Name)


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


@pytest.mark.parametrize("engine", ENGINES)
def test_cascades_are_further_joiners_of_a_forced_formation(engine: Name) -> None:
    """Beyond those who join as things stand, and beyond the target itself."""
    as_drawn = formation(patrol(), seed=5, worlds=400, engine=engine)
    for swing in swings(patrol(), seed=5, worlds=400, engine=engine):
        secured = formation(
            patrol(), seed=5, worlds=400, engine=engine, forced={swing.target: True}
        )
        before, after = (
            sum(actor.p_joins.p for actor in found.actors if actor.actor != swing.target)
            for found in (as_drawn, secured)
        )
        assert swing.cascade == pytest.approx(after - before, abs=1e-12)


def test_cascades_on_top_of_what_is_forced() -> None:
    forced = {"truce": True, "gus": False}
    as_drawn = formation(patrol(), seed=5, worlds=300, forced=forced)
    found = {swing.target: swing for swing in swings(patrol(), seed=5, worlds=300, forced=forced)}
    for target in ("ann", "mandate", "eve"):
        secured = formation(patrol(), seed=5, worlds=300, forced={**forced, target: True})
        others = [a.actor for a in as_drawn.actors if a.actor != target]
        more = sum(secured.actor(a).p_joins.p - as_drawn.actor(a).p_joins.p for a in others)
        assert found[target].cascade == pytest.approx(more, abs=1e-12)


@pytest.mark.parametrize("engine", ENGINES)
def test_standard_errors_of_known_variances(engine: Name) -> None:
    """Forced in, ann brings bob always and cid in every second world; forced out, neither."""
    case = scenario(
        {
            "ann": [pledge("ground_troops", 0.5)],
            "bob": [pledge("ground_troops", 1.0, "joined(ann)")],
            "cid": [pledge("ground_troops", 0.5, "joined(ann)")],
        }
    )
    n = 20_000
    ann = next(s for s in swings(case, seed=5, worlds=n, engine=engine) if s.target == "ann")
    others = ann.swing - 1  # a count of n trials
    assert ann.swing == pytest.approx(1.5, abs=5 * 0.5 / sqrt(n))
    assert ann.se == pytest.approx(sqrt(others * (1 - others) / n))
    # further joiners: none where ann comes anyway (1/2), else one or two (1/4 each)
    assert ann.cascade == pytest.approx(0.75, abs=5 * sqrt(0.6875 / n))
    assert ann.cascade_se == pytest.approx(sqrt(0.6875 / n), rel=0.02)


@pytest.mark.parametrize("engine", ENGINES)
def test_standard_error_of_a_swing_in_success(engine: Name) -> None:
    """Success with ann is bob's coin, without her it is impossible: a binomial count."""
    case = scenario(
        {"ann": [pledge("ground_troops", 0.1)], "bob": [pledge("ground_troops", 0.3)]},
        requires={"ground_troops": 2},
    )
    ann, bob = swings(case, seed=5, worlds=10_000, engine=engine)
    assert (ann.target, ann.without) == ("ann", 0)
    assert ann.se == pytest.approx(sqrt(ann.with_it * (1 - ann.with_it) / 10_000))
    assert ann.swing == pytest.approx(0.3, abs=5 * ann.se)
    assert bob.swing == pytest.approx(0.1, abs=5 * bob.se)
    assert ann.cascade == bob.cascade == ann.cascade_se == 0


def test_an_event_may_hurt() -> None:
    case = scenario(
        {"ann": [pledge("ground_troops", 1.0, "not storm")]},
        events={"storm": 0.5},
        requires={"ground_troops": 1},
    )
    found = {swing.target: swing for swing in swings(case, seed=5, worlds=2000)}
    storm = found["storm"]
    assert (storm.with_it, storm.without, storm.swing, storm.se) == (0, 1, -1, 0)
    assert storm.cascade == pytest.approx(-0.5, abs=5 * storm.cascade_se)
    assert found["ann"].swing == 1  # forced in, whatever the storm
