"""Which few members can stop it, the likeliest first?

With everybody else voting yes, a set of members *blocks* if the decision fails once each of them
falls short of a yes: by not voting yes, or where that is not enough by voting no. It is minimal if
it would pass with any of them a step more willing. Its probability is that of all of them falling
so short at the same time, other members aside.

Sets are visited in order of probability (Lawler 1972's scheme for the k best, over multisets of
interchangeable members), so that the first ones found are the likeliest. Where a rule takes more
members than can be gone through, one likely set is built up instead, and the answer says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import comb, log, prod
from typing import Literal

from willing.models.rules import passes
from willing.models.votes import Ballot
from willing.scenario.rules import Count, Rule, leaves

MOST_VISITED = 120_000
"""Members of all sets that are looked at, times counts: a fraction of a second."""

Short = Literal["not_yes", "no"]
"""How far a member falls short: it does not vote yes, or it votes no."""


@dataclass(frozen=True, slots=True)
class Holdout:
    """A member of a blocking set and what it must do: not vote yes, or vote no."""

    member: str
    ballot: Short


@dataclass(frozen=True, slots=True)
class BlockingSet:
    """Members that stop the decision together, and could not without any of them.

    `p`: that all of them do. `alike`: how many sets there are like it, with other members of the
    same weight and the same chances.
    """

    holdouts: tuple[Holdout, ...]
    p: float
    alike: int


@dataclass(frozen=True, slots=True)
class Blocking:
    """The likeliest minimal blocking sets.

    `complete`: no likelier one is left out; else the search ended first.
    """

    sets: tuple[BlockingSet, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Game:
    """A rule with its leaves and the weight of all members in each."""

    rule: Rule
    counts: tuple[tuple[Count, int], ...]

    def fails(self, drops: Sequence[int]) -> bool:
        """Whether the decision fails where so much is missing from each leaf."""
        met = {
            leaf: total - drop >= leaf.quota
            for (leaf, total), drop in zip(self.counts, drops, strict=True)
        }
        return not passes(self.rule, met)


@dataclass(frozen=True, slots=True)
class _Item:
    """Interchangeable members, `rows`, that fall short in one way, each with probability `p`.

    `drops`: what a member takes from the score of each leaf; `spared`: how much less it would take
    one step more willing.
    """

    rows: tuple[int, ...]
    ballot: Short
    p: float
    drops: tuple[int, ...]
    spared: tuple[int, ...]

    @property
    def cost(self) -> float:
        return -log(self.p)


def blocking_sets(
    rule: Rule, members: Sequence[str], ballots: Sequence[Ballot], most: int = 10
) -> Blocking:
    """The likeliest minimal blocking sets of a rule under independent ballots, at most `most`.

    >>> from willing.scenario.rules import read_rule
    >>> rule = read_rule({"weights": {"A": 2, "B": 1, "C": 1}, "quota": 3}, "ABC")
    >>> found = blocking_sets(rule, "ABC", [(0.5, 0.5, 0.0), (0.9, 0.0, 0.1), (0.9, 0.0, 0.1)])
    >>> [("".join(h.member for h in one.holdouts), round(one.p, 3)) for one in found.sets]
    [('A', 0.5), ('BC', 0.01)]
    """
    game = _Game(rule, tuple((leaf, leaf.total) for leaf in leaves(rule)))
    items = _items(rule, ballots)
    found: list[BlockingSet] = []
    visited = 0
    for chosen in _by_probability(items, game):
        visited += len(chosen) * len(game.counts)
        if visited > MOST_VISITED:
            built = () if found else _built(items, game)
            return Blocking((*found, *(_named(one, items, members) for one in built)), False)
        if _blocks(chosen, items, game) and _minimal(chosen, items, game):
            found.append(_named(chosen, items, members))
            if len(found) == most:
                break
    return Blocking(tuple(found), True)


Chosen = tuple[int, ...]
"""Numbers of items in rising order, each as often as members of it are in."""


def _items(rule: Rule, ballots: Sequence[Ballot]) -> list[_Item]:
    """Ways to fall short that take something off and have a chance, the likeliest first."""
    alike: dict[tuple[object, ...], list[int]] = {}
    counts = tuple(leaves(rule))
    for row, ballot in enumerate(ballots):
        worth = tuple(leaf.worth(row) for leaf in counts)
        alike.setdefault((ballot, worth), []).append(row)
    found = []
    for rows in alike.values():
        _, abstain, no = ballots[rows[0]]
        worth = tuple(leaf.worth(rows[0]) for leaf in counts)
        not_yes = tuple(yes - other for yes, other, _ in worth)
        voted_no = tuple(yes - other for yes, _, other in worth)
        more = tuple(b - a for a, b in zip(not_yes, voted_no, strict=True))
        if any(not_yes):
            found.append(_Item(tuple(rows), "not_yes", min(abstain + no, 1.0), not_yes, not_yes))
        if any(more):
            found.append(_Item(tuple(rows), "no", no, voted_no, more))
    return sorted((item for item in found if item.p > 0), key=lambda item: (-item.p, item.rows))


def _by_probability(items: Sequence[_Item], game: _Game) -> Iterator[Chosen]:
    """Every choice of members that fall short, the likeliest first; none beyond one that blocks.

    A choice has one parent: itself without its last member, where that member's item comes twice
    or the item before is used up; else the item before in place of the last.
    """
    heap: list[tuple[float, Chosen]] = [(items[0].cost, (0,))] if items else []
    while heap:
        cost, chosen = heappop(heap)
        last = chosen[-1]
        possible = _possible(chosen, items)
        if possible:
            yield chosen
        if possible and not _blocks(chosen, items, game):
            after = last + (chosen.count(last) == len(items[last].rows))
            if after < len(items):
                heappush(heap, (cost + items[after].cost, (*chosen, after)))
        if last + 1 < len(items):
            more = items[last + 1].cost - items[last].cost
            heappush(heap, (cost + more, (*chosen[:-1], last + 1)))


def _possible(chosen: Chosen, items: Sequence[_Item]) -> bool:
    """Whether no member falls short in two ways at once."""
    used = Counter(items[number].rows for number in chosen)
    return all(times <= len(rows) for rows, times in used.items())


def _drops(chosen: Chosen, items: Sequence[_Item], game: _Game) -> list[int]:
    """What a choice takes from the score of each leaf."""
    return [sum(items[n].drops[place] for n in chosen) for place in range(len(game.counts))]


def _blocks(chosen: Chosen, items: Sequence[_Item], game: _Game) -> bool:
    """Whether the decision fails though all others vote yes."""
    return game.fails(_drops(chosen, items, game))


def _minimal(chosen: Chosen, items: Sequence[_Item], game: _Game) -> bool:
    """Whether it would pass with any of them one step more willing."""
    drops = _drops(chosen, items, game)
    return not any(game.fails(_less(drops, items[number].spared)) for number in set(chosen))


def _less(drops: Sequence[int], by: Sequence[int]) -> list[int]:
    return [drop - less for drop, less in zip(drops, by, strict=True)]


def _built(items: Sequence[_Item], game: _Game) -> Iterator[Chosen]:
    """One blocking set, built of the likeliest members for what they take off; none if none is."""
    order = sorted(range(len(items)), key=lambda n: items[n].cost / sum(items[n].drops))
    chosen: list[int] = []
    drops = [0] * len(game.counts)
    left = Counter({item.rows: len(item.rows) for item in items})
    for number in order:
        while left[items[number].rows] and not game.fails(drops):
            left[items[number].rows] -= 1
            chosen.append(number)
            drops = [a + b for a, b in zip(drops, items[number].drops, strict=True)]
    for number in reversed(chosen.copy()):
        fewer = _less(drops, items[number].drops)
        if game.fails(fewer):
            chosen.remove(number)
            drops = fewer
    found = tuple(sorted(chosen))
    if game.fails(drops) and _minimal(found, items, game):
        yield found


def _named(chosen: Chosen, items: Sequence[_Item], members: Sequence[str]) -> BlockingSet:
    """A choice with the members' names, the likeliest first."""
    free = {item.rows: list(item.rows) for item in items}
    holdouts = [
        Holdout(members[free[items[number].rows].pop(0)], items[number].ballot) for number in chosen
    ]
    left = {rows: len(rows) for rows in free}
    alike = 1
    for number, times in Counter(chosen).items():
        rows = items[number].rows
        alike *= comb(left[rows], times)
        left[rows] -= times
    p = prod(items[number].p for number in chosen)
    return BlockingSet(tuple(holdouts), p, alike)
