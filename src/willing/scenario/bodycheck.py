"""Is a decision body of a scenario complete: its members, its rule, its votes?"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from typing import Any

from willing.errors import InputError
from willing.reference.rules import rule_tree
from willing.scenario.members import members_of
from willing.scenario.problems import Place, Severity, suggestion
from willing.scenario.scenario import Body, Scenario

OPT_IN = "opt_in"
"""The rule of those who join: nobody votes."""

MAX_RULE_DEPTH = 20

_COUNT = frozenset({"weights", "quota", "counts", "against"})
_GATES = (frozenset({"all"}), frozenset({"any"}), frozenset({"k", "of"}))
_TREE = (
    "{weights: {GBR: 1}, quota: 1, counts: yes}, {all: [...]}, {any: [...]} or {k: 2, of: [...]}"
)

Finding = tuple[Severity, Place, str, str]
"""Severity, place, message, mend."""


def body_problems(scenario: Scenario, body: Body, place: Place) -> Iterator[Finding]:
    """What is wrong with one body."""
    on, declared = scenario.initiative.date, frozenset(scenario.actors)
    members: set[str] = set()
    named = body.members or (str(place.steps[-1]),)
    if body.rule == OPT_IN and not body.members:
        named = ()
    for index, name in enumerate(named):
        try:
            members.update(members_of((name,), on, declared))
        except InputError as error:
            at = place / "members" / index if body.members else place
            message, _, mend = str(error).rpartition("; ")
            mend = mend if body.members else "write members: NATO, or a list of codes"
            yield "error", at, message, mend
            return
    if isinstance(body.rule, str):
        yield from _named_rule_problems(body.rule, members, on, place / "rule")
    else:
        yield from _rule_problems(body.rule, members, place / "rule")
    for code in body.votes:
        if code not in members:
            at = Place((*place.steps, "votes", code), key=True)
            mend = suggestion(code, members) or "add it to `members`, or take the vote out"
            yield "error", at, f"`{code[:80]}` is no member of this body", mend


def _named_rule_problems(
    rule: str, members: set[str], on: dt.date, place: Place
) -> Iterator[Finding]:
    if rule == OPT_IN:
        return
    try:
        rule_tree(rule, tuple(sorted(members)), on)
    except InputError as error:
        message, _, mend = str(error).rpartition("; ")
        yield "error", place, message or mend, f"{mend}, or a tree such as {_TREE}"


def _rule_problems(rule: Any, members: set[str], place: Place, depth: int = 0) -> Iterator[Finding]:
    """What is wrong with a rule tree."""
    if not isinstance(rule, dict) or depth > MAX_RULE_DEPTH:
        yield "error", place, "this is no rule", f"write {_TREE}"
    elif {"weights", "quota"} <= rule.keys() <= _COUNT:
        yield from _count_problems(rule, members, place)
    elif rule.keys() in _GATES:
        yield from _gate_problems(rule, members, place, depth)
    else:
        fields = ", ".join(map(str, rule))[:80]
        yield "error", place, f"no rule has the fields {fields}", f"write {_TREE}"


def _count_problems(rule: dict[str, Any], members: set[str], place: Place) -> Iterator[Finding]:
    if rule.get("counts", "yes") not in ("yes", "not_no"):
        yield "error", place / "counts", "unknown way to count", "write yes or not_no"
    for threshold in ("quota", "against"):
        if not _is_number(rule.get(threshold, 0)):
            yield "error", place / threshold, "this is no number", "write a number from 0 up"
    weights = rule["weights"]
    if not isinstance(weights, dict) or not all(map(_is_number, weights.values())):
        yield "error", place / "weights", "weights are numbers by member", "write {GBR: 1, FRA: 1}"
        return
    for code in weights:
        if code not in members:
            at = Place((*place.steps, "weights", code), key=True)
            mend = suggestion(str(code), members) or "add it to `members`"
            yield "error", at, f"`{str(code)[:80]}` is no member of this body", mend


def _gate_problems(
    rule: dict[str, Any], members: set[str], place: Place, depth: int
) -> Iterator[Finding]:
    key = next(key for key in ("all", "any", "of") if key in rule)
    parts = rule[key]
    if not isinstance(parts, list) or not parts:
        yield "error", place / key, "a list of rules is missing", f"write {_TREE}"
        return
    if "k" in rule and not (isinstance(rule["k"], int) and 1 <= rule["k"] <= len(parts)):
        yield "error", place / "k", "so many rules cannot hold", f"write 1 to {len(parts)}"
    for index, part in enumerate(parts):
        yield from _rule_problems(part, members, place / key / index, depth + 1)


def _is_number(value: Any) -> bool:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return number and 0 <= value < math.inf
