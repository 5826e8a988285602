"""Willing as plain functions: from pages to a brief, or any step of the way.

    articles = read("page.html")
    work = study(articles, ledger)
    outlook = run(work.scenario, seed=1)
    page = write_brief(outlook, work)

The command line is a thin layer over these; nothing here prints.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, Unpack

from willing.documents.article import Article
from willing.documents.copies import find_copies
from willing.errors import InputError
from willing.extraction.events import events_spoken_of
from willing.extraction.infer import bodies_on_page
from willing.extraction.read import initiatives_of, read_article
from willing.extraction.statement import Figure, Reading
from willing.ledger.additions import add_copy, add_initiative, add_reading
from willing.ledger.database import Ledger, open_ledger
from willing.ledger.entries import articles as articles_kept
from willing.ledger.entries import figures, initiatives, statements
from willing.ledger.entry import Entry as Entry
from willing.ledger.stance import Stance
from willing.ledger.stances import stances
from willing.reference.bodies import match_body
from willing.reference.initiative import Initiative, load_initiatives
from willing.reference.user import NO_USER, UserNames
from willing.scenario.draft import draft as draft_scenario

if TYPE_CHECKING:
    from willing.brief.blocks import Brief
    from willing.extraction.model.reader import ModelReader
    from willing.extraction.model.settings import ModelSettings
    from willing.models.formation.needs import Needs
    from willing.models.formation.trial import Options
    from willing.models.power.indices import Power
    from willing.outlook import Outlook
    from willing.outlook.bodies import Ask, BodyAnswers
    from willing.outlook.comparing import Comparison
    from willing.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Study:
    """What some pages come to: the evidence and the scenario drafted from it.

    `entries` are the statements on the main `initiative`, `other` those on other matters;
    `figures` the pages' numbers; `initiatives` all that were looked for, by id; `notes` what a
    reader should know before trusting any of it.
    """

    articles: tuple[Article, ...]
    initiative: Initiative
    initiatives: dict[str, Initiative]
    entries: tuple[Entry, ...]
    other: tuple[Entry, ...]
    figures: tuple[Figure, ...]
    scenario: Scenario
    notes: tuple[str, ...] = ()

    @property
    def quotes(self) -> dict[str, str]:
        """Quotes by statement id, for the comments of a drafted scenario."""
        found = (*self.entries, *self.other)
        return {entry.statement.id: entry.statement.quote for entry in found}


class ReadArticle(Protocol):
    """A reader: an article and the initiatives in, what is said of them out."""

    def __call__(
        self,
        article: Article,
        initiatives: Sequence[Initiative],
        *,
        trusting: bool = False,
        user: UserNames = NO_USER,
    ) -> Reading:
        """Read an article; `trusting`: it is known to be about the first initiative."""


def open_model(settings: ModelSettings | None = None) -> ModelReader:
    """A language model as a reader; close it, or use it in a `with` block.

    `settings` come from `willing.extraction.model.settings.model_settings`; without them, all of
    them from the environment. Give its `read` to `extract` or `keep`. Raises `InputError` where
    settings are missing or httpx is not installed.

        with open_model() as model:
            reading = extract(article, reader=model.read)
    """
    from willing.extraction.model.reader import ModelReader
    from willing.extraction.model.settings import model_settings

    return ModelReader(settings or model_settings())


def both(model: ModelReader) -> ReadArticle:
    """The rules and a model as one reader that marks where they agree."""
    from willing.extraction.model.merge import read_by_both

    return partial(read_by_both, model)


def read(source: str | Path, *, date: dt.date | None = None) -> list[Article]:
    """Articles of a page, a PDF, a feed or a folder. Raises `DocumentError`."""
    from willing.documents.read import read as read_documents

    return read_documents(source, date=date)


def extract(
    article: Article,
    initiatives: Mapping[str, Initiative] | None = None,
    *,
    targets: Sequence[str] = (),
    user: UserNames = NO_USER,
    reader: ReadArticle = read_article,
) -> Reading:
    """Statements and figures of one article, on the initiatives given or those it speaks of.

    `targets`: the ids of those given that count, the main one first; all, where there are none.
    `reader`: the rules, or what `open_model` and `both` give.
    """
    wanted = initiatives_of(article, initiatives or {}, targets)
    return reader(article, wanted, trusting=bool(targets), user=user)


def keep(
    articles: Iterable[Article],
    ledger: Ledger,
    given: Mapping[str, Initiative] | None = None,
    *,
    targets: Sequence[str] = (),
    user: UserNames = NO_USER,
    reader: ReadArticle = read_article,
) -> list[Reading]:
    """Read articles into a ledger; readings in order. What is there already is not added again.

    `targets` and `reader` as for `extract`.
    """
    kept = list(articles)
    readings = []
    for article in kept:
        wanted = initiatives_of(article, given or {}, targets)
        reading = reader(article, wanted, trusting=bool(targets), user=user)
        keep_reading(ledger, article, reading, wanted)
        readings.append(reading)
    for first, second, similarity in find_copies(kept):
        if kept[first].id != kept[second].id:
            add_copy(ledger, kept[second].id, kept[first].id, similarity)
    return readings


def keep_reading(
    ledger: Ledger,
    article: Article,
    reading: Reading,
    initiatives: Iterable[Initiative],
    *,
    done: str = "",
) -> None:
    """Put a reading into a ledger, with the definitions of what it is on.

    `done`: a key that says for a later run that this need not be read again; a page of which the
    model read only a part is never done.
    """
    for initiative in initiatives:
        if initiative.id in reading.initiatives:
            add_initiative(ledger, initiative)
    by_rules: Literal["rules"] | None = None if reading.readers else "rules"
    add_reading(ledger, article, reading, reader=by_rules, done="" if reading.partial else done)


def study(
    articles: Sequence[Article],
    ledger: Ledger | None = None,
    *,
    given: Mapping[str, Initiative] | None = None,
    initiative: str | None = None,
    as_of: dt.date | None = None,
    user: UserNames = NO_USER,
) -> Study:
    """Read pages and draft the scenario that *they* imply, reviews in the ledger heeded.

    `given` are the analyst's initiatives; without them the page's own are inferred. `initiative`
    says which is the main one, `as_of` the date asked (default: that of the newest page on it).
    Raises `InputError` where the pages speak of no initiative or say nothing on it.
    """
    with nullcontext(ledger) if ledger is not None else open_ledger(":memory:") as book:
        readings = keep(articles, book, given, user=user)
        known = {**initiatives(book), **(given or {})}
        pages = {article.id for article in articles}
        entries = [e for e in statements(book) if e.statement.article in pages]
    mains = [reading.main for reading in readings if reading.main]
    if given and not mains and initiative is None:
        named = ", ".join(repr(one.name) for one in given.values())
        raise InputError(
            f"these pages speak of none of the initiatives given ({named[:200]}): add the words "
            "that the pages use as aliases, or leave the file out"
        )
    main = known[_main(mains, known, initiative)]
    names = {id_ for reading in readings for id_ in reading.initiatives}
    looked_for = {id_: known[id_] for id_ in sorted(names)}
    on_it = {e.statement.article for e in entries if e.statement.initiative == main.id}
    when = as_of or _newest([a for a in articles if a.id in on_it] or articles)
    return Study(
        articles=tuple(articles),
        initiative=main,
        initiatives=looked_for,
        entries=tuple(e for e in entries if e.statement.initiative == main.id),
        other=tuple(e for e in entries if e.statement.initiative != main.id),
        figures=tuple(figure for reading in readings for figure in reading.figures),
        scenario=draft(entries, main, known, as_of=when, pages=articles),
        notes=_notes(articles, main),
    )


def recall(ledger: Ledger, *, initiative: str | None = None, as_of: dt.date | None = None) -> Study:
    """What the whole ledger comes to on one initiative (default: the one most spoken of).

    As `study`, from all the pages that were ever kept. Raises `InputError` where the ledger knows
    no such initiative, or nothing is said of it up to that date.
    """
    known, found = initiatives(ledger), statements(ledger)
    spoken_of = [e.statement.initiative for e in found if e.statement.initiative in known]
    main = known[_main(spoken_of, known, initiative)]
    pages = _pages_on(ledger, found, main.id)
    drafted = draft(found, main, known, as_of=as_of or _newest(pages), pages=pages)
    return _remembered(ledger, drafted, known, found, pages)


def evidence(scenario: Scenario, ledger: Ledger) -> Study | None:
    """What the ledger holds on a scenario's initiative; None where it does not know it."""
    known, found = initiatives(ledger), statements(ledger)
    if scenario.initiative.id not in known:
        return None
    pages = _pages_on(ledger, found, scenario.initiative.id)
    return _remembered(ledger, scenario, known, found, pages)


