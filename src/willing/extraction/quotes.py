"""Quotes: the shortest stretch of the article that carries a decision, exactly as it stands."""

from __future__ import annotations

from willing.documents.article import Article
from willing.extraction.decide import Decision
from willing.extraction.statement import Statement, statement_id
from willing.reference.countries import country_name
from willing.reference.initiative import Initiative


def make_statement(article: Article, decision: Decision, initiative: Initiative) -> Statement:
    """The statement that a decision comes to, its quote cut from the article's own text."""
    best = decision.best
    start, end = best.start, best.end
    quote = article.text[start:end]
    fields = (decision.offered, decision.refused, decision.conditions)
    return Statement(
        id=statement_id(
            article.id, best.actor, initiative.id, decision.stance, quote, start, fields
        ),
        article=article.id,
        doc=article.doc,
        actor=best.actor,
        actor_name=country_name(best.actor),
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
