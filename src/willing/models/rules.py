"""What does a decision rule come to: does it pass, and what does it say in words?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil

from willing.scenario.rules import Count, Gate, Rule


def passes(rule: Rule, met: Mapping[Count, bool]) -> bool:
    """Whether the rule passes when these of its leaves are met."""
    if isinstance(rule, Count):
        return met[rule]
    return sum(passes(part, met) for part in rule.parts) >= rule.k


def in_words(rule: Rule, members: Sequence[str]) -> str:
    """The rule as a sentence without its full stop.

    >>> from willing.scenario.rules import read_rule
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
    elif seats := _seats(holders):
        who = f"the {number} {seats} seats"
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
    return f"members with {100 * share:.4g}% of the weight ({quota:.10g} of {total:.10g}) {verb}"


def _seats(holders: Sequence[str]) -> str:
    """What seats are called that differ in their numbers only: "Senator 1", "Senator 2"."""
    names = [name.rpartition(" ") for name in holders]
    stems = {stem for stem, _, _ in names}
    alike = len(stems) == 1 and all(number.isdecimal() for _, _, number in names)
    return stems.pop() if alike and len(holders) > 1 else ""


def _voting_words(rule: Count, who: str) -> str:
    yes = "vote yes" if rule.counts == "yes" else "do not vote no"
    alike = len(set(rule.weights) - {0}) == 1
    if (rule.against, rule.quota) == (1, 1):
        if alike:
            return f"more of {who} {yes} than vote no"
        return f"those of {who} that {yes} outweigh those that vote no"
    if (rule.against, rule.quota) == (2, 0):
        if alike:
            return f"at least twice as many of {who} {yes} as vote no"
        return f"those of {who} that {yes} weigh at least twice as much as those that vote no"
    quota = float(rule.quota * rule.unit)
    return (
        f"the weight of {who} that {yes}, less {rule.against} times the noes, is at least "
        f"{quota:.10g}"
    )
