"""What words say: the cue, list and condition files, compiled once.

The files lie in `extraction/data/`; `patterns` describes the language they are written in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from willing.extraction.hints import Groups, Hinted
from willing.extraction.patterns import compile_pattern, expression, hints, phrase, whole_words
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


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern, what it says, what it says when negated, and where its actor stands.

    `hints` are groups of beginnings of words; a sentence must contain one of each to match;
    `expression` is compiled when that first happens: most words never occur.
    """

    pattern: str
    role: Role
    says: Stance | None
    negated: Stance | None
    attach: Attach
    example: str
    expression: str
    hints: Groups = ()

    @property
    def regex(self) -> re.Pattern[str]:
        """What finds it in folded lower-case text."""
        return _compiled(self.expression)


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


Condition = tuple[str, re.Pattern[str], bool]
"""A condition's label, what it is found by, and whether it needs no "if" or "once" beside it."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the rules know about words. `lists` and `kinds` map names to expressions."""

    cues: tuple[Cue, ...]
    lists: dict[str, re.Pattern[str]]
    kinds: dict[str, re.Pattern[str]]
    conditions: tuple[Condition, ...]
    markers: tuple[tuple[re.Pattern[str], bool], ...]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The compiled lexicon, made on first use."""
    phrases: dict[str, list[str]] = defaultdict(list)
    for row in rows("lists"):
        phrases[row["list"]].append(phrase(row["phrase"], {}))
    lists = {name: "|".join(options) for name, options in phrases.items()}
    lists["kind"] = "|".join(lists[kind] for kind in KINDS)
    lists["name"] = r"[\w.'-]+"
    return Lexicon(
        cues=tuple(_cue(row, lists) for row in rows("cues")),
        lists={name: re.compile(whole_words(options)) for name, options in lists.items()},
        kinds={kind: re.compile(whole_words(lists[kind])) for kind in KINDS},
        conditions=tuple(
            (row["label"], compile_pattern(row["phrase"]), row["alone"] == "yes")
            for row in rows("conditions")
        ),
        markers=tuple(
            (compile_pattern(row["marker"]), row["holds"] == "yes") for row in rows("markers")
        ),
    )


def _cue(row: dict[str, str], lists: dict[str, str]) -> Cue:
    def stance(value: str) -> Stance | None:
        return None if value in ("none", "same") else value  # type: ignore[return-value]

    return Cue(
        pattern=row["cue"],
        role=row["role"],  # type: ignore[arg-type]
        says=stance(row["says"]),
        negated=stance(row["negated"]),
        attach=row["attach"],  # type: ignore[arg-type]
        example=row["example"],
        expression=expression(row["cue"], lists) if row["attach"] != "suffix" else _suffix(row),
        hints=hints(row["cue"]) if row["attach"] != "suffix" else (tuple(row["cue"].split("|")),),
    )


def _suffix(row: dict[str, str]) -> str:
    """`-led` follows its actor without a blank."""
    return rf"(?:{'|'.join(map(re.escape, row['cue'].split('|')))})(?!\w)"


@lru_cache(maxsize=1)
def _hinted() -> Hinted[Cue]:
    return Hinted((cue, cue.hints) for cue in lexicon().cues)


def cues_that_may_match(low: str) -> list[Cue]:
    """The cues whose hints stand in a lower-case sentence, in the order of the file."""
    return _hinted().that_may_match(low)


@lru_cache(maxsize=1)
def _hinted_conditions() -> Hinted[Condition]:
    found = zip(lexicon().conditions, rows("conditions"), strict=True)
    return Hinted((condition, hints(row["phrase"])) for condition, row in found)


def conditions_that_may_match(low: str) -> list[Condition]:
    """The conditions whose hints stand in a stretch."""
    return _hinted_conditions().that_may_match(low)


@lru_cache(maxsize=1)
def _hinted_markers() -> Hinted[tuple[re.Pattern[str], bool]]:
    found = zip(lexicon().markers, rows("markers"), strict=True)
    return Hinted((marker, hints(row["marker"])) for marker, row in found)


def markers_that_may_match(low: str) -> list[tuple[re.Pattern[str], bool]]:
    """The markers of conditions ("if", "once") whose hints stand in a stretch."""
    return _hinted_markers().that_may_match(low)
