"""Rules that go by a name: what each asks of a body's members on a given day.

Sources: Treaty on European Union art. 16(4) and 31, Treaty on the Functioning of the European
Union art. 238; for 1958-2014 the Treaty of Rome art. 148(2), the acts of accession, and the Treaty
of Nice (Declaration 20); Charter of the United Nations art. 18 and 27.
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

OPT_IN = "opt_in"
"""The rule of those who join: nobody votes."""

PERMANENT = ("CHN", "FRA", "GBR", "RUS", "USA")

LISBON = dt.date(2014, 11, 1)
"""From this day the Council counts members and population instead of weighted votes."""

_VOTES_NEEDED = {
    (6, 17): 12,
    (9, 58): 41,
    (10, 63): 45,
    (12, 76): 54,
    (15, 87): 62,
    (25, 124): 88,
    (25, 321): 232,
    (27, 345): 255,
    (28, 352): 260,
}
"""Weighted votes that a qualified majority took until then, by the members and their votes."""

_MEMBERS_NEEDED = {6: 4, 9: 6, 10: 6, 12: 8, 15: 10}
"""How many members had to cast them on nobody's proposal, by their number; two thirds later."""


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
    """72 percent of the members with 65 percent of the population, on nobody's proposal.

    Until October 2014 the weighted votes, cast by a given number of members.
    """
    if on < LISBON:
        enough = _MEMBERS_NEEDED.get(len(members), ceil(Fraction(2, 3) * len(members)))
        return {"all": [_votes(members, on), _count(members, enough, "yes")]}
    return {"all": [_count(members, _share(members, 72), "yes"), _population(members, on)]}


def _weighted(members: Members, on: dt.date) -> Tree:
    """Weighted votes and, from May 2004, most of the members, as from 1958 until October 2014.

    The test of 62 percent of the population, made on a member's request only, is left out.
    """
    votes = _votes(members, on)
    if len(members) <= 15:
        return votes
    return {"all": [votes, _count(members, len(members) // 2 + 1, "yes")]}


def _votes(members: Members, on: dt.date) -> Tree:
    weights = _weights("votes", members, on)
    needed = _VOTES_NEEDED.get((len(members), sum(weights.values())))
    if needed is None:
        raise InputError(
            f"the rule `qualified_majority` on {on} is known for the whole Council only: "
            "write the rule's tree instead"
        )
    return {"weights": weights, "quota": needed, "counts": "yes"}


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


NAMED: dict[str, Callable[[Members, dt.date], Tree]] = {
    "consensus": _consensus,
    "unanimity": _consensus,
    "majority": _majority,
    "two_thirds": _two_thirds,
    "qualified_majority": _qualified_majority,
    "reinforced_qualified_majority": _reinforced,
    "security_council": _security_council,
}
"""Each rule by its name; `opt_in` is none of them."""
