"""What the reading tests share: one article, one initiative, statements by actor."""

from __future__ import annotations

import datetime as dt

from willing.documents.read import read_text
from willing.extraction.rules import read_statements
from willing.extraction.statement import Statement
from willing.reference.initiative import Initiative

FORCE = Initiative(
    id="force",
    name="Stabilisation force for Haiti",
    aliases=("stabilisation force", "Haiti mission"),
)
PACT = Initiative(id="pact", name="Global plastics pact", aliases=("plastics pact",))
DAY = dt.date(2025, 3, 10)


def read(
    text: str, initiative: Initiative = FORCE, *, title: str = "", date: dt.date = DAY
) -> dict[str, Statement]:
    """Statements by actor code; a test's sentences hold one statement of each actor."""
    article = read_text(text, doc="t", title=title, date=date, clean=False)
    return {s.actor: s for s in read_statements(article, [initiative], trusting=True)}


def stances(text: str, initiative: Initiative = FORCE, **more: object) -> dict[str, str]:
    """Stances by actor code."""
    return {code: s.stance for code, s in read(text, initiative, **more).items()}  # type: ignore[arg-type]
