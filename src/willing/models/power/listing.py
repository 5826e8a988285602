"""The minimal winning coalitions themselves, where there are not too many.

Members are taken in or left out in order of weight, the heaviest first. A branch ends as soon as
it wins, or as not even all that are left could make it win; in a single weighted majority each
end that wins is minimal, in a compound rule that is tested.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from willing.models.power.game import Game
from willing.scenario.rules import Count, Rule, leaves

MOST_LISTED = 1_000
"""So many coalitions are listed; beyond they are counted only."""

MOST_STEPS = 200_000
"""Branches that are looked at: about a second."""


def minimal_winning(game: Game, most: int = MOST_LISTED) -> tuple[tuple[str, ...], ...] | None:
    """All minimal winning coalitions, or None where there are more than `most`.

    >>> from willing.models.power.game import make_game
    >>> from willing.scenario.rules import read_rule
    >>> rule = read_rule({"weights": {"A": 2, "B": 1, "C": 1}, "quota": 3}, "ABC")
    >>> minimal_winning(make_game("ABC", rule))
    (('A', 'B'), ('A', 'C'))
    """
    order = _heaviest_first(game)
    search = _Search(game.rule, order)
    found = list(islice(search.winning(), most + 1))
    if len(found) > most or search.steps > MOST_STEPS:
        return None
    rows = sorted(tuple(sorted(coalition)) for coalition in found)
    return tuple(
        tuple(game.members[row] for row in coalition)
        for coalition in sorted(rows, key=lambda rows: (len(rows), rows))
    )


def _heaviest_first(game: Game) -> list[int]:
    counts = tuple(leaves(game.rule))

    def weight(row: int) -> float:
        return sum(leaf.weights[row] / leaf.total for leaf in counts if leaf.total)

    return sorted(range(game.size), key=lambda row: (-weight(row), row))


class _Search:
    """One walk over the coalitions; `steps` counts the branches, and ends it beyond the limit."""

    def __init__(self, rule: Rule, order: list[int]) -> None:
        self.rule = rule
        self.order = order
        self.counts = tuple(leaves(rule))
        self.steps = 0
        left = [0] * len(self.counts)
        self.left = [tuple(left)]
        for row in reversed(order):
            left = [sum_ + leaf.weights[row] for sum_, leaf in zip(left, self.counts, strict=True)]
            self.left.append(tuple(left))
        self.left.reverse()

    def winning(self) -> Iterator[tuple[int, ...]]:
        start = (0, (), (0,) * len(self.counts))
        stack: list[tuple[int, tuple[int, ...], tuple[int, ...]]] = [start]
        while stack and self.steps <= MOST_STEPS:
            self.steps += 1
            place, chosen, weights = stack.pop()
            if self._wins(weights):
                if not any(self._wins(self._without(weights, row)) for row in chosen):
                    yield chosen
                continue
            best = tuple(map(sum, zip(weights, self.left[place], strict=True)))
            if place == len(self.order) or not self._wins(best):
                continue
            row = self.order[place]
            stack.append((place + 1, chosen, weights))
            more = tuple(
                w + leaf.weights[row] for w, leaf in zip(weights, self.counts, strict=True)
            )
            stack.append((place + 1, (*chosen, row), more))

    def _without(self, weights: tuple[int, ...], row: int) -> tuple[int, ...]:
        return tuple(w - leaf.weights[row] for w, leaf in zip(weights, self.counts, strict=True))

    def _wins(self, weights: tuple[int, ...]) -> bool:
        return _holds(self.rule, iter(weights))


def _holds(rule: Rule, weights: Iterator[int]) -> bool:
    """Whether a rule holds with these weights of its leaves, from left to right."""
    if isinstance(rule, Count):
        return next(weights) >= rule.quota
    return sum([_holds(part, weights) for part in rule.parts]) >= rule.k
