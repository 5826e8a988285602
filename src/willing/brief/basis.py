"""What does this rest on? Every assumption by its origin, the sources, the methods, the seed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from willing.brief.blocks import Block, Bullet, Bullets, Fold, Prose, Section, Table
from willing.brief.material import Material, day
from willing.brief.words import counted, kind_words, listed, rounded
from willing.documents.article import Article, DateOrigin
from willing.outlook.assumptions import Assumption, Origin
from willing.scenario.scenario import Pledge

ORIGINS: Final[tuple[Origin, ...]] = ("statement", "data set", "analyst", "default")

_SORTS: Final[tuple[tuple[str, str], ...]] = (
    (r"events\.", "How likely events are"),
    (r"initiative\.requires", "What is required"),
    (r"actors\..*\.stance", "How willing actors are"),
    (r"actors\..*\.amount", "How much they would give"),
    (r"bodies\.|reference\.constants\.BALLOTS", "How members of a body vote"),
    (r"actors\..*\.blocs", "Who shares a mood with whom"),
    (r"constants\.", "Settings of the models"),
)
"""The sorts of assumptions, by their place in the scenario."""

STANCES_SORT: Final = "How willing actors are"

_FOUND: Final[dict[DateOrigin, str]] = {
    "given": "given by the analyst",
    "metadata": "from the page’s own data",
    "byline": "from the byline",
    "relative": "counted back from a relative time on the page",
    "display": "the date the page displays, which may be the day it was saved",
    "none": "not found",
}

METHODS: Final[tuple[tuple[str, str], ...]] = (
    (
        "From words to willingness",
        "Each statement is one noisy reading of a willingness that drifts with time; an ordered "
        "probit (McKelvey and Zavoina 1975, Journal of Mathematical Sociology 4).",
    ),
    (
        "Who joins",
        "In each of many imagined worlds actors join once their conditions hold, until nobody "
        "moves: the least fixed point (Tarski 1955, Pacific Journal of Mathematics 5; Granovetter "
        "1978, American Journal of Sociology 83). The greatest one is what trust could add.",
    ),
    (
        "How a body decides",
        "Members vote yes, abstain or no, independently; the chance of passing is exact where "
        "that is feasible (Felsenthal and Machover 1997, International Journal of Game Theory 26; "
        "Taylor and Zwicker 1999, Simple Games).",
    ),
    (
        "Words for likelihoods",
        "Those of ICD 203 (Office of the Director of National Intelligence 2015, Analytic "
        "Standards): almost no chance up to 5%, very unlikely to 20, unlikely to 45, roughly even "
        "to 55, likely to 80, very likely to 95, almost certain above.",
    ),
)


def basis_section(material: Material) -> Section:
    """Assumptions by origin, sources, methods, and how to make it again."""
    blocks: tuple[Block, ...] = (
        *_assumptions(material),
        *_sources(material),
        *_loadings(material),
        Fold("Methods and papers", (Bullets(tuple(Bullet(*method) for method in METHODS)),)),
    )
    return Section("basis", "What this rests on", blocks)


def made_by(material: Material) -> str:
    """Seed, worlds, versions, and the command that makes it again."""
    outlook = material.outlook
    versions = listed([f"{name} {version}" for name, version in outlook.versions.items()])
    again = f"willing run scenario.yaml --seed {outlook.seed} --worlds {outlook.worlds}"
    extra = "".join(f" --given '{text}'" for text in outlook.formation.given)
    extra += "".join(
        f" --set {name}{'' if on else '=off'}" for name, on in outlook.formation.forced.items()
    )
    return (
        f"Made with {versions}; seed {outlook.seed}, {outlook.worlds:,} worlds. "
        f"The same scenario and seed give the same numbers: {again}{extra}"
    )


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
    if numbers:
        reasons.append(
            f"{defaults} of the {numbers} numbers behind it are defaults that nobody chose"
        )
    if age > 30:
        reasons.append(f"the latest word is {age} days old")
    if any(article.date_origin in ("display", "none") for article in material.articles):
        reasons.append("the date of the source is uncertain")
    return f"Confidence is {level}: {listed(reasons)}."


def default_share(material: Material) -> tuple[int, int]:
    """Defaults among the numbers of the question itself, the models' own settings left out."""
    own = [a for a in material.outlook.assumptions if _of_the_question(a)]
    return sum(a.origin == "default" for a in own), len(own) + len(_spoken(material))


def _of_the_question(assumption: Assumption) -> bool:
    outside = ("constants.", "reference.")
    return not assumption.place.startswith(outside) and not assumption.place.endswith(".blocs")


def _spoken(material: Material) -> list[Pledge]:
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


