"""Decision rules as trees: what the rule that a text names asks of a body's members on a day.

    rule = {weights: {MEMBER: w}, quota: q, counts: yes | not_no, against: a}
         | {all: [rule, ...]} | {any: [rule, ...]} | {k: n, of: [rule, ...]}

A count with `against` takes off that many times the weight of the noes, for majorities of those
voting.
"""

from __future__ import annotations

import datetime as dt

from willing.errors import InputError
from willing.reference.bodies import body, match_body, name_and_day
from willing.reference.named_rules import NAMED, OPT_IN, Members, Tree


def rule_tree(rule: str, members: Members, on: dt.date) -> Tree:
    """The explicit tree of a rule for these members on that day.

    `rule` is `consensus`, `unanimity`, `majority`, `two_thirds`, `qualified_majority`,
    `reinforced_qualified_majority` or `security_council`, or a known body, whose own rule is meant
    (`imf`), of the day that it names, if any (`NAME@2004-05-01`). Raises `InputError` for another
    name, for members that the rule has no weights for, and for members that are not those of a
    body whose rule weighs each of them. `opt_in` has no tree: nobody votes.

    >>> rule_tree("consensus", ("FRA", "GBR"), dt.date(2025, 3, 5))
    {'weights': {'FRA': 1, 'GBR': 1}, 'quota': 2, 'counts': 'not_no'}
    """
    named: str | Tree = rule
    if rule not in NAMED and match_body(rule.partition("@")[0]) not in (None, OPT_IN):
        named, (_, on) = _of_body(rule, members, on), name_and_day(rule, on)
    if not isinstance(named, str):
        return named
    if named not in NAMED:
        raise InputError(f"unknown rule `{rule[:80]}`; the rules are {', '.join(NAMED)}")
    if not members:
        raise InputError(f"the rule `{rule[:80]}` needs members")
    return NAMED[named](tuple(dict.fromkeys(members)), on)


def _of_body(name: str, members: Members, on: dt.date) -> str | Tree:
    """The rule of a known body: a name, or a tree that is for its own members only."""
    known = body(name, on)
    if known.rule == OPT_IN:
        raise InputError(f"`{name[:80]}`: nobody votes in an opt-in coalition; write rule: opt_in")
    if isinstance(known.rule, str) or set(known.members) == set(members):
        return known.rule
    raise InputError(
        f"the rule of `{name[:80]}` is for its own members on that day; "
        f"write `members: {known.id}` beside it"
    )
