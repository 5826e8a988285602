"""The power of a body's members as plain data, for JSON.

Indices are lists in the members' order; exact counts are integers, or text where they are beyond
2^53, and ratios text "a/b". Counts by size are lists from no members to all.
`obtained` says how each index was computed, and its limit where it is null.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from willing.models.power.indices import Power
from willing.models.power.question import Question

SAFE = 1 << 53
"""Integers up to here survive readers that keep every number in double precision."""


def plain(found: Power, question: Question) -> dict[str, Any]:
    """The answer to a question about power."""
    document: dict[str, Any] = {"body": question.title}
    if question.day is not None:
        document["date"] = question.day.isoformat()
    document["members"] = list(found.members)
    if question.names is not None:
        document["member_names"] = list(question.names)
    document["rule"] = found.rule
    if found.unions:
        document["unions"] = [[found.members[row] for row in union] for union in found.unions]
    document |= {
        name: None if index.values is None else list(index.values)
        for name, index in found.indices.items()
    }
    document |= {
        "winning_coalitions": whole(found.winning_coalitions),
        "minimal_winning_coalitions": whole(found.minimal_winning_coalitions),
        "blocking_coalitions": whole(found.blocking_coalitions),
        "minimal_blocking_coalitions": whole(found.minimal_blocking_coalitions),
        "minimal_winning_by_size": _wholes(found.minimal_winning_by_size),
        "minimal_blocking_by_size": _wholes(found.minimal_blocking_by_size),
        "swings": _wholes(found.swings),
        "power_to_act": None,
    }
    if found.power_to_act is not None:
        ratio = found.power_to_act
        document["power_to_act"] = f"{ratio.numerator}/{ratio.denominator}"
    document["obtained"] = {
        name: {"method": index.method, "error": index.error}
        for name, index in found.indices.items()
    }
    return document


def _wholes(numbers: Sequence[int] | None) -> list[int | str | None] | None:
    return None if numbers is None else [whole(number) for number in numbers]


def whole(number: int | None) -> int | str | None:
    """An exact integer, as text beyond 2^53.

    >>> whole(1 << 53), whole((1 << 53) + 1)
    (9007199254740992, '9007199254740993')
    """
    return number if number is None or number <= SAFE else str(number)
