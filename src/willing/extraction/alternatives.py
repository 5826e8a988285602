"""Alternatives: one of many expressions, with the beginnings that they share written once.

"troops|troopers|tanks" becomes "t(?:roop(?:s|ers)|anks)", which matches the same, the first that
fits being preferred, and has fewer letters to look at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

SEPARATOR = r"[\"',)]*[\s-]+[\"'(]*"
"""What stands between two words of a phrase."""

_HEAD = re.compile(rf"(?:[^\W_]|{re.escape(SEPARATOR)})(?![?*+{{])")


def one_of(options: Sequence[str]) -> str:
    """An expression of some without a bare "|" in them: any of them, an earlier one preferred.

    >>> one_of(["troops", "tanks", "troopers", "a"])
    '(?:t(?:roop(?:s|ers)|anks)|a)'
    """
    parts = [head + (one_of(rests) if rests[1:] else rests[0]) for head, rests in grouped(options)]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def grouped(options: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Options by the letter, digit or separator that they begin with, each without it.

    One that begins otherwise stands alone, its beginning "". None trades places with another that
    may match at the same place, as the first one that fits is to be preferred.

    >>> grouped(["sea", "air", "sky", "(?:s|a)ea", "sand"])
    [('s', ['ea', 'ky']), ('a', ['ir']), ('', ['(?:s|a)ea']), ('s', ['and'])]
    """
    groups: list[tuple[str, list[str]]] = []
    free: dict[str, list[str]] = {}
    for option in dict.fromkeys(options):
        found = _HEAD.match(option)
        head = found[0] if found else ""
        if not head.isalnum():
            free = {}
            if head and groups and groups[-1][0] == head:
                groups[-1][1].append(option[len(head) :])
                continue
        rests = free.get(head)
        if rests is None:
            rests = []
            groups.append((head, rests))
            if head.isalnum():
                free[head] = rests
        rests.append(option[len(head) :])
    return groups
