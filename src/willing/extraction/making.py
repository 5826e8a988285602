"""Making: the statement that a decision comes to, its quote cut from the article's own text."""

from __future__ import annotations

from willing.documents.article import Article
from willing.extraction.decide import Decision
from willing.extraction.statement import Statement, statement_id
from willing.extraction.vetoes import is_veto
from willing.reference.countries import country_name
from willing.reference.initiative import Initiative
from willing.reference.user import NO_USER, UserNames

_LONGEST = 320
"""Characters of a quote that may grow over several sentences."""


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
    veto = is_veto(
        best.actor, decision.stance, initiative.body, article.date, quote, told=decision.veto
    )
    cannot = ("rule: it cannot veto in the body that decides",)
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
        veto=veto,
        speaker=best.speaker,
        date=article.date,
        confidence=decision.confidence,
        trace=decision.trace + (cannot if decision.veto and not veto else ()),
    )
