"""Decision rules as trees: what a named rule asks of a body's members on a given day.

    rule = {weights: {MEMBER: w}, quota: q, counts: yes | not_no, against: a}
         | {all: [rule, ...]} | {any: [rule, ...]} | {k: n, of: [rule, ...]}

A count with `against` takes off that many times the weight of the noes, for majorities of those
voting.

Sources: Treaty on European Union art. 16(4) and 31, Treaty on the Functioning of the European
Union art. 238, Treaty of Nice (Declaration 20) and the accession treaties for 1995-2014, Charter
of the United Nations art. 18 and 27.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from math import ceil
from typing import Any, Literal

from willing.errors import InputError
from willing.reference.tables import holds, table

Members = tuple[str, ...]
Tree = dict[str, Any]

PERMANENT = ("CHN", "FRA", "GBR", "RUS", "USA")

LISBON = dt.date(2014, 11, 1)
"""From this day the Council counts members and population instead of weighted votes."""

_VOTES_NEEDED = {87: 62, 124: 88, 321: 232, 345: 255, 352: 260}
"""Weighted votes that a qualified majority took until then, by the votes of all members."""


def rule_tree(rule: str, members: Members, on: dt.date) -> Tree:
    """The explicit tree of a named rule for these members on that day.

    Rules: `consensus`, `unanimity`, `majority`, `two_thirds`, `qualified_majority`,
    `reinforced_qualified_majority`, `security_council`. Raises `InputError` for another name and
    for members that the rule has no weights for. `opt_in` has no tree: nobody votes.

    >>> rule_tree("consensus", ("FRA", "GBR"), dt.date(2025, 3, 5))
    {'weights': {'FRA': 1, 'GBR': 1}, 'quota': 2, 'counts': 'not_no'}
    """
    if rule not in _RULES:
        raise InputError(f"unknown rule `{rule[:80]}`; the rules are {', '.join(_RULES)}")
    if not members:
        raise InputError(f"the rule `{rule}` needs members")
    return _RULES[rule](tuple(dict.fromkeys(members)), on)


def _consensus(members: Members, _on: dt.date) -> Tree:
    """Nobody says no; silence and abstention do not stand in the way.

    Of the EU's unanimity this leaves out that a third of the members with a third of the
    population may defeat a decision by constructive abstention (art. 31(1)), which no group of
    that size has ever declared.
    """
    return _count(members, len(members), "not_no")


def _majority(members: Members, _on: dt.date) -> Tree:
    """More yes than no among those voting: abstentions do not count (Charter art. 18(3))."""
    return _count(members, 1, "yes") | {"against": 1}


def _two_thirds(members: Members, _on: dt.date) -> Tree:
    """At least two yes for each no, and somebody says yes (Charter art. 18(2))."""
    outweigh = _count(members, 0, "yes") | {"against": 2}
    return {"all": [outweigh, _count(members, 1, "yes")]}


def _qualified_majority(members: Members, on: dt.date) -> Tree:
    """55 percent of the members with 65 percent of the population, on the Commission's proposal.

    A blocking minority must have at least four members: with all but three in favour the
    decision passes whatever their population.
    """
    if on < LISBON:
        return _weighted(members, on)
    majority = {"all": [_count(members, _share(members, 55), "yes"), _population(members, on)]}
    return {"any": [majority, _count(members, len(members) - 3, "yes")]}


def _reinforced(members: Members, on: dt.date) -> Tree:
    """72 percent of the members with 65 percent of the population, on nobody's proposal."""
    if on < LISBON:
        return _weighted(members, on)
    return {"all": [_count(members, _share(members, 72), "yes"), _population(members, on)]}


def _weighted(members: Members, on: dt.date) -> Tree:
    """Weighted votes and, from May 2004, most of the members, as from 1995 until October 2014.

    The test of 62 percent of the population, made on a member's request only, is left out.
    """
    weights = _weights("votes", members, on)
    needed = _VOTES_NEEDED.get(sum(weights.values()))
    if needed is None:
        raise InputError(
            f"the rule `qualified_majority` on {on} is known for the whole Council only: "
            "write the rule's tree instead"
        )
    votes = {"weights": weights, "quota": needed, "counts": "yes"}
    if len(members) == 15:
        return votes
    return {"all": [votes, _count(members, len(members) // 2 + 1, "yes")]}


def _population(members: Members, on: dt.date) -> Tree:
    """65 percent of the population, in hundredths of a percent as the Council publishes them."""
    weights = _weights("population", members, on)
    return {
        "weights": weights,
        "quota": ceil(Fraction(65, 100) * sum(weights.values())),
        "counts": "yes",
    }


def _weights(which: str, members: Members, on: dt.date) -> dict[str, int]:
    known = {
        row["code"]: int(row["weight"])
        for row in table("council_weights")
        if row["set"] == which and holds(row, on)
    }
    strangers = [code for code in members if code not in known]
    if strangers:
        raise InputError(
            f"the rule `qualified_majority` is that of the EU Council: on {on} it has no weight "
            f"for {', '.join(strangers)[:200]}"
        )
    return {code: known[code] for code in members}


def _security_council(members: Members, on: dt.date) -> Tree:
    """Nine yes (seven of eleven until 1965), and no permanent member says no."""
    permanent = tuple(code for code in PERMANENT if code in members)
    missing = [code for code in PERMANENT if code not in members]
    if missing:
        raise InputError(
            f"the rule `security_council` needs its permanent members: {', '.join(missing)} missing"
        )
    enough = 7 if on.year < 1966 else 9
    return {"all": [_count(members, enough, "yes"), _count(permanent, len(permanent), "not_no")]}


def _share(members: Members, percent: int) -> int:
    return ceil(Fraction(percent, 100) * len(members))


def _count(members: Members, quota: int, counts: Literal["yes", "not_no"]) -> Tree:
    return {"weights": dict.fromkeys(members, 1), "quota": quota, "counts": counts}


_RULES: dict[str, Callable[[Members, dt.date], Tree]] = {
    "consensus": _consensus,
    "unanimity": _consensus,
    "majority": _majority,
    "two_thirds": _two_thirds,
    "qualified_majority": _qualified_majority,
    "reinforced_qualified_majority": _reinforced,
    "security_council": _security_council,
}
