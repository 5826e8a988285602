"""Vetoes: whether what an actor says is one, in the body that decides."""

from __future__ import annotations

import datetime as dt

from willing.errors import InputError
from willing.reference.vocabulary import Stance

_EVERYBODY = ("consensus", "unanimity")
_COUNCIL = "security_council"
_OPT_IN = "opt_in"


def is_veto(actor: str, stance: Stance, body: str, on: dt.date | None, *, told: bool) -> bool:
    """Whether an actor vetoes: words of a veto are `told` of it, and it can.

    A permanent member of the Security Council that opposes vetoes, whatever the words. Nobody can
    where a majority decides. Where the body that the free text `body` names is not known, or the
    day is not, the words count.

    >>> day = dt.date(2025, 6, 4)
    >>> is_veto("USA", "oppose", "UN Security Council", day, told=False)
    True
    >>> is_veto("DZA", "oppose", "UN Security Council", day, told=True)
    False
    >>> is_veto("HUN", "oppose", "EU qualified majority", day, told=True)
    False
    """
    if not body or on is None or not (told or stance == "oppose"):
        return told
    known = _who_can(body, on)
    if known is None:
        return told
    who, by_vote = known
    return actor in who and (told or (by_vote and stance == "oppose"))


def _who_can(body: str, on: dt.date) -> tuple[frozenset[str], bool] | None:
    """Who can veto in a body on a day, and whether a vote against is one; None if not known."""
    from willing.reference.bodies import body_on, match_body
    from willing.reference.catalogue import catalogue
    from willing.reference.named_rules import PERMANENT

    named = match_body(body)
    if named is None:
        return None
    try:
        found = body_on(catalogue()[named], on)
    except InputError:  # nobody knows who sat in it on that day
        return None
    if found.rule in _EVERYBODY:
        return frozenset(found.members), False
    if found.rule == _COUNCIL:
        return frozenset(PERMANENT), True
    return (frozenset(), False) if isinstance(found.rule, str) and found.rule != _OPT_IN else None
