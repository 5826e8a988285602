"""What words say: the cue, list and condition files, compiled once.

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
from willing.extraction.patterns import (
    Ways,
    compile_pattern,
    expression,
    hints,
    phrases,
    whole_words,
)
from willing.extraction.words import rows
from willing.reference.vocabulary import KINDS, Stance

Role = Literal[
    "lead", "join", "send", "back", "open", "unsure", "doubt", "refuse", "oppose", "veto",
    "block", "same",
    "listed", "weighed",
]  # fmt: skip
Attach = Literal[
    "left", "left_end", "right", "right_near", "right_first", "inside", "inside_first", "suffix",
]  # fmt: skip


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


@dataclass(frozen=True)
class Cue:
    """A pattern, what it says, what it says when negated, and where its actor stands.

    `hints` are groups of words, in one way or several (`patterns.hints`), without which it cannot
    match; `expression` is compiled when it first may: most words never occur.
    """

    pattern: str
    role: Role
    says: Stance | None
    negated: Stance | None
    attach: Attach
    example: str
    expression: str
    hints: Ways = ((),)

    @property
    def regex(self) -> re.Pattern[str]:
        """What finds it in folded lower-case text."""
        return _compiled(self.expression)


@dataclass(frozen=True)
class Words:
    """What a kind (`name`) or a condition is found by: hints, then an expression, which
    is compiled when first needed.

    `alone`: a condition that needs no "if" or "once" beside it. `loose`: words that only may mean
    it, for the fitted weights to judge; the rules pass them over.
    """

    name: str
    expression: str
    hints: Ways
    alone: bool = False
    loose: bool = False

    @property
    def regex(self) -> re.Pattern[str]:
        """What finds it in folded lower-case text."""
        return _compiled(self.expression)


class Marker(NamedTuple):
    """What makes a phrase a condition ("if"), or by `holds` = False no condition ("even if")."""

    regex: re.Pattern[str]
    hints: Ways
    holds: bool
    loose: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the rules know about words. `lists` maps names to expressions."""

    cues: tuple[Cue, ...]
    lists: dict[str, re.Pattern[str]]
    kind_words: tuple[Words, ...]
    list_words: tuple[Words, ...]
    conditions: tuple[Words, ...]
    markers: tuple[Marker, ...]

    @property
    def kinds(self) -> dict[str, re.Pattern[str]]:
        """The lists of kinds of contribution."""
        return {kind: self.lists[kind] for kind in KINDS}


_POINTERS = ("the", "this", "that", "such", "its", "their")
_THINGS = (
    "coalition|initiative|plan|proposal|mission|force|operation|idea|move|step|scheme|pact|pledge"
    "|deal|alliance|resolution|draft|text|package|sanctions|patrol|effort|project|motion|measure"
    "|measures|club"
)
ANAPHOR = Words(
    "anaphor",
    r"\b(?:the|this|that|such an?|its|their|any such)\s+(?:[\w-]+\s+)?"
    rf"(?:{_THINGS})\b",
    ((tuple(_THINGS.split("|")), _POINTERS),),
)
"""How a text speaks of an initiative without its name: "the force", "this plan"."""

_ASKED_OFTEN = ("speech", "meeting", "nonstate", "unnamed", "other_matter")


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The compiled lexicon, made on first use."""
    plain: dict[str, list[str]] = defaultdict(list)
    loose: list[tuple[str, str]] = []
    for row in rows("lists"):
        if row["loose"]:
            loose.append((row["list"], row["phrase"]))
        else:
            plain[row["list"]].append(row["phrase"])
    lists = {name: [e for p in some for e in phrases(p)] for name, some in plain.items()}
    lists["kind"] = [option for kind in KINDS for option in lists[kind]]
    lists["name"] = [r"[\w.'-]+"]
    return Lexicon(
        cues=tuple(_cue(row, lists) for row in rows("cues")),
        lists={name: re.compile(whole_words(options)) for name, options in lists.items()},
        kind_words=(
            *(Words(kind, whole_words(lists[kind]), _any_of(plain[kind])) for kind in KINDS),
            *(Words(kind, expression(p, {}), hints(p), loose=True) for kind, p in loose),
        ),
        list_words=(
            *(Words(name, whole_words(lists[name]), _any_of(plain[name])) for name in _ASKED_OFTEN),
            ANAPHOR,
        ),
        conditions=tuple(
            Words(
                row["label"],
                expression(row["phrase"], {}),
                hints(row["phrase"]),
                row["alone"] == "yes",
                row["loose"] == "yes",
            )
            for row in rows("conditions")
        ),
        markers=tuple(
            Marker(
                compile_pattern(row["marker"]),
                hints(row["marker"]),
                row["holds"] == "yes",
                row["loose"] == "yes",
            )
            for row in rows("markers")
        ),
    )


def _any_of(phrases: Sequence[str]) -> Ways:
    """The ways of any of the phrases to match."""
    return tuple([way for one in phrases for way in hints(one)])


def _cue(row: dict[str, str], lists: dict[str, list[str]]) -> Cue:
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
        expression=_suffix(row) if suffix else expression(row["cue"], lists),
        hints=((tuple(row["cue"].split("|")),),) if suffix else hints(row["cue"]),
    )


def _suffix(row: dict[str, str]) -> str:
    """`-led` follows its actor without a blank."""
    return rf"(?:{'|'.join(map(re.escape, row['cue'].split('|')))})(?!\w)"


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
    hints = Hints(one.hints for family in (*plain, *loose) for one in family)
    often = Families([[one.hints for one in family] for family in plain], hints)
    seldom = Families([[one.hints for one in family] for family in loose], hints)
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
    return _listed(low).get(name, ())


@lru_cache(maxsize=256)
def _listed(low: str) -> dict[str, list[tuple[int, int]]]:
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
