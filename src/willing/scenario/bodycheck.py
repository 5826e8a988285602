"""Is a decision body of a scenario complete: its members, its rule, its votes?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from willing.errors import InputError
from willing.reference.rules import rule_tree
from willing.scenario.members import members_of
from willing.scenario.problems import Place, Severity, suggestion
from willing.scenario.rules import FORMS, OPT_IN, RuleError, read_rule
from willing.scenario.scenario import Body, Scenario

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
        yield from _tree_problems(body.rule, members, place / "rule")
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
        yield "error", place, message or mend, f"{mend}, or a tree such as {FORMS}"


def _tree_problems(tree: Any, members: set[str], place: Place) -> Iterator[Finding]:
    try:
        read_rule(tree, sorted(members))
    except RuleError as error:
        inside = Place((*place.steps, *error.place.steps), key=error.place.key)
        yield "error", inside, error.message, error.mend
