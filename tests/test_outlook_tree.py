"""The tree of outcomes: one story by world, whose parts sum to the whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willing.errors import InputError
from willing.models.deterrence.crisis import play
from willing.models.deterrence.payoffs import HOLDS, payoffs
from willing.models.formation.formation import formation
from willing.outlook import run
from willing.outlook.joint import joint
from willing.outlook.presence import worlds_of
from willing.outlook.tree import Outcomes, tree_of
from willing.reference.crisis import PARAMETERS
from willing.scenario.scenario import Scenario

FIXED = {
    name: meaning.default[len(meaning.default) // 2]
    for name, meaning in PARAMETERS.items()
    if meaning.default is not None
} | {"adversary_force": 300_000, "beneficiary_force": 200_000}


def scenario(**changes: object) -> Scenario:
    """One event, two pledges of fixed amounts, and a crisis of fixed parameters."""
    given_ = {
        "initiative": {
            "id": "force",
            "date": "2025-03-05",
            "adversary": "RUS",
            "beneficiary": "UKR",
            "requires": {"ground_troops": 8000},
        },
        "events": {"ceasefire": {"p": 0.4}, "us_backstop": {"p": 0.3}},
        "actors": {
            "GBR": {"pledges": [{"kind": "ground_troops", "amount": 6000, "stance": 0.9}]},
            "FRA": {
                "pledges": [
                    {
                        "kind": "ground_troops",
                        "amount": 3000,
                        "stance": 0.7,
                        "when": "joined(GBR)",
                    }
                ]
            },
        },
        "crisis": {"parameters": FIXED},
        "constants": {"loading": 0.0},
    }
    return Scenario.model_validate(given_ | changes)


def holds(force: float, backstop: bool) -> float:
    """P(holds) of one game by the kernel of the game alone."""
    values = {name: np.array([float(value)]) for name, value in FIXED.items()}
    table = payoffs(values, np.array([force]), np.array([backstop]), "ratio")
    return float(play(table, values["precision"])[HOLDS, 0])


def test_the_bottom_line_is_the_sum_over_what_can_be_enumerated():
    found = joint(scenario(), seed=1, worlds=100_000).tree
    enough = 0.9 * 0.7
    expected = 0.4 * enough * (0.3 * holds(9000, True) + 0.7 * holds(9000, False))
    assert found.bottom_line == ("settlement", "enough", "holds")
    assert found.good.low - 0.002 < expected < found.good.high + 0.002
    assert found.whole.settled == pytest.approx(0.4, abs=0.005)
    assert found.whole.enough == pytest.approx(enough, abs=0.005)


def test_leaves_sum_to_one_and_carry_the_parts():
    found = joint(scenario(), seed=2, worlds=20_000).tree
    assert sum(leaf.p.value for leaf in found.leaves) == pytest.approx(1, abs=1e-12)
    settled = [leaf for leaf in found.leaves if leaf.settlement]
    assert sum(leaf.p.value for leaf in settled) == pytest.approx(found.whole.settled)
    good = next(leaf for leaf in settled if (leaf.coalition, leaf.crisis) == ("enough", "holds"))
    assert good.p.value == pytest.approx(found.good.value)
    assert good.members == pytest.approx(2)
    assert good.force == pytest.approx(9000)
    assert all(leaf.crisis is None for leaf in found.leaves if not leaf.settlement)


@given(
    st.floats(0.05, 0.95), st.floats(0, 1), st.floats(0, 1), st.integers(0, 9), st.integers(50, 500)
)
@settings(deadline=None, max_examples=30)
def test_sides_of_an_event_average_to_the_whole(p, one, two, seed, worlds):
    events = {
        "ceasefire": {"p": p},
        "us_backstop": {"p": {"if": "ceasefire", "then": one, "else": two}},
    }
    found = joint(scenario(events=events), seed=seed, worlds=worlds).tree
    assert sum(leaf.p.value for leaf in found.leaves) == pytest.approx(1, abs=1e-9)
    for condition in found.by_event:
        sides = [side for side in (condition.happens, condition.fails) if side]
        assert sum(side.p for side in sides) == pytest.approx(1)
        assert sum(side.p * side.good for side in sides) == pytest.approx(found.good.value)
        assert sum(side.p * side.members for side in sides) == pytest.approx(found.whole.members)
        for side in sides:
            assert not side.outcomes or sum(side.outcomes.values()) == pytest.approx(1)


def test_the_same_seed_the_same_tree_in_blocks_of_any_size():
    one = joint(scenario(), seed=5, worlds=3000, block=64)
    two = joint(scenario(), seed=5, worlds=3000, workers=1)
    assert one.tree == two.tree
    assert one.unknowns == two.unknowns


def test_given_keeps_worlds_and_forced_makes_them():
    given_ = joint(scenario(), seed=1, worlds=20_000, given=["ceasefire"]).tree
    forced = joint(scenario(), seed=1, worlds=20_000, forced={"ceasefire": True}).tree
    assert given_.whole.settled == forced.whole.settled == 1
    assert given_.worlds < forced.worlds == 20_000
    assert given_.good.value == pytest.approx(forced.good.value, abs=0.02)


def test_without_requirement_it_is_enough_that_the_settlement_holds():
    question = {"id": "force", "date": "2025-03-05", "adversary": "RUS", "core": ["ground_troops"]}
    found = joint(scenario(initiative=question), seed=1, worlds=5000).tree
    assert found.bottom_line == ("settlement", "holds")
    assert {leaf.coalition for leaf in found.leaves} == {"some", "nobody"}
    assert found.whole.enough is None


def test_without_an_adversary_there_is_no_crisis_and_why():
    question = {"id": "club", "date": "2025-03-05", "requires": {"ground_troops": 8000}}
    found = joint(scenario(initiative=question, crisis={}), seed=1, worlds=5000)
    assert found.deterrence is None
    assert "names no adversary" in found.no_crisis
    assert found.tree.bottom_line == ("enough",)
    formed = formation(scenario(initiative=question, crisis={}), seed=1, worlds=5000)
    assert found.tree.good.value == pytest.approx(formed.success.p)


def test_a_settlement_that_never_comes_is_told():
    found = joint(scenario(events={"ceasefire": {"p": 0}}), seed=1, worlds=500)
    assert found.deterrence is None
    assert "`ceasefire` holds in no world" in found.no_crisis
    assert found.tree.good.value == 0
    assert sum(leaf.p.value for leaf in found.tree.leaves) == pytest.approx(1)


def test_a_crisis_that_is_written_down_and_cannot_be_played_is_an_error():
    broken = scenario(crisis={"settlement": "armistice"})
    with pytest.raises(InputError, match=r"crisis\.settlement: unknown event `armistice`"):
        joint(broken, seed=1, worlds=100)


def test_worlds_tell_who_is_willing_and_where_it_is_enough():
    worlds = worlds_of(scenario(), {"ground_troops": 1.0}, seed=4, worlds=4000)
    gbr, fra = worlds.willing["GBR.ground_troops"], worlds.willing["FRA.ground_troops"]
    assert np.array_equal(worlds.enough, gbr & fra)
    assert np.array_equal(worlds.presence.force, 6000.0 * gbr + 3000.0 * (gbr & fra))


def test_no_world_is_lost_in_a_tree_without_settlement():
    worlds = worlds_of(scenario(), {"ground_troops": 1.0}, seed=4, worlds=1000)
    tree = tree_of(Outcomes(worlds, None, None, required=True), {})
    assert {leaf.settlement for leaf in tree.leaves} == {None}
    assert sum(leaf.p.value for leaf in tree.leaves) == pytest.approx(1)


def test_the_outlook_carries_it():
    found = run(scenario(), seed=3, worlds=2000)
    places = [assumption.place for assumption in found.assumptions]
    assert "crisis.parameters.precision" in places
    assert found.joint.tree == joint(scenario(), seed=3, worlds=2000).tree


def test_what_is_never_seen_may_still_happen():
    """Wilson's interval: none of 50 worlds leaves up to 7%."""
    never = joint(scenario(events={"ceasefire": {"p": 0.4}}), seed=1, worlds=50,
                  forced={"ceasefire": False}).tree.good  # fmt: skip
    assert (never.value, never.se, never.low) == (0.0, 0.0, 0.0)
    assert never.high == pytest.approx(0.0713, abs=1e-4)
