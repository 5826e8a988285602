"""Is a decision body of a scenario complete: its members, its rule, its votes?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from willing.errors import InputError
from willing.scenario.members import members_of
from willing.scenario.problems import Place, Severity, suggestion
from willing.scenario.scenario import Body, Scenario

RULES = (
    "consensus",
    "unanimity",
    "majority",
    "qualified_majority",
    "security_council",
    "opt_in",
)
"""The rules that have a name."""

MAX_RULE_DEPTH = 20

_SHAPES = (
    frozenset({"weights", "quota"}),
    frozenset({"weights", "quota", "counts"}),
    frozenset({"all"}),
    frozenset({"any"}),
    frozenset({"k", "of"}),
    frozenset({"k", "of", "counts"}),
)
_TREE = "{weights, quota, counts}, {all: [...]}, {any: [...]} or {k, of: [...]}"

Finding = tuple[Severity, Place, str, str]
"""Severity, place, message, mend."""


def body_problems(scenario: Scenario, body: Body, place: Place) -> Iterator[Finding]:
    """What is wrong with one body."""
    declared = frozenset(scenario.actors)
    members: set[str] = set()
    sound = True
    for index, name in enumerate(body.members):
        try:
            members.update(members_of((name,), scenario.initiative.date, declared))
        except InputError as error:
            sound = False
            message, _, mend = str(error).rpartition("; ")
            yield "error", place / "members" / index, message, mend
    if not body.members and body.rule != "opt_in":
        mend = "write members: NATO, or a list of codes"
        yield "error", place, "a body needs members", mend
    yield from _rule_problems(body.rule, place / "rule")
    if not sound:
        return
    for code in body.votes:
        if code not in members:
            at = Place((*place.steps, "votes", code), key=True)
            mend = suggestion(code, members) or "add it to `members`, or take the vote out"
            yield "error", at, f"`{code[:80]}` is no member of this body", mend
    yield from _strangers(body.rule, members, place / "rule")


def _rule_problems(rule: Any, place: Place, depth: int = 0) -> Iterator[Finding]:
    """What is wrong with the shape of a rule."""
    if isinstance(rule, str) and depth == 0:
        if rule not in RULES:
            mend = suggestion(rule, RULES) or f"the rules are {', '.join(RULES)}, or a tree {_TREE}"
            yield "error", place, f"unknown rule `{rule[:80]}`", mend
        return
    if isinstance(rule, str):
        return
    if not isinstance(rule, dict) or frozenset(rule) not in _SHAPES or depth > MAX_RULE_DEPTH:
        yield "error", place, "this is no rule", f"write {_TREE}"
        return
    if rule.get("counts", "yes") not in ("yes", "not_no"):
        yield "error", place / "counts", "unknown way to count", "write yes or not_no"
    for threshold in ("quota", "k"):
        if threshold in rule and not _is_number(rule[threshold]):
            yield "error", place / threshold, "this is no number", "write how much is enough"
    if "weights" in rule and not (
        isinstance(rule["weights"], dict) and all(map(_is_number, rule["weights"].values()))
    ):
        yield "error", place / "weights", "weights are numbers by member", "write {GBR: 1, ...}"
    for key in ("all", "any", "of"):
        if key not in rule:
            continue
        if not isinstance(rule[key], list) or not rule[key]:
            yield "error", place / key, "a list of rules or members is missing", f"write {_TREE}"
            continue
        for index, part in enumerate(rule[key]):
            yield from _rule_problems(part, place / key / index, depth + 1)


def _strangers(rule: Any, members: set[str], place: Place) -> Iterator[Finding]:
    """Members that the rule counts and that the body does not have."""
    if not isinstance(rule, dict) or len(place.steps) > 2 * MAX_RULE_DEPTH:
        return
    weights = rule.get("weights")
    for code in weights if isinstance(weights, dict) else ():
        if code not in members:
            at = Place((*place.steps, "weights", code), key=True)
            yield "error", at, f"`{code}` is no member of this body", "add it to `members`"
    for key in ("all", "any", "of"):
        parts = rule.get(key)
        for index, part in enumerate(parts if isinstance(parts, list) else ()):
            at = place / key / index
            if isinstance(part, str) and part not in members:
                yield "error", at, f"`{part[:80]}` is no member of this body", "add it to `members`"
            yield from _strangers(part, members, at)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
