"""Quotes: the shortest stretch of a sentence that carries a position, exactly as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from willing.extraction.clauses import Clause, Sentence
from willing.extraction.parties import Party

_EDGE = " ,;:.–—-\n"
_SHORTEST = 30


def quote_span(
    sentence: Sentence, actor: Party, cue: tuple[int, int], around: Sequence[Party]
) -> tuple[int, int]:
    """Where in its sentence the words stand that carry a cue: its clause, and what belongs to it.

    From the clause in which the actor is named to the end of the cue's, with the clauses after
    it that name no other actor (a condition, a contrast). Short ones grow to the whole sentence.
    """
    clauses = sentence.clauses
    named = actor.end > actor.start and actor.start < cue[1]
    first = sentence.clause_at(min(actor.start, cue[0]) if named else cue[0])
    last = sentence.clause_at(max(cue[1] - 1, cue[0]))
    if last + 1 < len(clauses):
        last = _last_alone(clauses, last, actor, around)
    text = sentence.text
    start, end = clauses[first].start, clauses[last].end
    while start < end and text[start] in _EDGE:
        start += 1
    for link in _LINKS:
        if text.startswith(link, start):
            start += len(link)
    broken = bool(sentence.quoted) and _breaks_quotation(text[start:end])
    return _whole(text) if broken or end - start < _SHORTEST else (start, end)


_LINKS = ("and ", "but ", "while ")


def _last_alone(clauses: Sequence[Clause], last: int, actor: Party, around: Sequence[Party]) -> int:
    """The last of the clauses after one up to which, conditions aside, no other actor is named."""
    others = [p.start for p in around if p.subject and p.kind == "actor" and p.codes != actor.codes]
    for clause in clauses[last + 1 :]:
        if others and clause.link != "condition":
            start, end = clause.start, clause.end
            if any(start <= place < end for place in others):
                break
        last += 1
    return last


def _whole(text: str) -> tuple[int, int]:
    """All of a sentence but a mark at its edge whose pair stands in another sentence.

    >>> _whole("So we will sign.”"), _whole("“We go,” he said.")
    ((0, 16), (0, 17))
    """
    if not _breaks_quotation(text):
        return 0, len(text)
    if text.endswith(("”", '"')):
        return 0, len(text) - 1
    return int(text.startswith(("“", '"'))), len(text)


def _breaks_quotation(text: str) -> bool:
    """Whether a cut would leave a quotation mark without its pair."""
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1
