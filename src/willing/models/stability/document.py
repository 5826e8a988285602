"""The answer about stability as plain data, for JSON. Lists are in the players' order."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from willing.models.stability.coalitions import Formed, Found, Stability
from willing.models.stability.symmetric import Size, Symmetric


def plain(found: Symmetric | Stability, title: str) -> dict[str, Any]:
    """The answer to a question about stability."""
    if isinstance(found, Symmetric):
        return _of_equals(found, title)
    return {
        "title": title,
        "model": found.words,
        "players": list(found.players),
        "stable": _found(found.stable),
        "stable_with_transfers": _found(found.potential),
        "nothing_holds": found.nothing_holds,
        "no_cooperation": list(found.none),
        "full_cooperation": formed(found.full),
        "asked": None if found.asked is None else formed(found.asked),
    }


def _of_equals(found: Symmetric, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "model": found.words,
        "players": found.players,
        "stable_sizes": list(found.stable),
        "nothing_holds": found.nothing_holds,
        "sizes": [_size(one) for one in found.sizes],
    }


def _size(one: Size) -> dict[str, Any]:
    return {
        "size": one.size,
        "member": _number(one.inside),
        "outsider": _number(one.outside),
        "effort": float(one.effort),
        "total": float(one.total),
        "gap_closed": _number(one.gap_closed),
        "gain_from_staying": _number(one.stay),
        "gain_from_joining": _number(one.join),
        "internally_stable": one.internal,
        "externally_stable": one.external,
        "stable": one.stable,
    }


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _found(found: Found) -> dict[str, Any]:
    return {
        "number": found.number,
        "by_size": list(found.by_size),
        "best": [formed(one) for one in found.listed],
    }


def formed(one: Formed) -> dict[str, Any]:
    """One coalition: who is in, payoffs, and what each gains from staying or joining."""
    return {
        "members": list(one.members),
        "payoffs": list(one.payoffs),
        "gains": list(one.gains),
        "total": one.total,
        "gap_closed": one.gap_closed,
        "internally_stable": one.internal,
        "externally_stable": one.external,
        "surplus": one.surplus,
        "transfers": list(one.transfers),
        "stable_with_transfers": one.potential,
    }
