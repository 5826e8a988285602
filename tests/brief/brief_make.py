"""A brief's ingredients, made up: an article, statements with real places in it, a scenario."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from hypothesis import strategies as st

from willing.brief.blocks import (
    Block,
    Brief,
    Bullet,
    Bullets,
    Chart,
    Fold,
    Group,
    Mark,
    Prose,
    Quote,
    Quotes,
    Section,
    Standing,
    Table,
)
from willing.brief.content import brief_content
from willing.documents.article import Article, Paragraph
from willing.extraction.statement import Figure, Statement, statement_id
from willing.ledger.entry import Entry, entry_of
from willing.outlook import Outlook, run
from willing.reference.initiative import Initiative
from willing.scenario.scenario import Scenario

DATE = dt.date(2031, 5, 6)
INITIATIVE = Initiative(
    id="strait-patrol", name="Patrol of the strait after a truce", body="opt-in", inferred=True
)

SAID = (
    ("GBR", "lead", (), (), (), "London will command the patrol and has sent invitations."),
    ("FRA", "lead", ("naval",), (), (), "Paris drafts the patrol’s rules and offers a carrier."),
    ("EST", "in", ("naval",), (), ("ceasefire",), "Tallinn sends a boat once guns fall silent."),
    ("LVA", "in", ("naval",), (), ("ceasefire",), "Riga promised a boat if a truce holds."),
    ("LTU", "lean_in", (), (), ("others_join",), "Vilnius would follow where three others go."),
    ("FIN", "lean_in", (), (), (), "Helsinki is open to taking part."),
    ("CAN", "lean_in", (), (), ("us_backstop",), "Ottawa may come if Washington covers it."),
    ("ITA", "undecided", (), (), (), "Rome is of two minds."),
    ("DEU", "lean_out", (), (), ("parliament_approval",), "Berlin sees no reason to hurry."),
    ("ESP", "lean_out", (), ("naval",), (), "Madrid calls any patrol premature."),
    ("POL", "out", ("logistics", "political"), ("naval",), (), "Warsaw sends fuel, no ships."),
    ("HUN", "oppose", (), (), (), "Budapest would block an allied mission."),
    ("SVK", "oppose", (), (), (), "Bratislava threatens to stop it in the council."),
    ("RUS", "oppose", (), (), (), "Moscow rejects foreign ships in the strait."),
    ("UKR", "in", (), (), (), "Kyiv welcomes whoever comes."),
)  # fmt: skip
OTHER = (("USA", "out", (), ("weapons",), (), "Washington halts its deliveries of shells."),)


def article(said: tuple[tuple[object, ...], ...] = (*SAID, *OTHER)) -> Article:
    """An article with one paragraph for each statement, and one with a figure."""
    texts = [str(row[-1]) for row in said] + ["In a week, 40 ships turned back."]
    paragraphs, at = [], 0
    for text in texts:
        paragraphs.append(Paragraph(text, at, at + len(text)))
        at += len(text) + 2
    return Article(
        id="a" * 16,
        doc="strait",
        source="strait.txt",
        title="Who guards the strait?",
        text="\n\n".join(texts),
        paragraphs=tuple(paragraphs),
        date=DATE,
        date_origin="display",
    )


def entries(
    page: Article,
    said: tuple[tuple[object, ...], ...] = SAID,
    initiative: str = "strait-patrol",
) -> list[Entry]:
    """An entry for each row, its quote where it stands in the article."""
    return [entry_of(page, _statement(page, initiative, *row)) for row in said]


def _statement(page: Article, initiative: str, *row: object) -> Statement:
    from willing.reference.countries import country_name

    actor, stance, offered, refused, conditions, quote = row
    start = page.text.index(str(quote))
    return Statement(
        id=statement_id(page.id, str(actor), initiative, str(stance), str(quote), start),
        article=page.id,
        doc=page.doc,
        actor=str(actor),
        actor_name=country_name(str(actor)),
        actor_text=str(actor),
        initiative=initiative,
        stance=stance,  # type: ignore[arg-type]
        quote=str(quote),
        quote_start=start,
        quote_end=start + len(str(quote)),
        contribution=tuple(offered),  # type: ignore[arg-type]
        no_contribution=tuple(refused),  # type: ignore[arg-type]
        conditions=tuple(conditions),  # type: ignore[arg-type]
        veto=actor in ("HUN", "SVK"),
        date=page.date,
    )


def figure(page: Article) -> Figure:
    """The figure of the last paragraph."""
    last = page.paragraphs[-1]
    return Figure(page.doc, "40 ships", 40.0, last.text, last.start, last.end, "In a week")


def scenario(said: list[Entry], *, requires: float | None = None) -> Scenario:
    """A scenario of these entries: ships from whoever is asked, half of it waiting for a truce."""
    actors: dict[str, object] = {}
    votes: dict[str, object] = {}
    for entry in said:
        statement = entry.statement
        source = f"statement:{statement.id[:8]}"
        naval = {
            "kind": "naval",
            "stance": statement.stance,
            "amount": [1, 2, 4],
            "when": _when(statement),
            "source": source,
            "amount_source": "default (a guess)",
        }
        asked = statement.actor not in ("UKR", "RUS")
        more = [
            {"kind": kind, "stance": "in"} for kind in statement.contribution if kind != "naval"
        ]
        actors[statement.actor] = {
            "said": statement.stance,
            "source": source,
            "pledges": [naval, *more] if asked else [],
        }
        if statement.veto:
            votes[statement.actor] = {"yes": 0, "abstain": 0.2, "no": 0.8, "source": source}
    return Scenario.model_validate(
        {
            "initiative": {
                "id": "strait-patrol",
                "title": INITIATIVE.name,
                "date": DATE,
                "beneficiary": "UKR",
                "adversary": "RUS",
                "leads": ["GBR", "FRA"],
                "core": ["naval"],
                "requires": {} if requires is None else {"naval": requires},
            },
            "events": {
                "ceasefire": {"p": 0.35, "title": "A truce holds", "source": "default (a guess)"},
                "us_backstop": {
                    "p": {"if": "ceasefire", "then": 0.4, "else": 0.1},
                    "source": "analyst",
                },
            },
            "actors": actors,
            "bodies": {
                "nato": {"rule": "consensus", "members": ["NATO"], "title": "NATO", "votes": votes},
                "opt_in": {"rule": "opt_in"},
            },
        }
    )


def _when(statement: Statement) -> str:
    if "us_backstop" in statement.conditions:
        return "ceasefire and us_backstop"
    if "others_join" in statement.conditions:
        return "ceasefire and members() >= 3"
    return "ceasefire"


@lru_cache
def outlook(*, requires: float | None = None, worlds: int = 2000) -> Outlook:
    """What the models say about it."""
    return run(scenario(entries(article()), requires=requires), seed=1, worlds=worlds)


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "</bdi></p></blockquote></main><iframe src='https://evil.example/'></iframe>",
    "[click](javascript:alert(1)) ![x](https://evil.example/p.png) <https://evil.example>",
    "a | b | c\n| --- | --- |\n| 1 | 2 |",
    "`code` ``` ~~~ **bold** _it_ ~~gone~~ $x$",
    "{{7*7}}{% include '/etc/passwd' %}${7*7}",
    "null\x00byte \x1b[31mred \u202eesrever \u2066x",
    "# heading\n- item\n1. one\n> quote\n---\n    code\n===\n\tTab",
    '" onmouseover="alert(1)" \' style=\'x',
    "]]> --> </style></title><!-- ",
    "x" * 10_000,
    "http://evil.example www.evil.example a@evil.example",
)
ANY_TEXT = st.text(
    st.characters(codec=None) | st.sampled_from(list("<>&\"'`[](){}|#*_-+=~!\\\n\r\t :/.1")),
    max_size=120,
)


@lru_cache
def full_brief(*, requires: float | None = None) -> Brief:
    """The brief of all of it."""
    page = article()
    return brief_content(
        outlook(requires=requires),
        entries(page),
        figures=[figure(page)],
        other=entries(page, OTHER, "arms_aid"),
        initiatives={"strait-patrol": INITIATIVE},
        articles=[page],
    )


def plain_brief() -> Brief:
    """A brief of a scenario in which nobody has pledged anything."""
    empty = Scenario.model_validate({"initiative": {"id": "nothing", "date": DATE}})
    return brief_content(run(empty, seed=1, worlds=10), [])


def with_quote(text: str) -> Brief:
    """A short brief in which this text stands wherever a document's or a file's text may."""
    quote = Quote(text, "§1", source=text, speaker=text, remark=text)
    blocks: tuple[Block, ...] = (
        Quotes((quote,)),
        Prose(text),
        Table(text, ("A", "B", "C"), ((text, text, text),)),
        Group(text, (Standing(text, text, text, text, (quote,), (("Joins", text),), text),)),
        Bullets((Bullet(text, text),)),
        Fold(text, (Prose(text),)),
    )
    return Brief(
        title=text,
        question=text,
        date="1 May 2031",
        bottom_line=(text,),
        confidence=text,
        chart=Chart("How likely", "In words.", (Mark("A", "In", 0.1, 0.2, 0.3),)),
        sections=(Section("s", text, blocks),),
        notes=(text,),
        made_by=text,
    )
