"""What words say: the cue, list and condition files, read once, compiled as they are met.

The files lie in `extraction/data/`; `patterns` describes the language they are written in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from willing.extraction.hints import Families, Hinted, Hints
from willing.extraction.patterns import expression, phrases
from willing.extraction.ways import ANY, Group, Ways, group_of, ways_of
from willing.extraction.words import rows
from willing.reference.vocabulary import KINDS, Stance

Role = Literal[
    "lead", "join", "send", "back", "open", "unsure", "doubt", "refuse", "oppose", "veto",
    "block", "same",
    "listed", "weighed",
]  # fmt: skip
Attach = Literal[
    "left", "left_end", "right", "right_near", "right_first", "agent", "inside", "inside_first",
    "suffix",
]  # fmt: skip


@cache
def regex_of(pattern: str) -> re.Pattern[str]:
    """What finds a pattern (`patterns`) in folded lower-case text, compiled when first asked for:
    most words never occur. `<name>` alone finds the phrases of a list.
    """
    return re.compile(expression(pattern, _lists()))


@lru_cache(maxsize=512)  # initiatives have cues of their own, and every page may have another
def _compiled(written: str) -> re.Pattern[str]:
    return re.compile(written)


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern, what it says, what it says when negated, and where its actor stands.

    `ways` are those in which it may match. It is found by its pattern, or by an expression of its
    own.
    """

    pattern: str
    role: Role
    says: Stance | None
    negated: Stance | None
    attach: Attach
    example: str
    ways: Ways = ANY
    expression: str = ""

    @property
    def regex(self) -> re.Pattern[str]:
        """What finds it in folded lower-case text."""
        return _compiled(self.expression) if self.expression else regex_of(self.pattern)


@dataclass(frozen=True, slots=True)
class Words:
    """What a kind, a list or a condition (`name`) is found by: a pattern, or an expression of its
    own.

    `alone`: a condition that needs no "if" or "once" beside it. `loose`: words that only may mean
    it, for the fitted weights to judge; the rules pass them over.
    """

    name: str
    pattern: str
    ways: Ways
    alone: bool = False
    loose: bool = False
    expression: str = ""

    @property
    def regex(self) -> re.Pattern[str]:
        """What finds it in folded lower-case text."""
        return _compiled(self.expression) if self.expression else regex_of(self.pattern)


@dataclass(frozen=True, slots=True)
class Marker:
    """What makes a phrase a condition ("if"), or by `holds` = False no condition ("even if")."""

    pattern: str
    ways: Ways
    holds: bool
    loose: bool

    @property
    def regex(self) -> re.Pattern[str]:
        """What finds it in folded lower-case text."""
        return regex_of(self.pattern)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the rules know about words."""

    cues: tuple[Cue, ...]
    kind_words: tuple[Words, ...]
    list_words: tuple[Words, ...]
    conditions: tuple[Words, ...]
    markers: tuple[Marker, ...]


_POINTERS = ("the", "this", "that", "such", "its", "their")
THINGS = (
    "coalition|initiative|plan|proposal|mission|force|operation|idea|move|step|scheme|pact|pledge"
    "|deal|alliance|resolution|draft|text|package|sanctions|patrol|effort|project|motion|measure"
    "|measures|club"
)
"""Nouns by which a text speaks of an initiative, as an expression."""
ANAPHOR = Words(
    "anaphor",
    "",
    ((Group(_POINTERS, 1), Group(tuple(THINGS.split("|")), 3)),),
    expression=r"\b(?:the|this|that|such an?|its|their|any such)\s+(?:[\w-]+\s+)?"
    rf"(?:{THINGS})\b",
)
"""How a text speaks of an initiative without its name: "the force", "this plan"."""

_ASKED_OFTEN = ("speech", "meeting", "nonstate", "unnamed", "other_matter")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon, made on first use."""
    return Lexicon(
        cues=tuple(map(_cue, rows("cues"))),
        kind_words=(
            *map(_list_of, KINDS),
            *(
                Words(name, phrase, _ways(phrase), loose=True)
                for name, phrase in _phrases(loose=True)
            ),
        ),
        list_words=(*map(_list_of, _ASKED_OFTEN), ANAPHOR),
        conditions=tuple(
            Words(
                row["label"],
                row["phrase"],
                _ways(row["phrase"]),
                row["alone"] == "yes",
                row["loose"] == "yes",
            )
            for row in rows("conditions")
        ),
        markers=tuple(
            Marker(
                row["marker"], _ways(row["marker"]), row["holds"] == "yes", row["loose"] == "yes"
            )
            for row in rows("markers")
        ),
    )


def _ways(pattern: str) -> Ways:
    return ways_of(pattern, _listed_groups())


def _list_of(name: str) -> Words:
    """A list as words: any of its phrases."""
    ways = [way for phrase in _listed()[name] for way in ways_of(phrase)]
    return Words(name, f"<{name}>", tuple(ways))


