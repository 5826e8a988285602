"""Merge: two readings of one article, by the rules and by a model, and where they agree.

Of one actor, initiative and side there is one statement: the rules', whose words and id stay. Who
reads it differently is heard, and the rules' word stands with less confidence. What only one of
them reads is kept, and says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from willing.documents.article import Article
from willing.extraction.evidence import side_of
from willing.extraction.model.agreement import TRACES
from willing.extraction.model.check import Refusal
from willing.extraction.model.reader import ModelReader
from willing.extraction.read import read_article
from willing.extraction.statement import Reading, Statement
from willing.reference.initiative import Initiative
from willing.reference.user import NO_USER, UserNames

HALFWAY = 0.5
"""How far agreement raises a confidence towards 1, and contradiction lowers it towards 0. The two
read the same words, so they are no two witnesses: half of the doubt stays."""


def read_by_both(
    model: ModelReader,
    article: Article,
    initiatives: Sequence[Initiative],
    *,
    trusting: bool = False,
    user: UserNames = NO_USER,
) -> Reading:
    """Read an article by the rules and by a model; where they differ, the model is told off.

    What the model's reading lost to the rules' is added to its `refused`.
    """
    model.ask_ahead(article, initiatives)
    by_rules = read_article(article, initiatives, trusting=trusting, user=user)
    by_model = model.read(article, initiatives, user=user)
    statements, lost = merge(by_rules.statements, by_model.statements)
    model.refused += lost
    named = {*by_rules.initiatives, *by_model.initiatives}
    return replace(
        by_rules,
        initiatives=tuple(one.id for one in initiatives if one.id in named),
        statements=statements,
        readers=("rules", "model"),
        partial=by_model.partial,
    )


def merge(
    rules: Sequence[Statement], model: Sequence[Statement]
) -> tuple[tuple[Statement, ...], list[Refusal]]:
    """The statements of both, in the order of the text, and those of the model that gave way."""
    marked = [_marked(one, [other for other in model if _same(one, other)]) for one in rules]
    alone = [one for one in model if not any(_same(one, other) for other in rules)]
    lost = [
        _gave_way(one, [other for other in rules if _same(one, other)])
        for one in model
        if one not in alone and not any(_agrees(one, other) for other in rules)
    ]
    marked += [replace(one, trace=(*one.trace, TRACES["model"])) for one in alone]
    return tuple(sorted(marked, key=lambda s: (s.quote_start, s.actor, s.initiative))), lost


def _marked(one: Statement, others: list[Statement]) -> Statement:
    """A statement of the rules, with what the model's on the same actor and initiative mean."""
    if not others:
        return replace(one, trace=(*one.trace, TRACES["rules"]))
    if any(_agrees(one, other) for other in others):
        confidence = round(one.confidence + (1.0 - one.confidence) * HALFWAY, 2)
        return replace(one, confidence=confidence, trace=(*one.trace, TRACES["both"]))
    line = f"{TRACES['contradiction']} {others[0].stance}: {others[0].quote}"
    confidence = round(one.confidence * HALFWAY, 2)
    return replace(one, confidence=confidence, trace=(*one.trace, line))


def _same(one: Statement, other: Statement) -> bool:
    return (one.actor, one.initiative) == (other.actor, other.initiative)


def _agrees(one: Statement, other: Statement) -> bool:
    return _same(one, other) and side_of(one.stance) == side_of(other.stance)


def _gave_way(one: Statement, rules: list[Statement]) -> Refusal:
    return Refusal(
        one.doc, one.actor_name, one.initiative, one.stance, one.quote,
        f"the rules read {rules[0].stance} elsewhere in the text",
    )  # fmt: skip
