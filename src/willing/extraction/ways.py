"""Ways: which words any match of a pattern contains, in which order and how near each other.

A look for these is far cheaper than the pattern's expression, and tells mostly that it cannot match
(`hints`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from willing.extraction.patterns import GAPS, TOKEN, may_be_missing
from willing.extraction.words import word_list

_NEGATIONS = ("not", "never", "cannot", "'t")
PLAIN = word_list("plain") | word_list("sign_plain")
"""Words so plain that to meet them tells little."""


class Group(NamedTuple):
    """Words or beginnings (`word*`) of which a match has one: at most `within` words on from the
    one of the group before.
    """

    hints: tuple[str, ...]
    within: int


Way = tuple[Group, ...]
Ways = tuple[Way, ...]

Listed = Mapping[str, Group]
"""For names of lists a group of which each of their phrases has one, and the longest's words."""

ANY: Ways = ((),)
"""The ways of what may match anywhere."""


def ways_of(pattern: str, listed: Listed | None = None) -> Ways:
    """The ways of a pattern to match. Words that may be missing, and other lists, give no group.

    >>> ways_of("rule|rules out")
    ((Group(hints=('rule', 'rules'), within=1), Group(hints=('out',), within=1)),)
    >>> [[group.hints for group in way] for way in ways_of("(foot the bill|pay up)")]
    [[('foot',), ('the',), ('bill',)], [('pay',), ('up',)]]
    >>> ways_of("supply~ .. <kind>", {"kind": Group(("troop*", "ships"), 2)})
    ((Group(hints=('suppl*',), within=1), Group(hints=('troop*', 'ships'), within=5)),)
    """
    return _ways(pattern, listed) if listed and "<" in pattern else _plain_ways(pattern)


@cache
def _plain_ways(pattern: str) -> Ways:
    return _ways(pattern, {})


def _ways(pattern: str, listed: Listed) -> Ways:
    tokens = TOKEN.findall(pattern.lower())
    sure = [t for t in tokens if t not in GAPS and not may_be_missing(t)]
    if len(sure) == 1:
        return tuple([_way(option.split(), listed) for option in _options(sure[0])])
    return (_way(tokens, listed),)


def group_of(patterns: Sequence[str]) -> Group:
    """A group of which any match of some patterns has one, and the words of the longest of them.

    >>> group_of(["troop*", "boots on the? ground"])
    Group(hints=('troop*', 'ground'), within=4)
    """
    ways = [way for pattern in patterns for way in ways_of(pattern)]
    told = [max((group.hints for group in way), key=_telling, default=()) for way in ways]
    hints = dict.fromkeys(hint for some in told for hint in some) if all(told) else ()
    return Group(tuple(hints), max(map(_longest, patterns)))


def _longest(pattern: str) -> int:
    """Of how many words a match of a pattern is at most."""
    return sum(GAPS.get(token) or _most_words(token, {}) for token in TOKEN.findall(pattern))


def _most_words(token: str, listed: Listed) -> int:
    """Of how many words a token is at most."""
    return max(
        sum(listed[word[1:-1]].within if word[1:-1] in listed else 1 for word in option.split())
        for option in _options(token)
    )


def _way(tokens: Sequence[str], listed: Listed) -> Way:
    """The groups of a row of tokens, in order, each with how far it is from the one before."""
    found: list[Group] = []
    between = 0
    for token in tokens:
        if token in GAPS:
            between += GAPS[token]
            continue
        most = _most_words(token, listed)
        told = [_most_telling(option, listed) for option in _options(token)]
        if may_be_missing(token) or not all(told):
            between += most
            continue
        hints = tuple(dict.fromkeys(hint for some in told for hint in some))
        found.append(Group(hints, between + most))
        between = most - 1
    return tuple(found)


def _options(token: str) -> list[str]:
    option = token[:-1] if may_be_missing(token) else token
    return [one for one in option.strip("()").split("|") if one]


def _most_telling(option: str, listed: Listed) -> tuple[str, ...]:
    """The hints of the word of a phrase that is least likely to be met; () where none has any."""
    return max([_hints_of(word, listed) for word in option.split()], key=_telling)


@cache
def _telling(hints: tuple[str, ...]) -> tuple[bool, bool, int]:
    """How much the plainest of some hints tells: the longer the more, plain ones least."""
    least = min(((hint not in PLAIN, len(hint)) for hint in hints), default=(False, 0))
    return bool(hints), *least


def _hints_of(word: str, listed: Listed) -> tuple[str, ...]:
    if word.startswith("<"):
        return listed[word[1:-1]].hints if word[1:-1] in listed else ()
    if word == "not":
        return _NEGATIONS
    if word.endswith("~"):
        return (f"{word[:-1].rstrip('ey') or word[:-1]}*",)
    return (word,)
