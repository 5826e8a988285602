"""Decision rules as a scenario writes them: a tree of counted majorities, read and checked.

    rule = {weights: {MEMBER: w}, quota: q, counts: yes | not_no, against: a}
         | {all: [rule, ...]} | {any: [rule, ...]} | {k: n, of: [rule, ...], counts: ...}
         | MEMBER, in a list: this member counts

A leaf holds when the weight of those that count, less `against` times the weight of the noes, is
at least the quota. `against` is 0 where it is not given; with 1 and a quota of 1 more must vote
yes than no, which is the majority of those voting. A quota may be a share of the total ("65%",
"2/3", "more than half"). The inner nodes are monotone gates, as in the
vector-weighted voting systems of Taylor and Zwicker (1999), "Simple Games"; the leaves take
abstention either as not yes or as not no (ternary voting games: Felsenthal and Machover 1997).
Weights are exact: decimals become whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, gcd, lcm
from typing import Any, Literal

from willing.errors import InputError
from willing.reference.named_rules import OPT_IN as OPT_IN
from willing.reference.quota import SHARES, as_written, quota_of
from willing.scenario.problems import Place, suggestion

Counts = Literal["yes", "not_no"]

MAX_DEPTH = 20
"""Nested rules: bounds the stack that a hostile file can use."""

MAX_WEIGHT = 1 << 56
"""All weights together, as whole numbers: they must be summed in 64 bits."""

MOST_AGAINST = 100
"""How many yes a no may cancel."""

FORMS = (
    "{weights: {GBR: 1}, quota: 1, counts: yes}, {all: [...]}, {any: [...]} or {k: 2, of: [...]}"
)
"""What a rule tree looks like, for messages."""

_COUNT = frozenset({"weights", "quota", "counts", "against"})
_GATES = {"all": frozenset({"all", "counts"}), "any": frozenset({"any", "counts"}),
          "of": frozenset({"of", "k", "counts"})}  # fmt: skip


class RuleError(InputError):
    """A rule tree that cannot be read; `place` lies within the tree."""

    def __init__(self, place: Place, message: str, mend: str, name: str) -> None:
        inside = str(place) if place.steps else ""
        where = f"{name}{'.' if inside and not inside.startswith('[') else ''}{inside}"
        super().__init__(f"{where}: {message}; {mend}")
        self.place = place
        self.message = message
        self.mend = mend


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


def read_rule(tree: Any, members: Sequence[str], name: str = "rule") -> Rule:
    """Read a rule tree for a body of these members; `name` is what messages call it.

    Raises `RuleError` with the place and the mend for a tree of another form, an unknown member,
    a negative weight, or a `k` that is not between 1 and the number of parts.
    """
    return _Reader(tuple(members), frozenset(members), name).rule(tree, Place(), depth=0)


def leaves(rule: Rule) -> Iterator[Count]:
    """The counted majorities of a rule, from left to right."""
    if isinstance(rule, Count):
        yield rule
    else:
        for part in rule.parts:
            yield from leaves(part)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Recursive descent over the tree; each method reads one form."""

    members: tuple[str, ...]
    known: frozenset[str]
    name: str

    def fail(self, place: Place, message: str, mend: str) -> RuleError:
        return RuleError(place, message, mend, self.name)

    def rule(self, tree: Any, place: Place, depth: int) -> Rule:
        if not isinstance(tree, Mapping):
            raise self.fail(place, "this is no rule", f"write {FORMS}")
        if depth > MAX_DEPTH:
            raise self.fail(place, "nested too deeply", f"rules go at most {MAX_DEPTH} deep")
        keys = set(tree)
        if {"weights", "quota"} <= keys <= _COUNT:
            return self.count(tree, place)
        for gate, known in _GATES.items():
            if gate in keys <= known:
                return self.gate(tree, gate, place, depth)
        fields = ", ".join(map(str, tree))[:80]
        raise self.fail(place, f"no rule has the fields {fields}", f"write {FORMS}")

    def gate(self, tree: Mapping[str, Any], gate: str, place: Place, depth: int) -> Gate:
        """The rules in a list; a bare member stands for the rule that it counts."""
        nodes = tree[gate]
        if not isinstance(nodes, Sequence) or isinstance(nodes, str) or not nodes:
            raise self.fail(place / gate, "a list of rules is missing", f"write {FORMS}")
        k: Any = {"all": len(nodes), "any": 1, "of": tree.get("k")}[gate]
        if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= len(nodes):
            raise self.fail(place / "k", "so many rules cannot hold", f"write 1 to {len(nodes)}")
        parts = []
        for index, node in enumerate(nodes):
            at = place / gate / index
            if isinstance(node, str):
                self.check_member(node, at)
                node = {"weights": {node: 1}, "quota": 1, "counts": tree.get("counts", "yes")}
            parts.append(self.rule(node, at, depth + 1))
        return Gate(k, tuple(parts))

    def count(self, tree: Mapping[str, Any], place: Place) -> Count:
        given, counts = tree["weights"], tree.get("counts", "yes")
        if counts is True:  # YAML 1.1 readers take a bare yes for a truth value
            counts = "yes"
        if counts not in ("yes", "not_no"):
            raise self.fail(place / "counts", "unknown way to count", "write yes or not_no")
        if not isinstance(given, Mapping):
            raise self.fail(
                place / "weights", "weights are numbers by member", "write {GBR: 1, FRA: 1}"
            )
        for code in given:
            self.check_member(code, Place((*place.steps, "weights", code), key=True))
        weights = {code: self.number(w, place / "weights" / code) for code, w in given.items()}
        quota = self.quota(tree["quota"], weights.values(), place / "quota")
        against = tree.get("against", 0)
        if not isinstance(against, int) or not 0 <= against <= MOST_AGAINST:
            mend = f"write a whole number from 0 to {MOST_AGAINST}"
            raise self.fail(place / "against", "so many yes cannot be cancelled", mend)
        exact = [weights.get(member, Fraction(0)) for member in self.members]
        scale = lcm(*(weight.denominator for weight in exact))
        whole = [int(weight * scale) for weight in exact]
        divisor = gcd(*whole) or 1
        if sum(whole) >= MAX_WEIGHT or quota * scale >= MAX_WEIGHT:
            raise self.fail(place / "weights", "too many digits", "round them")
        return Count(
            weights=tuple(weight // divisor for weight in whole),
            quota=ceil(quota * scale / divisor),
            counts=counts,
            unit=Fraction(divisor, scale),
            against=int(against),
        )

    def check_member(self, code: Any, place: Place) -> None:
        if code not in self.known:
            mend = suggestion(str(code), self.members) or "add it to `members`"
            raise self.fail(place, f"`{str(code)[:80]}` is no member of this body", mend)

    def quota(self, value: Any, weights: Iterable[Fraction], place: Place) -> Fraction:
        """A number, or what a share of the weights comes to."""
        if not isinstance(value, str):
            return self.number(value, place)
        found = quota_of(value, weights)
        if found is None:
            raise self.fail(place, f"`{value[:40]}` is no share", f"write a number, or {SHARES}")
        return found

    def number(self, value: Any, place: Place) -> Fraction:
        """A decimal number as it is written: 0.1 is a tenth."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not 0 <= value < 1e15:
            raise self.fail(place, "this is no number", "write a number from 0 to 1e15")
        return as_written(value)
