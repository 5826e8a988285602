"""The answer about sharing as plain data, for JSON.

Amounts are numbers; `exact` beside them has the same as text, "a/b" where they are not whole. Lists
are in the players' order.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from willing.models.sharing.question import Question
from willing.models.sharing.sharing import Allocation, Sharing


def plain(found: Sharing, question: Question) -> dict[str, Any]:
    """The answer to a question about sharing."""
    document: dict[str, Any] = {
        "title": question.title,
        "players": list(found.players),
        "kind": found.kind,
        "what": found.words,
        "total": float(found.total),
        "total_exact": str(found.total),
        "rounded": found.rounded,
        "convex": found.convex,
        "superadditive": found.superadditive,
        "core": None,
        "best_split": None,
    }
    if question.unions:
        document["unions"] = [[found.players[row] for row in union] for union in question.unions]
    if found.core is not None:
        document["core"] = {
            "empty": found.core.empty,
            "least_margin": float(found.core.margin),
            "least_margin_exact": str(found.core.margin) if found.core.exact else None,
            "binding": [list(coalition) for coalition in found.core.binding],
        }
    if found.split is not None:
        document["best_split"] = {
            "groups": [list(group) for group in found.split.groups],
            "worth": float(found.split.worth),
        }
    if found.supplied is not None and found.own_costs is not None:
        document["supplied"] = numbers(found.supplied)
        document["own_costs"] = numbers(found.own_costs)
    document["allocations"] = {name: _plain(one) for name, one in found.allocations.items()}
    return document


def _plain(one: Allocation) -> dict[str, Any]:
    document: dict[str, Any] = {
        "shares": None if one.shares is None else numbers(one.shares),
        "exact": [str(share) for share in one.shares] if one.shares and one.exact else None,
        "method": one.method,
        "in_core": one.in_core,
        "strongest_objection": None,
    }
    if one.objection is not None:
        document["strongest_objection"] = {
            "coalition": list(one.objection.coalition),
            "gain": float(one.objection.gain),
        }
    if one.burdens is not None and one.transfers is not None:
        document["burdens"] = numbers(one.burdens)
        document["transfers"] = numbers(one.transfers)
    return document


def numbers(amounts: Sequence[Fraction]) -> list[float]:
    """The nearest floats.

    >>> numbers([Fraction(1, 3), Fraction(2)])
    [0.3333333333333333, 2.0]
    """
    return [float(amount) for amount in amounts]