def _remembered(
    ledger: Ledger,
    scenario: Scenario,
    known: Mapping[str, Initiative],
    found: Sequence[Entry],
    pages: Sequence[Article],
) -> Study:
    """The study of a scenario, from the pages of the ledger that speak of its initiative."""
    main = known[scenario.initiative.id]
    ids = {page.id for page in pages}
    on_pages = [entry for entry in found if entry.statement.article in ids]
    other = tuple(e for e in on_pages if e.statement.initiative != main.id)
    names = {main.id, *(entry.statement.initiative for entry in other)}
    return Study(
        articles=tuple(pages),
        initiative=main,
        initiatives={id_: known[id_] for id_ in sorted(names) if id_ in known},
        entries=tuple(e for e in on_pages if e.statement.initiative == main.id),
        other=other,
        figures=tuple(figure for page in pages for figure in figures(ledger, page.id)),
        scenario=scenario,
        notes=_notes(pages, main),
    )


def draft(
    entries: Sequence[Entry],
    initiative: Initiative,
    initiatives: Mapping[str, Initiative],
    *,
    as_of: dt.date,
    pages: Sequence[Article] = (),
) -> Scenario:
    """The scenario that statements imply on one date; decisions of known bodies become ballots.

    Bodies and events that the `pages` make the matter hang on are part of it: those pages that say
    something on the initiative. What a body decides on other pages is another matter.
    """
    on_it = stances(entries, initiative=initiative, as_of=as_of)
    if not on_it:
        raise InputError(
            f"nothing is said of {initiative.name!r} up to {as_of}: name the initiative with "
            "--initiatives FILE, or give more pages"
        )
    ids = {e.statement.article for e in entries if e.statement.initiative == initiative.id}
    pages = [page for page in pages if page.id in ids]
    on_pages = [entry for entry in entries if entry.statement.article in ids]
    body_stances: dict[str, list[Stance]] = {}
    for other in initiatives.values():
        body = match_body(other.body) if other.body and other.id != initiative.id else None
        if body is not None and body != "opt_in":
            found = stances(on_pages, initiative=other, as_of=as_of)
            if found:
                body_stances.setdefault(body, []).extend(found)
    return draft_scenario(
        initiative,
        on_it,
        as_of=as_of,
        body_stances=body_stances,
        bodies=tuple(dict.fromkeys((*_bodies(pages), *body_stances))),
        spoken_of=tuple(dict.fromkeys(label for page in pages for label in events_spoken_of(page))),
    )