def _assumptions(material: Material) -> Iterator[Block]:
    found = material.outlook.assumptions
    defaults, numbers = default_share(material)
    yield Prose(
        f"{defaults} of {numbers} numbers about this question are defaults: starting points that "
        "nobody chose. Look at those first; change them in the scenario."
    )
    counts = Counter((_sort(a), a.origin) for a in found)
    counts[STANCES_SORT, "statement"] += len(_spoken(material))
    sorts = [title for _, title in _SORTS if any(counts[title, origin] for origin in ORIGINS)]
    yield Table(
        caption="Numbers by what they are and where they come from",
        columns=("What", "Statements", "Data sets", "The analyst", "Defaults"),
        rows=tuple(
            (s, *(str(counts[s, o]) if counts[s, o] else "–" for o in ORIGINS)) for s in sorts
        ),
        numeric=(1, 2, 3, 4),
    )
    for title in ("How likely events are", "What is required"):
        rows = tuple(_row(material, a)[:4] for a in found if _sort(a) == title)
        if rows:
            yield Table(title, ("What", "Value", "Origin", "Why"), rows)
    every = tuple((*_row(material, a), a.place) for a in found)
    yield Fold(
        f"All {len(found)} assumptions, one by one",
        (
            Table(
                "Every assumption",
                ("What", "Value", "Origin", "Why", "Place in the scenario"),
                every,
            ),
        ),
    )


def _sort(assumption: Assumption) -> str:
    return next(
        (title for pattern, title in _SORTS if re.match(pattern, assumption.place)),
        "Settings of the models",
    )


def _row(material: Material, assumption: Assumption) -> tuple[str, str, str, str]:
    return (
        _what(material, assumption),
        assumption.value,
        assumption.origin,
        _why(assumption),
    )


def _what(material: Material, assumption: Assumption) -> str:
    """What is assumed, with names in place of codes."""
    text = assumption.what
    place = assumption.place.split(".")
    if place[0] == "actors" and len(place) > 1:
        text = text.replace(place[1], material.name(place[1]), 1)
    if place[0] == "bodies" and place[2:3] == ["votes"]:
        text = text.replace(f"of {place[-1]} ", f"of {material.name(place[-1])} ", 1)
    found = re.search(r"\((\w+)\)$|^required (\w+)$", text)
    if found:
        kind = found[1] or found[2]
        text = text.replace(kind, kind_words(kind))
    return text[:1].upper() + text[1:]


def _why(assumption: Assumption) -> str:
    """The remark in brackets of a default's source; else the source as it stands."""
    remark = re.fullmatch(r"\w+ \((.+)\)", assumption.source)
    if remark:
        return remark[1]
    return "" if assumption.source in ORIGINS else assumption.source


def _sources(material: Material) -> Iterator[Block]:
    by_article = Counter(entry.statement.article for entry in (*material.entries, *material.other))
    if material.articles:
        rows = tuple(
            (
                article.title or article.doc,
                article.publisher or article.source,
                _dated(article),
                str(by_article[article.id]),
            )
            for article in material.articles
        )
    else:
        by_id = {e.statement.article: e for e in (*material.entries, *material.other)}
        rows = tuple(
            (
                entry.title or entry.statement.doc,
                entry.publisher or entry.source,
                day(entry.date) if entry.date else "no date",
                str(by_article[id_]),
            )
            for id_, entry in by_id.items()
        )
    if rows:
        columns = ("Title", "Where it is from", "Date, and how it was found", "Statements")
        yield Table("Sources", columns, rows, numeric=(3,))


def _dated(article: Article) -> str:
    found = _FOUND[article.date_origin]
    return f"{day(article.date)}: {found}" if article.date else found


def _loadings(material: Material) -> Iterator[Block]:
    cases = material.outlook.loadings
    if not cases:
        return
    success = all(case.success is not None for case in cases)
    rows = tuple(
        (
            f"{case.loading:g}",
            f"{case.success.p:.0%}" if success and case.success else rounded(case.members),
        )
        for case in cases
    )
    measure = "It is enough" if success else "Expected members"
    yield Fold(
        "If blocs moved more, or less, in step",
        (
            Prose(
                "Actors of one bloc share part of their mood. How much is assumed "
                f"({material.outlook.scenario.constants.loading:g}); with other values:"
            ),
            Table("In step, from 0 to 1", ("Loading", measure), rows, numeric=(0, 1)),
        ),
    )


def notes_of(material: Material) -> Iterator[str]:
    """Remarks that a reader must know before anything else."""
    question = material.outlook.scenario.initiative
    known = material.initiatives.get(question.id)
    if known is not None and known.inferred:
        yield (f"No analyst named the initiative. It was taken from the page: “{known.name}”.")
    for article in material.articles:
        if article.date_origin in ("display", "none"):
            name = article.title or article.doc
            yield f"The date of “{name}” is uncertain: {_dated(article)}."
        yield from (
            note
            for note in article.notes
            if "date" not in note.lower() or article.date_origin not in ("display", "none")
        )
    formed = material.outlook.formation
    if formed.given:
        yield f"Only cases in which this holds are counted: {listed(list(formed.given))}."
    if formed.forced:
        forced = [f"{name} {'on' if on else 'off'}" for name, on in formed.forced.items()]
        yield f"Set by hand, whatever its likelihood: {listed(forced)}."
    if counted_vetoes := sum(entry.verdict == "correct" for entry in material.entries):
        yield f"An analyst corrected {counted(counted_vetoes, 'statement')}."
