"""The statement: one actor's position on one initiative, with the words that carry it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Literal

from willing.reference.vocabulary import Stance

Reader = Literal["rules", "model", "person"]


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody's position on an initiative, as it stands in one article.

    `quote` is an exact substring of the article's text: `text[quote_start:quote_end] == quote`.
    `actor` is an ISO 3166-1 alpha-3 code or a slug, `actor_name` its English short name,
    `actor_text` what the passage calls it. `speaker` is who is told to say or do it, the
    leader named among them; the quote need not be in their words (None: the author alone).
    `confidence` in (0, 1] is how sure the reader is of this reading. `trace` names the cues and
    rules that made it.
    """

    id: str
    article: str
    doc: str
    actor: str
    actor_name: str
    actor_text: str
    initiative: str
    stance: Stance
    quote: str
    quote_start: int
    quote_end: int
    contribution: tuple[str, ...] = ()
    no_contribution: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    veto: bool = False
    speaker: str | None = None
    date: date | None = None
    confidence: float = 1.0
    reader: Reader = "rules"
    trace: tuple[str, ...] = ()


def statement_id(
    article: str,
    actor: str,
    initiative: str,
    stance: str,
    quote: str,
    quote_start: int,
    fields: tuple[tuple[str, ...], ...] = (),
) -> str:
    """Content hash of a statement (16 hexadecimal digits): the same words, the same id.

    What is hashed is the list of all that is given, in JSON.

    >>> statement_id("a", "FRA", "force", "in", "France is in", 0)[:4]
    '2817'
    """
    key = json.dumps([article, actor, initiative, stance, quote, quote_start, fields])
    return hashlib.sha256(key.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the page states and an analyst would copy: "more than 20 missiles".

    `quote` is the exact clause with its offsets, `figure` the number with its noun as written,
    `value` the number, `span` the period it covers as written ("in just one week") or "".
    """

    doc: str
    figure: str
    value: float
    quote: str
    quote_start: int
    quote_end: int
    span: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article yields: its main and other initiatives, statements and figures.

    `readers` are those who read all of it, also where they found nothing (none: the readers of
    the statements); `partial` tells that the model could not read some part.
    """

    article: str
    main: str
    initiatives: tuple[str, ...]
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    readers: tuple[Reader, ...] = ()
    partial: bool = False
