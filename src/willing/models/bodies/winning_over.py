"""Whom to win over: the cheapest set of members whose yes brings P(pass) to a target.

A member won over votes yes for certain; the others keep their chances. Sets are tried in order of
cost. With independent ballots a set need only be tried if it holds, with each member, all that
cost no more, are no more willing, and take no less off the score by falling short: exchanging the
one for such another never lowers P(pass). Where that leaves too many sets, those are taken whose
sure yes adds the most to the expected score for their cost, as many as it takes, and who turns out
to be superfluous is left out again; the answer says which of the two it was.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import islice
from typing import Literal

from willing.models.votes import SURE, Ballot
from willing.scenario.rules import Rule, leaves

TARGET = 0.8
"""P(pass) that is aimed at where nothing else is asked: there "very likely" begins."""

MOST_SETS = 2_000
"""Sets that are tried at most."""

MOST_SPARED = 40
"""So many are tried one by one for being superfluous."""

MOST_OPEN = 300
"""Members up to which they are compared with each other."""

Passing = Callable[[Sequence[Ballot]], float]


@dataclass(frozen=True, slots=True)
class WinOver:
    """The members to win over, None where all of them together are not enough.

    `p`: P(pass) with them (with all, where that is not enough). `cost`: the sum of theirs.
    `method`: `exact` where no cheaper set reaches the target, else `greedy`.
    """

    target: float
    members: tuple[str, ...] | None
    p: float
    cost: float
    method: Literal["exact", "greedy"]


def win_over(
    rule: Rule,
    members: Sequence[str],
    ballots: Sequence[Ballot],
    passing: Passing,
    *,
    target: float = TARGET,
    costs: Mapping[str, float] | None = None,
    independent: bool = True,
    most_sets: int = MOST_SETS,
) -> WinOver:
    """The cheapest set of members to win over so that P(pass) is at least `target`.

    `passing`: P(pass) with these ballots. `costs`: by member, 1 where not given. `independent`:
    whether ballots are; else the order in which sets are tried is a guess, and the answer greedy.
    `most_sets`: so many sets are tried for the cheapest, and so many members for being superfluous.
    """
    price = [(costs or {}).get(member, 1.0) for member in members]
    open_ = [row for row, ballot in enumerate(ballots) if ballot[0] < 1]

    def reached(rows: frozenset[int]) -> float:
        return passing([SURE[0] if r in rows else ballots[r] for r in range(len(members))])

    def answer(rows: frozenset[int], method: Literal["exact", "greedy"]) -> WinOver:
        names = tuple(members[row] for row in sorted(rows))
        return WinOver(target, names, reached(rows), sum(price[row] for row in rows), method)

    best = reached(frozenset(open_))
    if best < target:
        return WinOver(target, None, best, sum(price[row] for row in open_), "exact")
    if len(open_) <= MOST_OPEN:
        first = _before(rule, ballots, price, open_)
        for rows in islice(_by_cost(price, first), most_sets):
            if reached(rows) >= target:
                return answer(rows, "exact" if independent else "greedy")
    gains = _gains(rule, ballots, price, open_)
    return answer(_ranked(gains, reached, target, min(most_sets, MOST_SPARED)), "greedy")


def _before(
    rule: Rule, ballots: Sequence[Ballot], price: Sequence[float], open_: Sequence[int]
) -> dict[int, set[int]]:
    """For each member, those tried before it: as cheap, as unwilling, of as much weight."""

    def less(row: int) -> list[float]:
        worth = [leaf.worth(row) for leaf in leaves(rule)]
        yes, abstain, _ = ballots[row]
        drops = [-(w[0] - other) for w in worth for other in w[1:]]
        return [price[row], yes, yes + abstain, *drops]

    keys = {row: less(row) for row in open_}

    def ahead(one: int, other: int) -> bool:
        better = all(a <= b for a, b in zip(keys[one], keys[other], strict=True))
        return better and (keys[one] != keys[other] or one < other)

    return {row: {other for other in open_ if ahead(other, row)} for row in open_}


def _by_cost(price: Sequence[float], first: Mapping[int, set[int]]) -> Iterator[frozenset[int]]:
    """The sets that hold with each member all that are tried before it, the cheapest first."""
    heap: list[tuple[float, int, tuple[int, ...]]] = [(0.0, 0, ())]
    seen = {frozenset[int]()}
    while heap:
        cost, size, rows = heappop(heap)
        chosen = frozenset(rows)
        yield chosen
        for row in first:
            if row in chosen or not first[row] <= chosen:
                continue
            more = chosen | {row}
            if more not in seen:
                seen.add(more)
                heappush(heap, (cost + price[row], size + 1, tuple(sorted(more))))


def _ranked(
    gains: Mapping[int, float],
    reached: Callable[[frozenset[int]], float],
    target: float,
    most_spared: int,
) -> frozenset[int]:
    """Those who gain the most for their cost, as many as it takes, without the superfluous."""
    order = sorted(gains, key=lambda row: (-gains[row], row))
    number = bisect_left(
        range(len(order)), True, key=lambda k: reached(frozenset(order[:k])) >= target
    )
    chosen = frozenset(order[:number])
    if len(chosen) <= most_spared:
        for row in reversed(order[:number]):
            if reached(chosen - {row}) >= target:
                chosen -= {row}
    return chosen


def _gains(
    rule: Rule, ballots: Sequence[Ballot], price: Sequence[float], open_: Sequence[int]
) -> dict[int, float]:
    """What a sure yes adds to the expected score, as a share of the quotas, for its cost."""
    totals = [(leaf, max(leaf.total, 1)) for leaf in leaves(rule)]
    found = {}
    for row in open_:
        gained = 0.0
        for leaf, total in totals:
            worth = leaf.worth(row)
            expected = sum(w * p for w, p in zip(worth, ballots[row], strict=True))
            gained += (worth[0] - expected) / total
        found[row] = gained / max(price[row], 1e-12)
    return found
