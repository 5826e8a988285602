"""The compiled code gives the same as NumPy and as Python's integers."""

from __future__ import annotations

import random
from math import comb

import numpy as np
import pytest

from tests.models.power.bodies import names
from tests.models.power.oracle import game
from willing.models.power import (
    classes,
    compiled,
    counting,
    minimal,
    quadrature,
    table,
    two_levels,
    unions,
)
from willing.models.power.banzhaf_owen import banzhaf_owen
from willing.models.power.game import dual
from willing.models.power.owen import owen
from willing.scenario.rules import read_rule


def tally_equal(one, other):
    return np.array_equal(one.all, other.all) and np.array_equal(one.of, other.of)


def compound(n, seed):
    rng = random.Random(seed)
    members = names(n)
    parts = []
    for _ in range(3):
        weights = {m: rng.choice([0, 1, 2, 3, 7, 1000]) for m in members}
        parts.append({"weights": weights, "quota": max(1, sum(weights.values()) * 3 // 5)})
    heads = {"weights": dict.fromkeys(members, 1), "quota": n - 1}
    return game(members, {"any": [{"k": 2, "of": parts}, heads, {"all": [members[0], *parts]}]})


@pytest.mark.parametrize("n", [7, 8, 11, 16])
def test_the_table_in_bits_is_the_table(n):
    body = compound(n, n)
    small, large = table.look(body), compiled.look(body, criticals=True)
    assert tally_equal(small.winning, large.winning)
    assert tally_equal(small.minimal, large.minimal)
    assert np.array_equal(small.minimal_blocking, large.minimal_blocking)
    assert np.array_equal(small.criticals, large.criticals)


def test_the_dual_of_the_rule_is_the_dual_of_the_table():
    body = compound(9, 4)
    other = game(body.members, {"all": [body.members[0]]})
    turned = type(other)(body.members, dual(body.rule))
    assert np.array_equal(table.table(turned), ~table.table(body)[::-1])


@pytest.mark.parametrize(("lower", "upper"), [(3, 4), (31, 20), (150, 101)])
def test_two_chambers_win_together(lower, upper):
    """Coalitions of a house of n members in which more than half say yes: sums of C(n, k)."""
    members = names(lower + upper)
    parts = [
        {"weights": dict.fromkeys(house, 1), "quota": "more than half"}
        for house in (members[:lower], members[lower:])
    ]
    body = game(members, {"all": parts})
    assert classes.has_few_kinds(body)
    found = classes.look(body)
    won = {n: sum(comb(n, k) for k in range(n // 2 + 1, n + 1)) for n in (lower, upper)}
    assert sum(found.winning.all) == won[lower] * won[upper]
    assert sum(found.minimal.all) == comb(lower, lower // 2 + 1) * comb(upper, upper // 2 + 1)
    swings = [2 * int(sum(row)) - won[lower] * won[upper] for row in found.winning.of]
    assert swings[0] == comb(lower - 1, lower // 2) * won[upper]
    assert swings[-1] == comb(upper - 1, upper // 2) * won[lower]


@pytest.mark.parametrize("n", [5, 40, 64, 65, 140])
def test_counts_modulo_primes_are_the_counts(n):
    rng = random.Random(n)
    rising = sorted(rng.randint(1, 40) for _ in range(n))
    distinct, q = sorted(set(rising)), max(1, sum(rising) * 2 // 5)
    assert compiled.count(rising, distinct, q) == counting._count(rising, distinct, q)


@pytest.mark.parametrize("each", [10, 11, 21, 22])
def test_counts_by_size_are_those_of_the_kinds(each):
    """In half words to 32 members, in words to 64, in Python's integers beyond."""
    members = names(3 * each)
    weights = {m: (2, 3, 5)[i % 3] for i, m in enumerate(members)}
    for share in (3, 6):
        body = game(members, {"weights": weights, "quota": share * each})
        found = classes.look(body)
        every, of = list(found.winning.all), found.winning.of
        swings = [[row[s + 1] - every[s] + row[s] for s in range(3 * each)] for row in of]
        assert counting.count_by_size(body.weighted) == swings
        block = dual(body.rule).quota
        for quota, sizes in ((share * each, found.minimal.all), (block, found.minimal_blocking)):
            numbers = minimal.minimal_numbers(body.weighted, [quota, 7])
            assert numbers[quota] == sum(sizes)
            if 3 * each <= counting.WORD:
                assert minimal.minimal_sizes(body.weighted, quota) == tuple(sizes)


def test_few_primes_and_the_counts_of_many_members():
    assert len(set(compiled.primes(20))) == 20
    assert all(p < 1 << 62 for p in compiled.primes(20))
    assert counting.moduli(64) == 1
    assert (1 << 64) * compiled.primes(1)[0] > 1 << 125


@pytest.mark.parametrize("p", [0.02, 0.3, 0.5])
def test_pivots_in_compiled_code_are_those_in_numpy(p):
    rng = random.Random(3)
    rising = sorted([rng.randint(1, 60) for _ in range(31)] + [900])
    distinct, quotas = sorted(set(rising)), (700, sum(rising) - 699)
    fast = compiled.pivotal(rising, distinct, quotas, [p])
    slow = np.array(
        [
            [quadrature._pivots(quadrature._below(rising, max(quotas), p)[:q], distinct, p)
             for q in quotas]
        ]
    )  # fmt: skip
    assert np.allclose(fast, slow, atol=1e-13)


def test_quadrature_keeps_its_bound():
    rng = random.Random(5)
    members = names(60)
    weights = {m: rng.randint(1, 90) for m in members}
    quota = sum(weights.values()) * 2 // 3
    weighted = read_rule({"weights": weights, "quota": quota}, members)
    from willing.models.power.shapley_shubik import shapley_shubik

    exact = shapley_shubik(counting.count_by_size(weighted))
    found = quadrature.shapley_shubik(weighted)
    assert found.nodes < 30
    worst = max(abs(float(e) - v) for e, v in zip(exact, found.values, strict=True))
    assert worst < found.error < 1e-9


def test_the_bound_falls_with_the_nodes_and_ends_at_nothing():
    bounds = [quadrature.bound(99, m) for m in range(1, 51)]
    assert bounds == sorted(bounds, reverse=True)
    assert bounds[-1] == 0.0
    assert bounds[-2] > 0.0


@pytest.mark.parametrize(
    "weights", [[9, 0, 4, 4, 3, 2, 2, 1, 1, 1, 12, 5], [1] * 12, [40, 1, 1, 1] * 3]
)
def test_unions_by_quadrature_are_the_exact_ones(weights):
    members = names(12)
    for quota in (sum(weights) // 2 + 1, sum(weights) * 3 // 4, 3):
        body = game(members, {"weights": dict(zip(members, weights, strict=True)), "quota": quota})
        blocs = ((0, 1, 2, 3, 4), (5, 6), (7, 8, 9), (10,), (11,))
        swings = unions.union_swings(body, blocs)
        for near, exact in (
            (two_levels.owen(body.weighted, blocs), owen(swings)),
            (two_levels.banzhaf_owen(body.weighted, blocs), banzhaf_owen(swings)),
        ):
            assert near.values == pytest.approx(list(map(float, exact)), abs=1e-12)
            assert near.error < 1e-9
