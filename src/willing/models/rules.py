"""Decision rules: a tree of counted majorities, and what it says in words.

    rule = {weights: {MEMBER: w}, quota: q, counts: yes | not_no, against: a}
         | {all: [rule, ...]} | {any: [rule, ...]} | {k: n, of: [rule, ...], counts: ...}
         | MEMBER, in a list: this member counts

A leaf holds when the weight of those that count, less `against` times the weight of the noes, is
at least the quota. `against` is 0 where it is not given; with 1 and a quota of 1 more must vote
yes than no, which is the majority of those voting. The inner nodes are monotone gates, as in the
vector-weighted voting systems of Taylor and Zwicker (1999), "Simple Games"; the leaves take
abstention either as not yes or as not no (ternary voting games: Felsenthal and Machover 1997).
Weights are exact: decimals become whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, gcd, lcm
from typing import Any, Literal

from willing.errors import InputError

Counts = Literal["yes", "not_no"]

MAX_DEPTH = 20
"""Nested rules: bounds the stack that a hostile file can use."""

MAX_WEIGHT = 1 << 56
"""All weights together, as whole numbers: they must be summed in 64 bits."""

MOST_AGAINST = 100
"""How many yes a no may cancel."""


@dataclass(frozen=True, slots=True)
class Count:
    """The members that count (vote yes, or do not vote no) weigh at least the quota.

    `against` times the weight of the noes is taken off first.
    `weights` are whole numbers without a common divisor, one per member of the body (0 for those
    without a say here); `unit` is what one of them stands for in the rule as written.
    """

    weights: tuple[int, ...]
    quota: int
    counts: Counts
    unit: Fraction
    against: int = 0

    @property
    def total(self) -> int:
        """The weight of all members together."""
        return sum(self.weights)

    def worth(self, row: int) -> tuple[int, int, int]:
        """What a member's yes, abstention and no add to the score."""
        weight = self.weights[row]
        return weight, weight if self.counts == "not_no" else 0, -self.against * weight


@dataclass(frozen=True, slots=True)
class Gate:
    """At least `k` of the parts hold: `all` is k = number of parts, `any` is k = 1."""

    k: int
    parts: tuple[Rule, ...]


Rule = Count | Gate


def read_rule(tree: Any, members: Sequence[str], place: str = "rule") -> Rule:
    """Read a rule tree for a body of these members.

    Raises `InputError` naming the place for a tree of another form, an unknown member, a negative
    weight, or a `k` that is not between 1 and the number of parts.
    """
    return _read(tree, tuple(members), place, depth=0)


def leaves(rule: Rule) -> Iterator[Count]:
    """The counted majorities of a rule, from left to right."""
    if isinstance(rule, Count):
        yield rule
    else:
        for part in rule.parts:
            yield from leaves(part)


def passes(rule: Rule, met: Mapping[Count, bool]) -> bool:
    """Whether the rule passes when these of its leaves are met."""
    if isinstance(rule, Count):
        return met[rule]
    return sum(passes(part, met) for part in rule.parts) >= rule.k


def in_words(rule: Rule, members: Sequence[str]) -> str:
    """The rule as a sentence without its full stop.

    >>> in_words(read_rule({"weights": {"A": 1, "B": 1}, "quota": 2, "counts": "not_no"},
    ...                    ["A", "B"]), ["A", "B"])
    'none of the 2 members votes no'
    """
    if isinstance(rule, Count):
        return _leaf_words(rule, members)
    parts = [in_words(part, members) for part in rule.parts]
    parts = [f"({p})" if isinstance(r, Gate) else p for p, r in zip(parts, rule.parts, strict=True)]
    if rule.k == len(parts):
        return ", and ".join(parts)
    if rule.k == 1:
        return ", or ".join(parts)
    return f"at least {rule.k} of: {'; '.join(parts)}"


def _leaf_words(rule: Count, members: Sequence[str]) -> str:
    holders = [member for member, w in zip(members, rule.weights, strict=True) if w]
    number = len(holders)
    if number == len(members) > 1:
        who = f"the {number} members"
    else:
        who = ", ".join(holders) if number <= 6 else f"{number} of the members"
    if rule.against:
        return _voting_words(rule, who)
    if number == 1 and 0 < rule.quota <= rule.total:
        return f"{who} votes yes" if rule.counts == "yes" else f"{who} does not vote no"
    verb = "vote yes" if rule.counts == "yes" else "do not vote no"
    if rule.quota == rule.total and number:
        return f"none of {who} votes no" if rule.counts == "not_no" else f"all of {who} vote yes"
    if len(set(rule.weights) - {0}) == 1:
        return f"at least {ceil(Fraction(rule.quota, max(rule.weights)))} of {who} {verb}"
    quota, total = float(rule.quota * rule.unit), float(rule.total * rule.unit)
    share = rule.quota / rule.total if rule.total else 0.0
    return f"members with {100 * share:.4g}% of the weight ({quota:g} of {total:g}) {verb}"


