"""What does this rest on? Every assumption by its origin, the sources, the methods, the seed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from willing.brief.blocks import Block, Bullet, Bullets, Fold, Prose, Section, Table
from willing.brief.clauses import condition_words, event_words
from willing.brief.confidence import dated, default_share, spoken
from willing.brief.material import Material, day, origin
from willing.brief.methods import AID, CRISIS, ISSUES, LEADERS, METHODS, TALKS
from willing.brief.words import capital, contributed, kind_words, listed, percent, rounded
from willing.outlook.assumption import Assumption, Origin
from willing.scenario.conditions import parse
from willing.scenario.scenario import Branch

ORIGINS: Final[tuple[Origin, ...]] = ("statement", "data set", "analyst", "default")

_SORTS: Final[tuple[tuple[str, str], ...]] = (
    (r"events\.", "How likely events are"),
    (r"initiative\.requires", "What is required"),
    (r"actors\..*\.stance", "How willing actors are"),
    (r"actors\..*\.amount", "How much they would give"),
    (r"actors\..*\.blocs|bodies\..*\.loading$", "Who shares a mood with whom"),
    (r"bodies\.|reference\.constants\.BALLOTS", "How members of a body vote"),
    (r"issues\.", "Positions, saliences and capabilities"),
    (r"crisis\.", "What the adversary and the others gain and lose"),
    (r"talks\.", "What the principals bring to the table"),
    (r"leaders\.", "What outcomes do to leaders"),
    (r"aid\.", "What aid is reckoned with"),
    (r"constants\.", "Settings of the models"),
)
"""The sorts of assumptions, by their place in the scenario."""

STANCES_SORT: Final = "How willing actors are"


def basis_section(material: Material) -> Section:
    """Assumptions by origin, sources, methods, and how to make it again."""
    blocks: tuple[Block, ...] = (
        *_assumptions(material),
        *_sources(material),
        *_loadings(material),
        _methods(material),
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


def _assumptions(material: Material) -> Iterator[Block]:
    found = material.outlook.assumptions
    defaults, numbers = default_share(material)
    yield Prose(
        f"{defaults} of {numbers} numbers about this question are defaults: starting points that "
        "nobody chose. Look at those first; change them in the scenario. Ballots by stance, common "
        "factors, the games that follow and the settings of the models are not counted in this."
    )
    counts = Counter((_sort(a), a.origin) for a in found)
    counts[STANCES_SORT, "statement"] += len(spoken(material))
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


def _methods(material: Material) -> Fold:
    """The methods that were used, with their papers."""
    used = list(METHODS)
    used += [ISSUES] if material.outlook.issues else []
    used += [CRISIS] if material.outlook.joint.deterrence else []
    used += [TALKS] if material.outlook.joint.leverage else []
    used += [AID] if material.outlook.joint.aid else []
    used += [LEADERS] if material.outlook.joint.approvals else []
    return Fold("Methods and papers", (Bullets(tuple(Bullet(*method) for method in used)),))


def _sort(assumption: Assumption) -> str:
    return next(
        (title for pattern, title in _SORTS if re.match(pattern, assumption.place)),
        "Settings of the models",
    )


def _row(material: Material, assumption: Assumption) -> tuple[str, str, str, str]:
    return (
        _what(material, assumption),
        _value(material, assumption),
        assumption.origin,
        _why(assumption),
    )


def _value(material: Material, assumption: Assumption) -> str:
    place = assumption.place.split(".")
    if place[0] == "events":
        return _chance(material, material.outlook.scenario.events[place[1]].p)
    if place[:2] == ["initiative", "requires"]:
        kind = place[2]
        return contributed(kind, material.outlook.scenario.initiative.requires[kind])
    return assumption.value


def _chance(material: Material, p: float | Branch) -> str:
    """The probability of an event in percent, by what it hangs on."""
    if not isinstance(p, Branch):
        return percent(p)
    clause = condition_words(parse(p.if_), material.event_titles, material.sentence_name)
    return f"{_chance(material, p.then)} if {clause}, else {_chance(material, p.else_)}"


def _what(material: Material, assumption: Assumption) -> str:
    """What is assumed, with names in place of codes."""
    place = assumption.place.split(".")
    if place[0] == "events":
        title = material.event_titles.get(place[1], "") or event_words(place[1])
        return capital(title)
    text = assumption.what
    code = place[1] if place[0] == "actors" else place[-1] if "votes" in place else ""
    if code:
        name = material.name(code)
        text = re.sub(rf"\bof {re.escape(code)}(?= |$)", lambda _: f"of {name}", text, count=1)
    found = re.search(r"\(([\w-]+)\)$|^required ([\w-]+)$", text)
    if found:
        kind = found[1] or found[2]
        text = text.replace(kind, kind_words(kind))
    return capital(text)


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
                origin(article.publisher, article.url, article.source),
                dated(article),
                str(by_article[article.id]),
            )
            for article in material.articles
        )
    else:
        by_id = {e.statement.article: e for e in (*material.entries, *material.other)}
        rows = tuple(
            (
                entry.title or entry.statement.doc,
                origin(entry.publisher, entry.url, entry.source),
                day(entry.date) if entry.date else "no date",
                str(by_article[id_]),
            )
            for id_, entry in by_id.items()
        )
    if rows:
        columns = ("Title", "Where it is from", "Date, and how it was found", "Statements")
        yield Table("Sources", columns, rows, numeric=(3,))


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