def run(scenario: Scenario | str | Path, *, seed: int = 1, **options: Unpack[Options]) -> Outlook:
    """Run the models over a scenario or a scenario file; the same seed gives the same outlook.

    Options: `worlds` (10,000), `given` (`["ceasefire"]`), `forced` (`{"POL.logistics": False}`);
    all of them in `willing.models.formation.trial.Options`.
    """
    from willing.outlook import run as run_models

    return run_models(_loaded(scenario), seed=seed, **options)


def needs(
    scenario: Scenario | str | Path,
    *,
    target: float | None = None,
    seed: int = 1,
    total: str | None = None,
    costs: Mapping[str, float] | None = None,
    most: int = 6,
    **options: Unpack[Options],
) -> Needs:
    """The cheapest changes that bring P(success), or the expected total of a kind, to `target`.

    `costs` by event, actor, pledge or kind; `most`: so many changes at once. Options as for
    `run`; more of it in `willing.models.formation.needs`.
    """
    from willing.models.formation.needs import needs as search

    return search(
        _loaded(scenario),
        target=target,
        seed=seed,
        total=total,
        costs=costs or {},
        most=most,
        **options,
    )


def compare(
    a: Scenario | str | Path, b: Scenario | str | Path, *, seed: int = 1, **options: Unpack[Options]
) -> Comparison:
    """What changed from one scenario to another, and what each cause adds to each change.

    Options as for `run`; more of it in `willing.outlook.comparing`.
    """
    from willing.outlook.comparing import comparison

    return comparison(_loaded(a), _loaded(b), seed=seed, **options)