def _voting_words(rule: Count, who: str) -> str:
    yes = "vote yes" if rule.counts == "yes" else "do not vote no"
    if len(set(rule.weights) - {0}) == 1 and (rule.against, rule.quota) in ((1, 1), (2, 0)):
        more = "more" if rule.against == 1 else "at least twice as many"
        return f"{more} of {who} {yes} {'than' if rule.against == 1 else 'as'} vote no"
    quota = float(rule.quota * rule.unit)
    return (
        f"the weight of {who} that {yes}, less {rule.against} times the noes, is at least {quota:g}"
    )


def _read(tree: Any, members: tuple[str, ...], place: str, depth: int) -> Rule:
    if not isinstance(tree, Mapping) or depth > MAX_DEPTH:
        raise InputError(f"{place}: expected {_FORMS}, at most {MAX_DEPTH} deep")
    keys = set(tree)
    if "weights" in keys and keys <= {"weights", "quota", "counts", "against"}:
        return _count(tree, members, place)
    for name in ("all", "any", "of"):
        if name in keys and keys <= {name, "counts", *(("k",) if name == "of" else ())}:
            parts = _parts(tree, name, members, place, depth)
            k: Any = {"all": len(parts), "any": 1, "of": tree.get("k")}[name]
            if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= len(parts):
                raise InputError(f"{place}.k: expected a whole number from 1 to {len(parts)}")
            return Gate(k, parts)
    raise InputError(f"{place}: expected {_FORMS}, got the fields {', '.join(map(str, tree))}")


def _parts(
    tree: Mapping[str, Any], name: str, members: tuple[str, ...], place: str, depth: int
) -> tuple[Rule, ...]:
    """The rules in a list; a bare member stands for the rule that it counts."""
    nodes = tree[name]
    if not isinstance(nodes, Sequence) or isinstance(nodes, str) or not nodes:
        raise InputError(f"{place}.{name}: expected a list of rules")
    parts = []
    for number, node in enumerate(nodes):
        if isinstance(node, str):
            node = {"weights": {node: 1}, "quota": 1, "counts": tree.get("counts", "yes")}
        parts.append(_read(node, members, f"{place}.{name}[{number}]", depth + 1))
    return tuple(parts)


_FORMS = (
    "{weights: {MEMBER: number}, quota: number, counts: yes or not_no}, {all: [rules]}, "
    "{any: [rules]} or {k: number, of: [rules]}"
)


def _count(tree: Mapping[str, Any], members: tuple[str, ...], place: str) -> Count:
    given, counts = tree["weights"], tree.get("counts", "yes")
    if counts is True:  # YAML 1.1 readers take a bare yes for a truth value
        counts = "yes"
    if counts not in ("yes", "not_no"):
        raise InputError(f"{place}.counts: expected yes or not_no, got {counts!r}")
    if not isinstance(given, Mapping):
        raise InputError(f"{place}.weights: expected {{MEMBER: number}}")
    strangers = sorted(set(given) - set(members), key=str)
    if strangers:
        raise InputError(f"{place}.weights: not a member: {', '.join(map(str, strangers))}")
    exact = [_exact(given.get(member, 0), f"{place}.weights.{member}") for member in members]
    quota = _exact(tree.get("quota"), f"{place}.quota")
    against = tree.get("against", 0)
    if not isinstance(against, int) or not 0 <= against <= MOST_AGAINST:
        raise InputError(f"{place}.against: expected a whole number from 0 to {MOST_AGAINST}")
    scale = lcm(*(weight.denominator for weight in exact))
    whole = [int(weight * scale) for weight in exact]
    divisor = gcd(*whole) or 1
    if sum(whole) >= MAX_WEIGHT or quota * scale >= MAX_WEIGHT:
        raise InputError(f"{place}.weights: too many digits: round them")
    return Count(
        weights=tuple(weight // divisor for weight in whole),
        quota=ceil(quota * scale / divisor),
        counts=counts,
        unit=Fraction(divisor, scale),
        against=int(against),
    )


def _exact(value: Any, place: str) -> Fraction:
    """A decimal number as it is written: 0.1 is a tenth."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{place}: expected a number, got {value!r}")
    if not 0 <= value < 1e15:
        raise InputError(f"{place}: expected a number from 0 to 1e15, got {value!r}")
    return Fraction(repr(value))
