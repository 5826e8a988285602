"""What words say: the cue, list and condition files, compiled once.

The files lie in `extraction/data/`; `patterns` describes the language they are written in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from willing.extraction.patterns import compile_pattern, expression, hints, phrase, whole_words
from willing.extraction.words import rows
from willing.reference.vocabulary import KINDS, Stance

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Role = Literal[
    "lead", "join", "send", "back", "open", "unsure", "doubt", "refuse", "oppose", "veto",
    "block", "same",
    "listed",
]  # fmt: skip
Attach = Literal[
    "left", "left_end", "right", "right_near", "right_first", "inside", "inside_first", "suffix",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern, what it says, what it says when negated, and where its actor stands.

    `hints` are beginnings of words, one of which a sentence must contain for it to match;
    `expression` is compiled when that first happens: most words never occur.
    """

    pattern: str
    role: Role
    says: Stance | None
    negated: Stance | None
    attach: Attach
    example: str
    expression: str
    hints: tuple[str, ...] = ()

    @property
    def regex(self) -> re.Pattern[str]:
        """What finds it in folded lower-case text."""
        return _compiled(self.expression)


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the rules know about words. `lists` and `kinds` map names to expressions."""

    cues: tuple[Cue, ...]
    lists: dict[str, re.Pattern[str]]
    kinds: dict[str, re.Pattern[str]]
    conditions: tuple[tuple[str, re.Pattern[str]], ...]
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
            (row["label"], compile_pattern(row["phrase"])) for row in rows("conditions")
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
        hints=hints(row["cue"]) if row["attach"] != "suffix" else tuple(row["cue"].split("|")),
    )


def _suffix(row: dict[str, str]) -> str:
    """`-led` follows its actor without a blank."""
    return rf"(?:{'|'.join(map(re.escape, row['cue'].split('|')))})(?!\w)"


@lru_cache(maxsize=1)
def _hinted() -> tuple[AhoCorasick, tuple[tuple[int, ...], ...], frozenset[int]]:
    """An automaton over all hints, the cues that each one hints at, and those without hints."""
    from ahocorasick_rs import AhoCorasick

    by_hint: dict[str, list[int]] = defaultdict(list)
    for index, cue in enumerate(lexicon().cues):
        for hint in cue.hints:
            by_hint[hint].append(index)
    unhinted = frozenset(i for i, cue in enumerate(lexicon().cues) if not cue.hints)
    return AhoCorasick(list(by_hint)), tuple(map(tuple, by_hint.values())), unhinted


def cues_that_may_match(low: str) -> list[Cue]:
    """The cues whose hints stand in a lower-case sentence, in the order of the file."""
    automaton, cues_of, unhinted = _hinted()
    found = set(unhinted)
    for hint, _, _ in automaton.find_matches_as_indexes(low, overlapping=True):
        found.update(cues_of[hint])
    every = lexicon().cues
    return [every[index] for index in sorted(found)]
