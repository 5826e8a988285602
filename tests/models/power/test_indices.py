"""Every index against its definition, what the theory promises, and what peers get wrong."""

from __future__ import annotations

import copy
import random
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.models.power.bodies import bodies, names, partitions
from tests.models.power.oracle import everything
from willing.errors import InputError
from willing.models.power import classes, evidence, table
from willing.models.power.indices import INDICES, UNION_INDICES, power
from willing.scenario.rules import read_rule

ALONE = tuple(name for name in INDICES if name not in UNION_INDICES)
EFFICIENT = (
    "banzhaf_normalised", "shapley_shubik", "deegan_packel", "holler_packel", "johnston",
)  # fmt: skip
RANDOM = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def measure(members, tree, **options):
    return power(members, read_rule(tree, members), **options)


def weighted(weights, quota, **options):
    members = names(len(weights))
    tree = {"weights": dict(zip(members, weights, strict=True)), "quota": quota}
    return measure(members, tree, **options)


def exact(found, name):
    return list(found.indices[name].exact)


@RANDOM
@given(st.data())
def test_every_index_is_what_its_definition_says(data):
    members, tree = data.draw(bodies())
    unions = data.draw(partitions(members))
    found = measure(members, tree, unions=unions)
    expected, counts = everything(members, tree, unions)
    for name, values in expected.items():
        assert exact(found, name) == values, name
        assert found.indices[name].values == tuple(map(float, values))
    for name, number in counts.items():
        assert getattr(found, name) == number, name


