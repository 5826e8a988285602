"""Kept: the statement of a proposal that the document bears out, in the document's own words."""

from __future__ import annotations

from willing.extraction.model.polarity import Place
from willing.extraction.model.proposal import Proposal
from willing.extraction.model.reach import Reach
from willing.extraction.model.scene import Scene
from willing.extraction.model.verbatim import occurrences
from willing.extraction.statement import Statement, statement_id
from willing.extraction.vetoes import is_veto
from willing.reference.countries import country_name
from willing.reference.vocabulary import STANCES, Stance

NAMED, MEANT = 0.6, 0.5
"""Confidence of a model's statement whose actor is named in the quote, or only meant by it: below
that of a plain cue of the rules, until labelled passages say otherwise."""

_WHERE = {"quote": "quote", "sentence": "quote's sentence", "before": "words before the quote"}


def statement_of(proposal: Proposal, scene: Scene, place: Place, reach: Reach) -> Statement:
    """The statement, its quote cut from the article's own text."""
    article = scene.article
    quote = article.text[place.start : place.end]
    stance: Stance = next(one for one in STANCES if one == proposal.stance)
    offered, refused, conditions = (
        tuple(dict.fromkeys(labels))
        for labels in (proposal.contribution, proposal.no_contribution, proposal.conditions)
    )
    return Statement(
        id=statement_id(
            article.id, place.code, place.initiative.id, stance, quote, place.start,
            (offered, refused, conditions),
        ),
        article=article.id,
        doc=article.doc,
        actor=place.code,
        actor_name=country_name(place.code, scene.user),
        actor_text=reach.text,
        initiative=place.initiative.id,
        stance=stance,
        quote=quote,
        quote_start=place.start,
        quote_end=place.end,
        contribution=offered,
        no_contribution=refused,
        conditions=conditions,
        veto=is_veto(
            place.code, stance, place.initiative.body, article.date, quote, told=proposal.veto
        ),
        speaker=_speaker(proposal, scene, place),
        date=article.date,
        confidence=NAMED if reach.place == "quote" else MEANT,
        reader="model",
        trace=("model: proposed", f"check: the actor is named in the {_WHERE[reach.place]}"),
    )  # fmt: skip


def _speaker(proposal: Proposal, scene: Scene, place: Place) -> str | None:
    """The speaker, where the sentences around the quote name one so."""
    if not proposal.speaker:
        return None
    numbers = scene.sentences_at(place.start, place.end)
    begin, end = scene.span(range(max(0, numbers[0] - 1), min(numbers[-1] + 2, len(scene.starts))))
    around = scene.article.text[begin:end]
    spoken = next(occurrences(proposal.speaker[:100], around), None)
    return around[spoken[0] : spoken[1]] if spoken else None
