"""One proposal on one text: what does the check make of it?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tests.extraction.helpers import DAY, FORCE
from willing.documents.article import Article
from willing.documents.read import read_text
from willing.extraction.model.check import Refusal, check
from willing.extraction.model.chunks import chunks
from willing.extraction.model.proposal import Proposal
from willing.extraction.model.scene import scene_of
from willing.extraction.statement import Statement
from willing.reference.initiative import Initiative
from willing.reference.user import NO_USER, UserNames


def page(text: str, title: str = "", date: dt.date = DAY) -> Article:
    return read_text(text, doc="t", title=title, date=date, clean=False)


def checked(
    text: str,
    actor: str,
    stance: str,
    quote: str,
    *,
    title: str = "",
    initiatives: Sequence[Initiative] = (FORCE,),
    user: UserNames = NO_USER,
    **fields: object,
) -> list[Statement | Refusal]:
    """What a proposal comes to, its quote verified where it is kept."""
    article = page(text, title)
    given = {"initiative": initiatives[0].id} | fields
    proposal = Proposal(actor=actor, stance=stance, quote=quote, **given)  # type: ignore[arg-type]
    found = list(check(proposal, chunks(article)[0], scene_of(article, initiatives, user)))
    for one in found:
        if isinstance(one, Statement):
            assert article.text[one.quote_start : one.quote_end] == one.quote
            assert one.reader == "model"
    return found


def kept(*arguments: str, **more: object) -> bool:
    """Whether it is kept for every actor that it names."""
    return all(isinstance(one, Statement) for one in checked(*arguments, **more))  # type: ignore[arg-type]


def reason(*arguments: str, **more: object) -> str:
    """Why it is refused; a test fails where it is not."""
    (one,) = checked(*arguments, **more)  # type: ignore[arg-type]
    assert isinstance(one, Refusal), one
    return one.reason
