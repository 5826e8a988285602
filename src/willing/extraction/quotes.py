"""Quotes: the shortest stretch of the article that carries a decision, exactly as it stands."""

from __future__ import annotations

from willing.documents.article import Article
from willing.extraction.attribution import Party
from willing.extraction.clauses import Sentence
from willing.extraction.decide import Decision
from willing.extraction.statement import Statement, statement_id
from willing.reference.countries import country_name
from willing.reference.initiative import Initiative
from willing.reference.user import NO_USER, UserNames

_EDGE = " ,;:.–—-\n"
_SHORTEST = 30
_LONGEST = 320


def quote_span(
    sentence: Sentence, actor: Party, cue: tuple[int, int], around: list[Party]
) -> tuple[int, int]:
    """Where in its sentence the words stand that carry a cue: its clause, and what belongs to it.

    From the clause in which the actor is named to the end of the cue's, with the clauses after
    it that name no other actor (a condition, a contrast). Short ones grow to the whole sentence.
    """
    clauses = sentence.clauses
    named = actor.end > actor.start and actor.start < cue[1]
    first = sentence.clause_at(min(actor.start, cue[0]) if named else cue[0])
    last = sentence.clause_at(max(cue[1] - 1, cue[0]))
    others = [p for p in around if p.subject and p.kind == "actor" and p.codes != actor.codes]
    while last + 1 < len(clauses) and (
        clauses[last + 1].link == "condition"
        or not any(
            clauses[last + 1].start <= party.start < clauses[last + 1].end for party in others
        )
    ):
        last += 1
    start, end = clauses[first].start, clauses[last].end
    while start < end and sentence.text[start] in _EDGE:
        start += 1
    for link in ("and ", "but ", "while "):
        if sentence.text.startswith(link, start):
            start += len(link)
    whole = end - start < _SHORTEST or _breaks_quotation(sentence.text[start:end])
    return (0, len(sentence.text)) if whole else (start, end)


def _breaks_quotation(text: str) -> bool:
    """Whether a cut would leave a quotation mark without its pair."""
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1


def _with_beside(text: str, decision: Decision) -> tuple[int, int]:
    """The quote, grown to the next sentence of the paragraph where that one names the kinds."""
    start, end = decision.best.start, decision.best.end
    for item in decision.beside:
        grown = min(start, item.start), max(end, item.end)
        if grown[1] - grown[0] <= _LONGEST and "\n" not in text[grown[0] : grown[1]]:
            start, end = grown
    return start, end


def make_statement(
    article: Article, decision: Decision, initiative: Initiative, user: UserNames = NO_USER
) -> Statement:
    """The statement that a decision comes to, its quote cut from the article's own text."""
    best = decision.best
    start, end = _with_beside(article.text, decision)
    quote = article.text[start:end]
    fields = (decision.offered, decision.refused, decision.conditions)
    return Statement(
        id=statement_id(
            article.id, best.actor, initiative.id, decision.stance, quote, start, fields
        ),
        article=article.id,
        doc=article.doc,
        actor=best.actor,
        actor_name=country_name(best.actor, user),
        actor_text=best.actor_text,
        initiative=initiative.id,
        stance=decision.stance,
        quote=quote,
        quote_start=start,
        quote_end=end,
        contribution=decision.offered,
        no_contribution=decision.refused,
        conditions=decision.conditions,
        veto=decision.veto,
        speaker=best.speaker,
        date=article.date,
        confidence=decision.confidence,
        trace=decision.trace,
    )
