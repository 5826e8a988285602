"""Which coalitions win? A rule tree on yes/no ballots is a simple game.

Who does not vote yes votes no, so that an abstention is not a yes. Every leaf then asks for a
weight of those that vote yes: where noes take something off, w(S) - a (W - w(S)) >= q is
w(S) >= (q + a W) / (1 + a). Leaves that weigh alike and stand side by side are one leaf: all of
them hold with the highest quota, any of them with the lowest.

Simple games and their duals: Taylor and Zwicker (1999), "Simple Games".
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from willing.errors import InputError
from willing.scenario.rules import Count, Gate, Rule, leaves

MOST_MEMBERS = 2_000
"""The largest bodies that vote by weight (the IMF, the World Bank, large companies' blocks) are
below; with 2,000 members the exact counts have 600 digits."""


@dataclass(frozen=True, slots=True)
class Game:
    """Members and the rule, its leaves counted in yes votes."""

    members: tuple[str, ...]
    rule: Rule

    @property
    def size(self) -> int:
        """The number of members."""
        return len(self.members)

    @property
    def weighted(self) -> Count | None:
        """The one majority that the rule comes to, or None for a compound rule."""
        return self.rule if isinstance(self.rule, Count) else None

    def wins(self, coalition: Collection[int]) -> bool:
        """Whether the coalition of these rows wins: what all methods must agree with.

        >>> from willing.scenario.rules import read_rule
        >>> rule = read_rule({"weights": {"A": 2, "B": 1, "C": 1}, "quota": 3}, "ABC")
        >>> game = make_game("ABC", rule)
        >>> game.wins({0, 2}), game.wins({1, 2})
        (True, False)
        """
        return _holds(self.rule, coalition)


def make_game(members: Sequence[str], rule: Rule) -> Game:
    """The simple game of a rule. Raises `InputError`.

    Too many members, a member twice, and leaves that no coalition meets or that every one meets
    are errors: such a rule says something else than was meant.
    """
    if not members:
        raise InputError("members: nobody votes; list at least one member")
    if len(members) > MOST_MEMBERS:
        raise InputError(
            f"members: {len(members):,} members are beyond the limit of {MOST_MEMBERS:,}; "
            "take those that always vote alike together"
        )
    check_once(members, "members")
    return Game(tuple(members), _simplified(_in_yes(rule, "rule")))


def check_once(names: Sequence[str], place: str) -> None:
    """Raises `InputError` for a name that comes twice."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise InputError(f"{place}: `{name[:80]}` is listed twice; leave one of them out")
        seen.add(name)


def dual_quota(weighted: Count) -> int:
    """What it takes to block: the quota of the dual game.

    A coalition blocks where the others cannot pass anything without it.
    """
    return weighted.total - weighted.quota + 1


def dual(rule: Rule) -> Rule:
    """The game of those that can block, from the leaves up."""
    if isinstance(rule, Count):
        return replace(rule, quota=dual_quota(rule))
    return Gate(len(rule.parts) - rule.k + 1, tuple(dual(part) for part in rule.parts))


def axes(rule: Rule) -> tuple[tuple[int, ...], ...]:
    """The distinct weights of a rule's leaves."""
    return tuple(dict.fromkeys(leaf.weights for leaf in leaves(rule)))


def _holds(rule: Rule, coalition: Collection[int]) -> bool:
    if isinstance(rule, Count):
        return sum(rule.weights[row] for row in coalition) >= rule.quota
    return sum(_holds(part, coalition) for part in rule.parts) >= rule.k


def _in_yes(rule: Rule, place: str) -> Rule:
    """The same rule with every leaf a quota of yes votes, each of them checked."""
    if isinstance(rule, Gate):
        name = "all" if rule.k == len(rule.parts) else "any" if rule.k == 1 else "of"
        parts = (_in_yes(part, f"{place}.{name}[{index}]") for index, part in enumerate(rule.parts))
        return Gate(rule.k, tuple(parts))
    quota = -(-(rule.quota + rule.against * rule.total) // (1 + rule.against))
    if quota > rule.total:
        total = f"{float(rule.total * rule.unit):g}"
        raise InputError(
            f"{place}.quota: {float(rule.quota * rule.unit):g} is above the total weight {total}: "
            f"nothing could ever pass; write at most {total}"
        )
    if quota <= 0:
        raise InputError(
            f"{place}.quota: {float(rule.quota * rule.unit):g} is met when nobody votes yes; "
            "write a number above 0"
        )
    return replace(rule, quota=quota, counts="yes", against=0)


def _simplified(rule: Rule) -> Rule:
    """Fewer leaves where they weigh alike, fewer gates where one holds inside its like."""
    if isinstance(rule, Count):
        return rule
    parts = [_simplified(part) for part in rule.parts]
    if rule.k in (1, len(parts)):
        every = rule.k == len(parts)
        parts = list(_merged(list(_opened(parts, every)), every))
        return parts[0] if len(parts) == 1 else Gate(len(parts) if every else 1, tuple(parts))
    counts = [part for part in parts if isinstance(part, Count)]
    if len(counts) == len(parts) and len({part.weights for part in counts}) == 1:
        return sorted(counts, key=lambda part: part.quota)[rule.k - 1]
    return Gate(rule.k, tuple(parts))


def _opened(parts: Sequence[Rule], every: bool) -> Iterator[Rule]:
    """All of all, and any of any, are one list."""
    for part in parts:
        if isinstance(part, Gate) and part.k == (len(part.parts) if every else 1):
            yield from part.parts
        else:
            yield part


def _merged(parts: Sequence[Rule], every: bool) -> Iterator[Rule]:
    alike: dict[tuple[int, ...], Count] = {}
    for part in parts:
        if isinstance(part, Count):
            known = alike.get(part.weights, part)
            alike[part.weights] = (max if every else min)(known, part, key=lambda one: one.quota)
        else:
            yield part
    yield from alike.values()
