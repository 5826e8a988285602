"""Read one article into a reading: its initiatives, statements and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from willing.documents.article import Article
from willing.extraction.figures import find_figures
from willing.extraction.infer import infer_initiatives
from willing.extraction.rules import read_statements
from willing.extraction.statement import Reading
from willing.reference.initiative import Initiative
from willing.reference.user import NO_USER, UserNames


def initiatives_of(
    article: Article, given: Mapping[str, Initiative], targets: Sequence[str] = ()
) -> tuple[Initiative, ...]:
    """The initiatives to look for in an article, the main one first.

    Those given (only the `targets` among them, where there are any), the one that the page
    speaks of most in front; without any, those inferred from the page.
    """
    if not given:
        return infer_initiatives(article)
    chosen = [given[id_] for id_ in (targets or given) if id_ in given]
    if targets or len(chosen) < 2:
        return tuple(chosen)
    from willing.extraction.focus import focus_on
    from willing.extraction.text import fold, lower

    low = lower(fold("\n".join((article.title, *(p.text for p in article.paragraphs)))))
    return tuple(sorted(chosen, key=lambda i: -len(focus_on(i).aliases.findall(low))))


def read_article(
    article: Article,
    initiatives: Sequence[Initiative],
    *,
    user: UserNames = NO_USER,
) -> Reading:
    """Read an article by the rules: what is said of the initiatives (the main one first), and the
    figures. Inferred initiatives on which nothing is said are left out of the reading.
    """
    statements = read_statements(article, initiatives, user=user)
    spoken = {statement.initiative for statement in statements}
    kept = [i.id for n, i in enumerate(initiatives) if n == 0 or not i.inferred or i.id in spoken]
    return Reading(
        article=article.id,
        main=initiatives[0].id if initiatives else "",
        initiatives=tuple(kept),
        statements=statements,
        figures=find_figures(article),
    )