@cache
def _phrases(loose: bool) -> list[tuple[str, str]]:
    """The phrases of the lists, each with the name of its list: the plain or the loose ones."""
    return [(r["list"], r["phrase"]) for r in rows("lists") if (r["loose"] == "yes") == loose]


@lru_cache(maxsize=1)
def _listed() -> dict[str, list[str]]:
    """The plain phrases of each list that patterns may name; "kind" has those of all kinds."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, phrase in _phrases(loose=False):
        found[name].append(phrase)
    return {**found, "kind": [phrase for kind in KINDS for phrase in found[kind]]}


@lru_cache(maxsize=1)
def _listed_groups() -> dict[str, Group]:
    return {name: group_of(some) for name, some in _listed().items()}


@lru_cache(maxsize=1)
def _lists() -> dict[str, list[str]]:
    """The same as expressions, with one for a name of whatever kind."""
    found = {name: [e for one in some for e in phrases(one)] for name, some in _listed().items()}
    return {**found, "name": [r"[\w.'-]+"]}


def _cue(row: dict[str, str]) -> Cue:
    def stance(value: str) -> Stance | None:
        return None if value in ("none", "same") else value  # type: ignore[return-value]

    suffix = row["attach"] == "suffix"
    return Cue(
        pattern=row["cue"],
        role=row["role"],  # type: ignore[arg-type]
        says=stance(row["says"]),
        negated=stance(row["negated"]),
        attach=row["attach"],  # type: ignore[arg-type]
        example=row["example"],
        ways=((Group(tuple(row["cue"].split("|")), 0),),) if suffix else _ways(row["cue"]),
        expression=_suffix(row["cue"]) if suffix else "",
    )


def _suffix(pattern: str) -> str:
    """`-led` follows its actor without a blank."""
    return rf"(?:{'|'.join(map(re.escape, pattern.split('|')))})(?!\w)"


class _Sought(NamedTuple):
    """All words, as they are looked for: the plain ones in every sentence, the loose ones where
    an actor's kinds and conditions are asked for.
    """

    cues: Hinted[Cue]
    kinds: Hinted[Words]
    lists: Hinted[Words]
    conditions: Hinted[Words]
    markers: Hinted[Marker]
    loose_kinds: Hinted[Words]
    loose_conditions: Hinted[Words]


@lru_cache(maxsize=1)
def _sought() -> _Sought:
    known = lexicon()
    kinds, loose_kinds = _apart(known.kind_words)
    conditions, loose_conditions = _apart(known.conditions)
    plain = (known.cues, kinds, known.list_words, conditions, known.markers)
    loose = (loose_kinds, loose_conditions)
    hints = Hints(one.ways for family in (*plain, *loose) for one in family)
    often = Families([[one.ways for one in family] for family in plain], hints)
    seldom = Families([[one.ways for one in family] for family in loose], hints)
    return _Sought(
        Hinted(known.cues, often, 0),
        Hinted(kinds, often, 1),
        Hinted(known.list_words, often, 2),
        Hinted(conditions, often, 3),
        Hinted(known.markers, often, 4),
        Hinted(loose_kinds, seldom, 0),
        Hinted(loose_conditions, seldom, 1),
    )


def _apart(words: Sequence[Words]) -> tuple[list[Words], list[Words]]:
    """The plain ones and the loose ones."""
    return [one for one in words if not one.loose], [one for one in words if one.loose]


def cues_that_may_match(low: str) -> list[Cue]:
    """The cues whose hints stand in a lower-case sentence, in the order of the file."""
    return _sought().cues.that_may_match(low)


def kinds_that_may_match(low: str, *, loose: bool) -> list[Words]:
    """The plain or the loose words for kinds that may stand in a stretch, in their order."""
    sought = _sought()
    return (sought.loose_kinds if loose else sought.kinds).that_may_match(low)


def spans_of(name: str, low: str) -> Sequence[tuple[int, int]]:
    """Where a sentence in lower case uses a phrase of a list: "speech", "meeting", "nonstate",
    "unnamed" or "other_matter"; by "anaphor", where it says "the force", "this plan".
    """
    return _lists_in(low).get(name, ())


@lru_cache(maxsize=256)
def _lists_in(low: str) -> dict[str, list[tuple[int, int]]]:
    """All of these that a sentence uses."""
    return {
        words.name: [match.span() for match in words.regex.finditer(low)]
        for words in _sought().lists.that_may_match(low)
    }


def conditions_that_may_match(low: str, *, loose: bool) -> list[Words]:
    """The plain or the loose words for conditions that may stand in a stretch, in their order."""
    sought = _sought()
    return (sought.loose_conditions if loose else sought.conditions).that_may_match(low)


def markers_that_may_match(low: str) -> list[Marker]:
    """The markers of conditions ("if", "once") whose hints stand in a stretch."""
    return _sought().markers.that_may_match(low)
