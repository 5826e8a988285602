"""Clauses: a sentence cut where its subject or its truth may change.

A clause keeps how it hangs on the sentence: a `condition` ("if a truce holds") says nothing of
its own; a `contrast` ("but offered ships") goes on with the subject before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from willing.extraction.mentions import Mention
from willing.extraction.text import fold, lower

Link = Literal["main", "coordinate", "contrast", "condition", "relative"]


@dataclass(slots=True)
class Clause:
    """A span of the sentence (offsets within the sentence) and how it hangs on it."""

    start: int
    end: int
    link: Link


@dataclass(slots=True)
class Sentence:
    """One sentence with all that is known of it; `start` is its place in the article's text.

    `low` is its folded lower-case form, as long as `text`. Mentions have offsets within the
    sentence. `heading` is the heading above it; `first` tells that it opens its paragraph.
    `is_question` tells that its last mark, quotes aside, is a question mark.
    """

    text: str
    start: int
    paragraph: int
    first: bool
    heading: str
    mentions: tuple[Mention, ...]
    low: str = ""
    clauses: tuple[Clause, ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()
    is_question: bool = False
    _cuts: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.low = lower(fold(self.text))
        self.clauses = tuple(split_clauses(self.low, self.mentions))
        self._cuts = tuple([clause.start for clause in self.clauses[1:]])
        if '"' in self.low:
            self.quoted = tuple(_quoted_in(self.text, self.low))
        self.is_question = self.low.rstrip("\"')] ").endswith("?")

    def clause_at(self, place: int) -> int:
        """Index of the clause in which this offset stands."""
        return bisect_right(self._cuts, place)


_QUOTED = re.compile(r'"[^"]*"?')
_CLOSING = re.compile(r"(?<=\S)[”»]|(?<=[,.!?…])\"(?!\S)")


def _quoted_in(text: str, low: str) -> Iterator[tuple[int, int]]:
    """Where a sentence quotes; one whose first mark closes began inside a quotation."""
    first = low.find('"')
    if _CLOSING.match(text, first):
        yield 0, first + 1
        first += 1
    for match in _QUOTED.finditer(low, first):
        yield match.span()


_MAY_CUT = re.compile(
    r"[;:,\s](?:(?<=[;:])|\s*(?:[–—-]|(?:after|although|and|as|because|before|but|even|he|however|if"
    r"|in|instead|it|nor|once|only|provided|she|since|so|they|though|unless|until|we|when|where"
    r"|whereas|which|while|who|whose|yet)\b))"
)
"""Where a sentence may be cut: begun with a mark or a blank, since those are found fast."""
_CUT = re.compile(
    r"(?:(?P<strong>;|:(?=\s)|\s[–—]\s|\s--?\s)"
    r"|(?P<contrast>,?\s+(?:but|yet|though|although|whereas|however|nor)\b|,\s+(?:while|instead)\b)"
    r"|(?P<condition>,?\s+(?:only\s+if|even\s+if|if|unless|once(?=\s+(?:a|an|the|it"
    r"|there|they|he|she|all|this|that|those|these|parliament|hostilities|fighting|guns|peace|its"
    r"|their)\b)|provided(?:\s+that)?|as\s+long\s+as"
    r"|so\s+long\s+as|until|in\s+the\s+event|in\s+case)\b)"
    r"|(?P<relative>,?\s+(?:who|which|whose|where)\b|,\s+(?:as|because|since|after|before|when)\b"
    r"|\s+because\b)"
    r"|(?P<coordinate>,?\s+and\s+|,\s+(?=(?:it|he|she|they|we)\b)))"
)
_LEADING = re.compile(
    r"(?:[\"'(]*)(?:(?P<condition>(?:only\s+)?if|unless|once|provided|as\s+long\s+as|until|when"
    r"|in\s+the\s+event|should\s+(?:there|a|the)\b)\b|(?P<contrast>but|yet|although|though|while"
    r"|whereas|despite|nor)\b)"
)
_VERB_SOON = re.compile(
    r"(?:\"|')?(?:also |then |even |thus |so |both |later |now |not |only )?"
    r"(?:will|would|has|have|had|is|are|was|were|could|may|might|can|does|did|do|should|must"
    r"|said|says|signed|\w+ed\b|\w+s\b)"
)
_SUBJECT = re.compile(r"(?:it|he|she|they|we|its|his|her|their|the|this|that)\s")


def split_clauses(low: str, mentions: tuple[Mention, ...] = ()) -> list[Clause]:
    """Cut a folded lower-case sentence into clauses that together cover it.

    "and" cuts only where a new predicate or subject follows, never inside a list of actors.
    """
    lead = _LEADING.match(low)
    link: Link = "main"
    if lead:
        link = "condition" if lead["condition"] else "main"
    cuts: list[tuple[int, Link]] = [(0, link)]
    fronted = link == "condition"
    for cut in _cuts(low):
        group = cut.lastgroup
        kind: Link = "main" if group == "strong" else group  # type: ignore[assignment]
        if kind == "coordinate" and not _starts_predicate(low, cut.end(), mentions):
            continue
        if kind == "contrast" and cut[0].strip(" ,") == "nor" and "neither" in low[: cut.start()]:
            continue
        if cut.start() > cuts[-1][0]:
            cuts.append((cut.start(), kind))
    if fronted and (comma := low.find(", ")) > 0:
        by_start: dict[int, Link] = {**dict(cuts), comma: "main"}
        cuts = sorted(by_start.items())
    else:
        cuts = _close_asides(low, cuts)
    ends = [start for start, _ in cuts[1:]] + [len(low)]
    return [Clause(start, end, link) for (start, link), end in zip(cuts, ends, strict=True)]


def _cuts(low: str) -> Iterator[re.Match[str]]:
    """All matches of `_CUT`, which is tried only where a sentence may be cut."""
    at = 0
    while (place := _MAY_CUT.search(low, at)) is not None:
        cut = _CUT.match(low, place.start())
        at = place.start() + 1 if cut is None else cut.end()
        if cut is not None:
            yield cut


def _starts_predicate(low: str, after: int, mentions: tuple[Mention, ...]) -> bool:
    """Whether a predicate or a new subject with its predicate begins at `after`."""
    rest = low[after : after + 70]
    named = after + 4 if low.startswith("the ", after) else after
    if any(m.start in (after, named) for m in mentions):
        following = next(m for m in mentions if m.start >= after)
        tail = low[following.end : following.end + 25].lstrip("'s ")
        before = [m for m in mentions if m.end <= after]
        listed = bool(before) and after - before[-1].end <= 7
        return not listed and bool(_VERB_SOON.match(tail))
    return _VERB_SOON.match(rest) is not None or _SUBJECT.match(rest) is not None


def _close_asides(low: str, cuts: list[tuple[int, Link]]) -> list[tuple[int, Link]]:
    """A relative clause set off by commas ends at the second comma."""
    out: list[tuple[int, Link]] = []
    for index, (start, link) in enumerate(cuts):
        out.append((start, link))
        end = cuts[index + 1][0] if index + 1 < len(cuts) else len(low)
        if link == "relative" and low[start] == ",":
            comma = low.find(", ", start + 2, end)
            if comma > 0:
                out.append((comma, "main"))
    return out
