"""What words say: the cue, list and condition files, compiled once.

The files lie in `extraction/data/`; `patterns` describes the language they are written in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from willing.extraction.patterns import compile_pattern, phrase, whole_words
from willing.extraction.words import rows
from willing.reference.vocabulary import KINDS, Stance

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
    """A pattern, what it says, what it says when negated, and where its actor stands."""

    pattern: str
    role: Role
    says: Stance | None
    negated: Stance | None
    attach: Attach
    example: str
    regex: re.Pattern[str]


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
        regex=compile_pattern(row["cue"], lists) if row["attach"] != "suffix" else _suffix(row),
    )


def _suffix(row: dict[str, str]) -> re.Pattern[str]:
    """`-led` follows its actor without a blank."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, row['cue'].split('|')))})(?!\w)")
