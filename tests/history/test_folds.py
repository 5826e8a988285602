"""Folds: no group is split, all are of like size, and the order of rows does not matter."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from willing.history.folds import folds

groups = st.lists(st.sampled_from("abcdefghij"), min_size=1, max_size=40)


@given(groups, st.integers(2, 6), st.integers(0, 5))
def test_a_group_is_in_one_fold_whatever_the_order(
    rows: list[str], count: int, repeat: int
) -> None:
    found = dict(zip(rows, folds(rows, count, seed=1, repeat=repeat).tolist(), strict=True))
    assert [found[name] for name in rows] == folds(rows, count, seed=1, repeat=repeat).tolist()
    back = folds(rows[::-1], count, seed=1, repeat=repeat).tolist()
    assert [found[name] for name in rows[::-1]] == back
    sizes = [list(found.values()).count(fold) for fold in range(count)]
    assert max(sizes) - min(sizes) <= 1


def test_repeats_and_seeds_deal_anew() -> None:
    names = [f"g{number}" for number in range(50)]
    first = folds(names, 10, seed=1).tolist()
    assert first == folds(names, 10, seed=1).tolist()
    assert first != folds(names, 10, seed=2).tolist()
    assert first != folds(names, 10, seed=1, repeat=1).tolist()