@pytest.mark.parametrize("seed", range(3))
def test_twelve_members_with_two_criteria(seed):
    rng = random.Random(seed)
    members = names(12)
    weights = [{m: rng.randint(0, 30) for m in members} for _ in range(2)]
    parts = [{"weights": w, "quota": sum(w.values()) * 11 // 20} for w in weights]
    heads = {"weights": dict.fromkeys(members, 1), "quota": 9}
    tree = {"any": [{"all": parts}, heads]}
    unions = [members[:4], members[4:6], members[7:12]]
    found = measure(members, tree, unions=unions)
    expected, counts = everything(members, tree, unions)
    for name, values in expected.items():
        assert exact(found, name) == values, name
    for name, number in counts.items():
        assert getattr(found, name) == number, name


@RANDOM
@given(bodies(weighted=True))
def test_all_ways_of_counting_agree(body):
    members, tree = body
    ways = []
    with pytest.MonkeyPatch.context() as patch:
        ways.append(measure(members, tree))
        patch.setattr(classes, "MOST_PROFILES", 0)
        ways.append(measure(members, tree))
        patch.setattr(evidence, "SOON", 0)
        patch.setattr(table, "MOST", 0)
        ways.append(measure(members, tree))
    kinds, listed, counted = ways
    for name, index in counted.indices.items():
        assert exact(listed, name) == list(index.exact) == exact(kinds, name), name
    for name in (
        "winning_coalitions",
        "minimal_winning_coalitions",
        "minimal_blocking_coalitions",
        "minimal_winning_by_size",
        "minimal_blocking_by_size",
    ):
        assert getattr(kinds, name) == getattr(listed, name) == getattr(counted, name)
    assert "generating functions" in counted.indices["shapley_shubik"].method


@RANDOM
@given(bodies(least=2))
def test_efficiency_dummies_and_symmetry(body):
    members, tree = body
    found = measure(members, tree)
    for name in EFFICIENT:
        assert sum(exact(found, name)) == 1
    idle = [row for row, value in enumerate(exact(found, "banzhaf")) if value == 0]
    for name in ALONE:
        assert all(found.indices[name].values[row] == 0 for row in idle)


@RANDOM
@given(bodies(least=2, weighted=True), st.randoms(use_true_random=False), st.integers(2, 9))
def test_order_and_scale_change_nothing(body, rng, factor):
    members, tree = body
    found = measure(members, tree)
    order = rng.sample(members, len(members))
    scaled = copy.deepcopy(tree)
    scaled["weights"] = {m: factor * w for m, w in tree["weights"].items()}
    scaled["quota"] = factor * tree["quota"]
    moved, larger = measure(order, tree), measure(members, scaled)
    for name in ALONE:
        by_name = dict(zip(order, exact(moved, name), strict=True))
        assert [by_name[m] for m in members] == exact(found, name) == exact(larger, name)


@RANDOM
@given(bodies(least=2, weighted=True))
def test_more_weight_is_no_less_power(body):
    members, tree = body
    found = measure(members, tree)
    order = sorted(members, key=lambda m: tree["weights"][m])
    for name in ("banzhaf", "shapley_shubik", "johnston"):
        by_name = dict(zip(members, exact(found, name), strict=True))
        for less, more in pairwise(order):
            assert by_name[less] <= by_name[more]
            if tree["weights"][less] == tree["weights"][more]:
                assert by_name[less] == by_name[more]


@RANDOM
@given(bodies(weighted=True))
def test_a_game_and_its_dual_give_the_same_power(body):
    members, tree = body
    total = sum(tree["weights"].values())
    found, dual = (
        measure(members, tree),
        measure(members, tree | {"quota": total - tree["quota"] + 1}),
    )
    for name in ("banzhaf", "banzhaf_normalised", "shapley_shubik"):
        assert exact(found, name) == exact(dual, name)
    assert found.blocking_coalitions == dual.winning_coalitions
    assert found.minimal_blocking_coalitions == dual.minimal_winning_coalitions


@pytest.mark.parametrize("n", [1, 2, 7, 32, 64, 65, 193, 1100])
def test_unanimity_gives_everyone_the_same(n):
    found = weighted([1] * n, n)
    assert found.winning_coalitions == found.minimal_winning_coalitions == 1
    assert found.minimal_blocking_coalitions == n
    for name in EFFICIENT:
        assert set(exact(found, name)) == {Fraction(1, n)}
    assert set(exact(found, "coleman_prevent")) == {Fraction(1)}


def test_one_member_decides_alone():
    found = weighted([5, 1, 1], 4)
    for name in ALONE:
        assert exact(found, name) == [1, 0, 0]


def test_several_members_at_or_above_the_quota():
    found = weighted([5, 4, 1], 4)
    assert exact(found, "shapley_shubik") == [Fraction(1, 2), Fraction(1, 2), 0]
    assert exact(found, "deegan_packel") == [Fraction(1, 2), Fraction(1, 2), 0]
    assert found.minimal_winning_coalitions == 2


def test_members_without_weight_have_no_power_and_take_none():
    found = weighted([3, 2, 0], 3)
    assert exact(found, "banzhaf") == [1, 0, 0]
    found = weighted([2, 2, 1, 0, 0], 3)
    assert exact(found, "banzhaf_normalised") == [Fraction(1, 3)] * 3 + [0, 0]


@pytest.mark.parametrize("n", [63, 64, 65, 66, 70, 130])
def test_large_bodies_stay_exact(n):
    """Swings of one member of weight 2 among ones, by binomial coefficients."""
    from math import comb

    weights = [2] + [1] * (n - 1)
    quota = (n + 1) // 2 + 1
    for profiles in (classes.MOST_PROFILES, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(classes, "MOST_PROFILES", profiles)
            found = weighted(weights, quota, indices=["banzhaf", "shapley_shubik"])
        assert found.swings[0] == comb(n - 1, quota - 2) + comb(n - 1, quota - 1)
        assert exact(found, "shapley_shubik")[0] == Fraction(2, n)
        assert sum(exact(found, "shapley_shubik")) == 1


def test_more_than_1024_members():
    found = weighted([1 + i % 7 for i in range(1100)], 2300, indices=["banzhaf", "shapley_shubik"])
    assert abs(sum(found.indices["shapley_shubik"].values) - 1) < 1e-9
    assert 0 < found.indices["banzhaf"].values[0] < found.indices["banzhaf"].values[6] < 1
    assert found.winning_coalitions + found.blocking_coalitions == 1 << 1100


def test_inputs_stay_as_they_are():
    members, tree = names(3), {"weights": {"m0": 3, "m1": 1, "m2": 2}, "quota": 4}
    before = copy.deepcopy((members, tree))
    measure(members, tree, unions=[["m0", "m1"]])
    assert (members, tree) == before


def test_no_union_is_shapley_and_so_is_one():
    weights = [5, 4, 3, 2, 2, 1]
    found = weighted(weights, 9, unions=[])
    assert exact(found, "owen") == exact(found, "shapley_shubik")
    assert exact(found, "banzhaf_owen") == exact(found, "banzhaf")
    together = weighted(weights, 9, unions=[names(6)])
    assert exact(together, "owen") == exact(found, "shapley_shubik")


def test_what_is_beyond_the_limit_says_so():
    members = names(60)
    rng = random.Random(1)
    parts = [
        {"weights": {m: rng.randint(1, 10**9) for m in members}, "quota": 10**10} for _ in range(2)
    ]
    found = measure(members, {"all": parts}, unions=[])
    for index in found.indices.values():
        assert index.values is None
        assert index.method.startswith("beyond the limit")
    assert found.winning_coalitions is None


def test_a_compound_rule_of_forty_members_on_the_grid():
    members = names(40)
    weights = dict(zip(members, range(1, 41), strict=True))
    heads = {"weights": dict.fromkeys(members, 1), "quota": 21}
    tree = {"all": [{"weights": weights, "quota": 500}, heads]}
    found = measure(members, tree)
    assert found.indices["johnston"].values is None
    assert found.indices["deegan_packel"].values is None
    assert sum(exact(found, "banzhaf_normalised")) == 1
    values = found.indices["shapley_shubik"].values
    assert abs(sum(values) - 1) < 1e-9
    assert list(values) == sorted(values)
    alone = measure(members, {"any": [{"weights": weights, "quota": 500}]})
    assert found.winning_coalitions < alone.winning_coalitions


def test_the_grid_agrees_with_the_table():
    from willing.models.power import grid
    from willing.models.power.game import make_game

    members = names(9)
    weights = {m: 1 + i * i % 11 for i, m in enumerate(members)}
    heads = {"weights": dict.fromkeys(members, 1), "quota": 6}
    tree = {"any": [heads, {"all": [{"weights": weights, "quota": 25}, "m3"]}]}
    found = measure(members, tree)
    game = make_game(members, read_rule(tree, members))
    assert grid.banzhaf(game).swings == found.swings
    assert grid.banzhaf(game).winning == found.winning_coalitions
    assert grid.shapley_shubik(game).values == pytest.approx(
        found.indices["shapley_shubik"].values, abs=1e-12
    )


@pytest.mark.parametrize(
    ("tree", "said"),
    [
        ({"weights": {"m0": 2, "m1": 1}, "quota": 4}, "above the total weight 3"),
        ({"weights": {"m0": 2, "m1": 1}, "quota": 0}, "met when nobody votes yes"),
        ({"weights": {}, "quota": 1}, "above the total weight 0"),
        (
            {"all": ["m0", {"weights": {"m0": 2.5, "m1": 1}, "quota": 4}]},
            "rule.all[1].quota: 4 is above the total weight 3.5",
        ),
    ],
)
def test_quotas_out_of_reach_are_errors(tree, said):
    with pytest.raises(InputError, match="quota") as caught:
        measure(names(2), tree)
    assert said in str(caught.value)
    assert "write" in str(caught.value)


@pytest.mark.parametrize(
    ("unions", "said"),
    [
        ([["m0", "m9"]], "unions[0]: `m9` is no member"),
        ([["m0"], ["m1", "m0"]], "unions[1]: `m0` is in unions[0] too"),
        ([["m0", "m0"]], "unions[0]: `m0` is listed twice"),
        ([[]], "unions[0]: a union without members"),
    ],
)
def test_unions_that_cannot_be(unions, said):
    with pytest.raises(InputError) as caught:
        weighted([1, 1, 1], 2, unions=unions)
    assert said in str(caught.value)


def test_other_impossible_questions():
    with pytest.raises(InputError, match="nobody votes"):
        power([], read_rule({"weights": {"A": 1}, "quota": 1}, ["A"]))
    with pytest.raises(InputError, match="`A` is listed twice"):
        power(["A", "A"], read_rule({"weights": {"A": 1}, "quota": 1}, ["A", "A"]))
    with pytest.raises(InputError, match="beyond the limit of 2,000"):
        weighted([1] * 10_000, 5_000)
    with pytest.raises(InputError, match="did you mean `banzhaf`"):
        weighted([1], 1, indices=["banzaf"])
    with pytest.raises(InputError, match="needs unions"):
        weighted([1], 1, indices=["owen"])
