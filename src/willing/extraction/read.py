"""Read one article into a reading: its initiatives, statements and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from willing.documents.article import Article
from willing.extraction.figures import find_figures
from willing.extraction.focus import focus_on
from willing.extraction.rules import read_statements
from willing.extraction.statement import Reader, Reading, Statement
from willing.extraction.text import fold, lower
from willing.reference.initiative import Initiative
from willing.reference.user import NO_USER, UserNames


def initiatives_of(
    article: Article, given: Mapping[str, Initiative], targets: Sequence[str] = ()
) -> tuple[Initiative, ...]:
    """The initiatives to look for in an article, the main one first.

    The `targets` among those given, as they are; without targets, those given that the page
    speaks of, the one it names most in front; where none is given, those inferred from the page.
    """
    if not given:
        from willing.extraction.infer import infer_initiatives

        return infer_initiatives(article)
    if targets:
        return tuple(given[id_] for id_ in targets if id_ in given)
    text = lower(fold("\n".join((article.title, *(p.text for p in article.paragraphs)))))
    spoken_of = {id_: focus_on(initiative) for id_, initiative in given.items()}
    chosen = [given[id_] for id_, focus in spoken_of.items() if focus.met_in(text)]
    return tuple(sorted(chosen, key=lambda i: -len(spoken_of[i.id].aliases.findall(text))))


def read_article(
    article: Article,
    initiatives: Sequence[Initiative],
    *,
    trusting: bool = False,
    user: UserNames = NO_USER,
) -> Reading:
    """Read an article by the rules: what is said of the initiatives (the main one first), and the
    figures. Inferred initiatives on which nothing is said are left out of the reading.
    """
    statements = read_statements(article, initiatives, trusting=trusting, user=user)
    return reading_of(article, initiatives, statements)


def reading_of(
    article: Article,
    initiatives: Sequence[Initiative],
    statements: tuple[Statement, ...],
    *,
    readers: tuple[Reader, ...] = (),
    partial: bool = False,
) -> Reading:
    """The reading that some statements on an article make, with the figures of the article.

    Inferred initiatives on which nothing is said are left out, but for the main one.
    """
    spoken = {statement.initiative for statement in statements}
    kept = [i.id for n, i in enumerate(initiatives) if n == 0 or not i.inferred or i.id in spoken]
    return Reading(
        article=article.id,
        main=initiatives[0].id if initiatives else "",
        initiatives=tuple(kept),
        statements=statements,
        figures=find_figures(article),
        readers=readers,
        partial=partial,
    )