def bodies(
    scenario: Scenario | str | Path, names: Sequence[str] = (), ask: Ask | None = None
) -> BodyAnswers:
    """What bodies would decide: each of `names`, or all that could, and those who opt in.

    A name is a body of the scenario or a known one ("NATO", "EU QMV", "UNSC@2003-02-05"); `ask`
    (`willing.outlook.bodies.Ask`) has stances, votes, the loading, whom it costs what to win over.
    """
    from willing.outlook.bodies import bodies_answer

    return bodies_answer(_loaded(scenario), names, ask)


def power(body: str | Path | Mapping[str, Any], *, on: dt.date | None = None) -> Power:
    """How much power each member of a body has: a known one by its name, a file's, or plain data.

    Plain data and files are `{"members": [...], "rule": ..., "unions": [...]}`; `on` is the day on
    which a known body sits (today where it is not given).
    """
    from willing.models.power.indices import power as measure
    from willing.models.power.question import body_question, file_question, read_question

    day = on or dt.date.today()
    if isinstance(body, Mapping):
        question = read_question(body, day)
    elif isinstance(body, Path):
        question = file_question(body, day)
    else:
        question = body_question(body, day)
    return measure(question.members, question.rule, unions=question.unions)


def _loaded(scenario: Scenario | str | Path) -> Scenario:
    """The scenario itself, or the one in a file, checked."""
    from willing.scenario.files import load_scenario

    if isinstance(scenario, str | Path):
        return load_scenario(Path(scenario), check=True)
    return scenario


def write_brief(outlook: Outlook, evidence: Study | None = None) -> Brief:
    """The brief on an outlook, with the evidence of a study, where there is one."""
    from willing.brief.content import brief_content

    if evidence is None:
        return brief_content(outlook, ())
    return brief_content(
        outlook,
        evidence.entries,
        figures=evidence.figures,
        other=evidence.other,
        initiatives=evidence.initiatives,
        articles=evidence.articles,
    )


def _pages_on(ledger: Ledger, found: Sequence[Entry], initiative: str) -> list[Article]:
    ids = {e.statement.article for e in found if e.statement.initiative == initiative}
    return articles_kept(ledger, ids)


def _bodies(articles: Sequence[Article]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(body for article in articles for body in bodies_on_page(article)))


def _newest(articles: Sequence[Article]) -> dt.date:
    return max((article.date for article in articles if article.date), default=dt.date.today())


def _main(spoken_of: Sequence[str], known: Mapping[str, Initiative], wanted: str | None) -> str:
    """The initiative that is wanted, or the one most spoken of."""
    if wanted is not None:
        if wanted not in known:
            raise InputError(
                f"no initiative {wanted!r}; known here: {', '.join(sorted(known)) or 'none'}"
            )
        return wanted
    counted = Counter(spoken_of)
    if not counted:
        raise InputError(
            "no initiative found on these pages: name it with --initiatives FILE "
            "({id: {name: ..., aliases: [...]}})"
        )
    return counted.most_common(1)[0][0]


def _notes(articles: Sequence[Article], main: Initiative) -> tuple[str, ...]:
    notes = [note for article in articles for note in article.notes]
    if main.inferred:
        notes.insert(0, f"The initiative, {main.name!r}, was inferred from the page's own words.")
    return tuple(dict.fromkeys(notes))


__all__ = [
    "Study", "bodies", "compare", "draft", "evidence", "extract", "keep", "load_initiatives",
    "needs", "open_ledger", "power", "read", "recall", "run", "study", "write_brief",
]  # fmt: skip
