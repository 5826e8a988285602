"""How far is the outlook to be trusted, whatever its likelihoods? And what must be known first?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from willing.brief.material import Material, day
from willing.brief.words import counted, listed
from willing.documents.article import Article, DateOrigin
from willing.outlook.assumption import Assumption
from willing.scenario.scenario import Pledge

UNCERTAIN: Final[tuple[DateOrigin, ...]] = ("display", "none")
"""Ways of finding a date that may be days or weeks off."""

_FOUND: Final[dict[DateOrigin, str]] = {
    "given": "given by the analyst",
    "metadata": "from the page’s own data",
    "byline": "from the byline",
    "relative": "counted back from a relative time on the page",
    "display": "the date the page displays, which may be the day it was saved",
    "none": "not found",
}


CONSEQUENCES: Final = ("crisis.", "talks.", "leaders.", "aid.")
"""What comes after the coalition: each part says its own confidence."""


def confidence(material: Material) -> str:
    """How far to trust it, apart from any likelihood: low, moderate or high, and why."""
    sources = len({entry.copy_group or entry.statement.article for entry in material.entries})
    defaults, numbers = default_share(material)
    age = _age(material)
    share = defaults / numbers if numbers else 0.0
    if sources <= 1 or share > 0.5 or age > 180:
        level = "low"
    elif sources >= 5 and share < 0.2 and age <= 30:
        level = "high"
    else:
        level = "moderate"
    reasons = [_sources_words(sources)]
    if share >= 0.2:
        reasons.append(
            f"{defaults} of the {numbers} numbers behind it are defaults that nobody chose"
        )
    if age > 30:
        reasons.append(f"the latest word is {age} days old")
    if any(article.date_origin in UNCERTAIN for article in material.articles):
        reasons.append("the date of the source is uncertain")
    return f"Confidence is {level}: {listed(reasons)}."


def default_share(material: Material) -> tuple[int, int]:
    """Defaults among the numbers of the question itself, the models' own settings left out."""
    own = [a for a in material.outlook.assumptions if _of_the_question(a)]
    return sum(a.origin == "default" for a in own), len(own) + len(spoken(material))


def _of_the_question(assumption: Assumption) -> bool:
    place = assumption.place
    settings = place.startswith(("constants.", "reference.", *CONSEQUENCES))
    return not settings and not place.endswith((".blocs", ".loading"))


def spoken(material: Material) -> list[Pledge]:
    """The pledges whose stance rests on a statement; the list of assumptions leaves them out."""
    return [
        pledge
        for actor in material.outlook.scenario.actors.values()
        for pledge in actor.pledges
        if pledge.source.startswith("statement")
    ]


def _sources_words(sources: int) -> str:
    if not sources:
        return "no source was read, the scenario was written by hand"
    return "everything comes from one source" if sources == 1 else f"it rests on {sources} sources"


def _age(material: Material) -> int:
    """Days from the latest dated statement to the date of the question; 0 where none is dated."""
    dates = [entry.date for entry in material.entries if entry.date]
    return max((material.outlook.scenario.initiative.date - max(dates)).days, 0) if dates else 0


def dated(article: Article) -> str:
    """The date of an article, and how it was found."""
    found = _FOUND[article.date_origin]
    return f"{day(article.date)}: {found}" if article.date else found


def notes_of(material: Material) -> Iterator[str]:
    """Remarks that a reader must know before anything else."""
    question = material.outlook.scenario.initiative
    known = material.initiatives.get(question.id)
    if known is not None and known.inferred:
        yield f"No analyst named the initiative. It was taken from the page: “{known.name}”."
    for article in material.articles:
        yield from article.notes
        explained = any("date" in note.lower() for note in article.notes)
        if article.date_origin in UNCERTAIN and not explained:
            name = article.title or article.doc
            yield f"The date of “{name}” is uncertain: {dated(article)}."
    formed = material.outlook.formation
    if formed.given:
        yield f"Only cases in which this holds are counted: {listed(list(formed.given))}."
    if formed.forced:
        forced = [f"{name} {'on' if on else 'off'}" for name, on in formed.forced.items()]
        yield f"Set by hand, whatever its likelihood: {listed(forced)}."
    corrected = sum(entry.verdict == "correct" for entry in material.entries)
    if corrected:
        yield f"An analyst corrected {counted(corrected, 'statement')}."
