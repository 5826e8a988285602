"""Vetoes: whether what an actor says is one, in the body that decides."""

from __future__ import annotations

import datetime as dt
import re

from willing.errors import InputError
from willing.reference.vocabulary import Stance

_EVERYBODY = ("consensus", "unanimity")
_COUNCIL = "security_council"
_ASSEMBLY = re.compile(r"assembly|\bunga\b", re.IGNORECASE)
_VOTED_AGAINST = re.compile(
    r"\b(?:vot\w+|ballot|raised (?:a|his|her|its) hand) (?:\w+ ){0,2}?(?:against|no)\b"
    r"|\b(?:cast\w*|its|the) (?:a |the |an? only |only )?(?:negative|no|dissenting) vote\b"
    r"|\b(?:one|alone|only) (?:\w+ ){0,2}?against\b",
    re.IGNORECASE,
)
"""Words that tell of a vote against."""


def is_veto(
    actor: str, stance: Stance, body: str, on: dt.date | None, quote: str, *, told: bool
) -> bool:
    """Whether an actor vetoes: words of a veto are `told` of it, and it can.

    A permanent member of the Security Council vetoes when its quote tells of a vote against.
    Nobody can where a majority decides. Where the body that the free text `body` names is not
    known, or the day is not, the words count.

    >>> day, quote = dt.date(2025, 6, 4), "voted against the text"
    >>> is_veto("USA", "oppose", "UN Security Council", day, quote, told=False)
    True
    >>> is_veto("DZA", "oppose", "UN Security Council", day, quote, told=True)
    False
    >>> is_veto("HUN", "oppose", "EU qualified majority", day, "Hungary blocks it", told=True)
    False
    """
    if not body or on is None or not (told or stance == "oppose"):
        return told
    known = _who_can(body, on)
    if known is None:
        return told
    who, by_vote = known
    return actor in who and (told or (by_vote and _VOTED_AGAINST.search(quote) is not None))


def _who_can(body: str, on: dt.date) -> tuple[frozenset[str], bool] | None:
    """Who can veto in a body on a day, and whether a vote against is one; None if not known."""
    from willing.reference.bodies import body_on, match_body
    from willing.reference.catalogue import catalogue
    from willing.reference.named_rules import OPT_IN, PERMANENT

    named = match_body(body)
    if named is None or (named == "unga" and not _ASSEMBLY.search(body)):  # "UN": which of the two?
        return None
    try:
        found = body_on(catalogue()[named], on)
    except InputError:  # who sat in it on that day is not known, or its rule does not fit them
        return None
    if found.rule in _EVERYBODY:
        return frozenset(found.members), False
    if found.rule == _COUNCIL:
        return frozenset(PERMANENT), True
    return (frozenset(), False) if isinstance(found.rule, str) and found.rule != OPT_IN else None
