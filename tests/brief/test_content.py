"""The brief's content: every number from the outlook, every word from the source, each apart."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from brief_make import (
    DATE,
    INITIATIVE,
    OTHER,
    SAID,
    article,
    entries,
    figure,
    full_brief,
    outlook,
    plain_brief,
    scenario,
)

from willing.brief.blocks import Beside, Brief, Bullets, Group, Prose, Quote, Section, Table
from willing.brief.content import brief_content
from willing.brief.material import Material
from willing.brief.words import STANCE_WORDS, percent, rounded
from willing.documents.article import Article
from willing.ledger.entry import Entry
from willing.ledger.judgement import Judgement
from willing.outlook import Outlook, run
from willing.reference.countries import country_name
from willing.scenario.scenario import Scenario


def section(brief: Brief, id_: str) -> Section:
    return next(section for section in brief.sections if section.id == id_)


def groups(brief: Brief) -> dict[str, list[str]]:
    blocks = section(brief, "standing").blocks
    return {b.title: [s.actor for s in b.actors] for b in blocks if isinstance(b, Group)}


def texts(value: object) -> Iterator[str]:
    """Every text anywhere in the content."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def numbers(value: Any) -> Iterator[float]:
    """Every number anywhere in the outlook."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return
    if isinstance(value, int | float):
        yield float(value)
    elif isinstance(value, dict):
        for item in value.values():
            yield from numbers(item)
    elif isinstance(value, list):
        for item in value:
            yield from numbers(item)


def test_every_number_of_the_bottom_line_is_in_the_outlook() -> None:
    from willing.outlook.document import to_dict

    for requires in (None, 12.0):
        found = outlook(requires=requires)
        said = " ".join(full_brief(requires=requires).bottom_line)
        known = set(numbers(to_dict(found)))
        shown = {percent(n) for n in known if 0 <= n <= 1} | {rounded(n) for n in known}
        shown |= {str(round(n)) for n in known}
        spread = found.formation.members.distribution
        shown |= {str(n) for n in range(len(spread))} & {*low_and_high(spread), "13"}
        for number in re.findall(r"[<>]?\d[\d,.]*\d%?|[<>]?\d%?", said):
            assert number in shown, number


def low_and_high(spread: tuple[float, ...]) -> set[str]:
    """The 10th and 90th percentile of a distribution on 0, 1, ..., from its definition."""
    ends = (0.1, 0.9)
    return {str(min(n for n in range(len(spread)) if sum(spread[: n + 1]) >= end)) for end in ends}


def test_the_bottom_line_is_short_and_says_who() -> None:
    brief = full_brief()
    assert 4 <= len(brief.bottom_line) <= 6
    leading, in_, leaning = brief.bottom_line[0].split("; ")
    assert sorted(leading.lower().removesuffix(" lead").split(" and ")) == [
        "france",
        "the united kingdom",
    ]
    assert in_ == "Estonia and Latvia are in"
    assert leaning.endswith(" and Canada are leaning in.")
    out, against = brief.bottom_line[1:3]
    assert "Poland is out (no ships, but logistics and political support)" in out
    assert "Italy is undecided or divided" in out
    assert "Ukraine, for whom it is meant, is in" in against
    assert "stated nowhere" in brief.bottom_line[3]
    assert "Hungary (80%) and Slovakia (80%)" in brief.bottom_line[4]
    assert "there is a ceasefire" in brief.bottom_line[5]
    assert all(len(text) < 200 and text.endswith(".") for text in brief.bottom_line)


def test_confidence_stands_apart_from_likelihood() -> None:
    brief = full_brief()
    assert brief.confidence.startswith("Confidence is low: everything comes from one source")
    assert not any("onfidence" in text for text in brief.bottom_line)
    assert not re.search(r"likely|chance|\d%", brief.confidence)


def test_actors_are_grouped_by_what_they_said() -> None:
    found = groups(full_brief())
    assert set(found["Leading"]) == {"France", "United Kingdom"}
    assert found["Undecided or divided"] == ["Italy"]
    assert found["Out"] == ["Poland"]
    assert found["For whom it is meant: in"] == ["Ukraine"]
    assert set(found["Against"]) == {"Hungary", "Slovakia", "Russia"}
    everybody = [name for names in found.values() for name in names]
    assert sorted(everybody) == sorted(country_name(str(row[0])) for row in SAID)


def test_the_word_of_the_source_and_the_number_of_the_model_never_mix() -> None:
    for block in section(full_brief(), "standing").blocks:
        if isinstance(block, Group):
            for standing in block.actors:
                source = " ".join(texts(replace(standing, found=())))
                assert not re.search(r"\d%", source)
                model = " ".join(texts(standing.found))
                for quote in standing.quotes:
                    assert quote.text not in model


def test_likelihoods_shown_are_those_of_the_model() -> None:
    found, brief = outlook(), full_brief()
    shown = {
        standing.actor: dict(standing.found)["Joins"]
        for block in section(brief, "standing").blocks
        if isinstance(block, Group)
        for standing in block.actors
    }
    for actor in found.formation.actors:
        if actor.actor in ("UKR", "RUS"):
            assert shown[country_name(actor.actor)] == "not asked to"
        else:
            assert f"({percent(actor.p_joins.p)})" in shown[country_name(actor.actor)]


def test_quotes_say_where_they_stand() -> None:
    page = article()
    for quote in quotes(full_brief()):
        start, end = map(int, re.search(r"(\d+)–(\d+)", quote.place).groups())  # type: ignore[union-attr]
        assert page.text[start:end] == quote.text
        number = int(re.search(r"§(\d+)", quote.place)[1])  # type: ignore[index]
        assert page.paragraphs[number - 1].text == quote.text
        assert quote.source == ""
    assert any("All quotes are from “Who guards the strait?”" in t for t in texts(full_brief()))


def quotes(brief: Brief) -> list[Quote]:
    blocks = [block for part in brief.sections for block in part.blocks if isinstance(block, Group)]
    return [quote for block in blocks for standing in block.actors for quote in standing.quotes]


def test_several_sources_are_each_named() -> None:
    page = article()
    second = replace(page, id="b" * 16, doc="other", title="Another page")
    both = [*entries(page, SAID[:3]), *entries(second, SAID[3:])]
    brief = content(both, page, second)
    assert {quote.source for quote in quotes(brief)} == {"Who guards the strait?", "Another page"}


def content(said: list[Entry], *pages: Article, **more: Any) -> Brief:
    return brief_content(run(scenario(said), seed=1, worlds=500), said, articles=pages, **more)


def test_the_same_words_in_several_articles_stand_once() -> None:
    page = article()
    copy = replace(page, id="b" * 16, doc="copy")
    found = [e for e in entries(page) if e.statement.actor == "FIN"] + [
        e for e in entries(copy) if e.statement.actor == "FIN"
    ]
    (quote,) = quotes(content(found, page, copy))
    assert quote.remark == "the same words in one other article"


def test_what_was_rejected_or_superseded_is_not_shown() -> None:
    page = article()
    said = entries(page)
    gone = {"FIN": replace(said[5], verdict="reject"), "CAN": replace(said[6], superseded=True)}
    kept = [gone.get(entry.statement.actor, entry) for entry in said]
    shown = {quote.text for quote in quotes(content(kept, page))}
    assert said[5].statement.quote not in shown
    assert said[6].statement.quote not in shown
    assert said[0].statement.quote in shown


def test_reviews_are_told() -> None:
    page = article()
    time = dt.datetime(2031, 5, 7, tzinfo=dt.UTC)
    said = entries(page)
    judged = Judgement(said[0].statement.id, "correct", "Jo", time)
    said[0] = replace(said[0], verdict="correct", judgement=judged)
    brief = content(said, page)
    (quote,) = [quote for quote in quotes(brief) if quote.text == said[0].statement.quote]
    assert quote.remark == "corrected by Jo"
    assert "An analyst corrected one statement." in brief.notes


def test_notes_tell_what_is_uncertain() -> None:
    notes = " ".join(full_brief().notes)
    assert "No analyst named the initiative" in notes
    assert INITIATIVE.name in notes
    assert "may be the day it was saved" in notes


def test_two_ways_to_decide() -> None:
    part = section(full_brief(), "decisions")
    assert part.title == "Why not NATO?"
    (beside,) = [block for block in part.blocks if isinstance(block, Beside)]
    body, opt_in = beside.panels
    assert body.title == "In NATO"
    bullets = next(block for block in body.blocks if isinstance(block, Bullets))
    assert [bullet.lead for bullet in bullets.items][:2] == ["Hungary", "Slovakia"]
    assert "very likely (80%)" in bullets.items[0].text
    words = " ".join(block.text for block in opt_in.blocks if isinstance(block, Prose))
    assert "stated nowhere" in words
    assert "Nothing is known of 19 of its 32 members" in " ".join(texts(body))


def test_requirements_are_answered_where_they_are_stated() -> None:
    found, brief = outlook(requires=12.0), full_brief(requires=12.0)
    assert found.formation.success is not None
    p = percent(found.formation.success.p)
    assert f"({p}) that what is required (12 ships) comes together" in brief.bottom_line[3]
    assert "stated nowhere" not in " ".join(texts(brief))


def test_events_are_forced_one_way_and_the_other() -> None:
    found = outlook()
    table = next(b for b in section(full_brief(), "what-if").blocks if isinstance(b, Table))
    swing = next(s for s in found.pivots if s.target == "ceasefire")
    row = next(row for row in table.rows if row[0] == "A truce holds")
    assert row[1:4] == ("unlikely (35%)", rounded(swing.with_it), rounded(swing.without))


def test_figures_and_other_matters_keep_their_words() -> None:
    page, brief = article(), full_brief()
    (row,) = next(b for b in section(brief, "figures").blocks if isinstance(b, Table)).rows
    assert row[0] == "40 ships (In a week)"
    assert figure(page).quote in row[1]
    other = next(b for b in section(brief, "other").blocks if isinstance(b, Group))
    assert other.title == "arms aid"
    assert other.actors[0].quotes[0].text == OTHER[0][-1]


def test_every_assumption_is_listed_with_its_origin() -> None:
    found, brief = outlook(), full_brief()
    words = list(texts(section(brief, "basis")))
    for assumption in found.assumptions:
        assert assumption.place in words
    summary = next(b for b in section(brief, "basis").blocks if isinstance(b, Table))
    counted = sum(int(cell) for row in summary.rows for cell in row[1:] if cell != "–")
    spoken = sum(
        pledge.source.startswith("statement")
        for actor in found.scenario.actors.values()
        for pledge in actor.pledges
    )
    assert counted == len(found.assumptions) + spoken


def test_it_can_be_made_again() -> None:
    made_by = full_brief().made_by
    assert "willing run scenario.yaml --seed 1 --worlds 2000" in made_by
    assert "seed 1, 2,000 worlds" in made_by


def test_what_is_given_and_set_is_said() -> None:
    said = entries(article())
    forced = run(
        scenario(said), seed=1, worlds=300, given=["ceasefire"], forced={"us_backstop": True}
    )
    brief = brief_content(forced, said)
    assert "Only cases in which this holds are counted: ceasefire." in brief.notes
    assert "Set by hand, whatever its likelihood: us_backstop on." in brief.notes
    assert "--given 'ceasefire' --set us_backstop" in brief.made_by


def test_a_scenario_written_by_hand_says_so() -> None:
    by_hand = Scenario.model_validate(
        {
            "initiative": {"id": "cut", "title": "Methane cut", "date": "2031-01-01",
                           "kinds": ["methane_cut"], "requires": {"methane_cut": 2}},
            "actors": {
                "NZL": {"pledges": [{"kind": "methane_cut", "stance": "lead"}]},
                "acme": {"name": "Acme plc", "pledges": [{"kind": "methane_cut", "stance": 0.6}]},
            },
        }
    )  # fmt: skip
    brief = brief_content(run(by_hand, seed=1, worlds=500), [])
    assert groups(brief) == {
        "Leading": ["New Zealand"],
        "No word of theirs: set by the analyst": ["Acme plc"],
    }
    assert "written by hand" in brief.confidence
    assert "the analyst’s word" in " ".join(texts(section(brief, "standing")))
    assert section(brief, "decisions").title == "Is it enough?"


def test_nothing_at_all_is_still_a_brief() -> None:
    brief = plain_brief()
    assert brief.chart is None
    assert brief.bottom_line[0] == "Nobody has said to be in."
    assert "No pledge is known" in " ".join(brief.bottom_line)


@pytest.mark.parametrize(
    ("sources", "age", "level"),
    [(1, 0, "low"), (3, 0, "moderate"), (6, 0, "high"), (6, 400, "low")],
)
def test_confidence_grows_with_sources_and_falls_with_age(
    sources: int, age: int, level: str
) -> None:
    base = article()
    date = base.date - dt.timedelta(days=age) if base.date else None
    pages = [
        replace(base, id=f"{n:016d}", doc=f"d{n}", date=date, date_origin="byline")
        for n in range(sources)
    ]
    said = [entry for page in pages for entry in entries(page)]
    made = run(well_founded(scenario(entries(base))), seed=1, worlds=200)
    brief = brief_content(made, said, articles=pages)
    assert brief.confidence.startswith(f"Confidence is {level}")


def well_founded(before: Scenario) -> Scenario:
    """The same with nothing left to defaults: bodies out, and sources for all amounts."""
    plain = before.model_dump(mode="json", by_alias=True)
    plain["bodies"] = {}
    for event in plain["events"].values():
        event["source"] = "analyst"
    for actor in plain["actors"].values():
        for pledge in actor["pledges"]:
            pledge["amount_source"] = "data:fleets"
    return Scenario.model_validate(plain)


def test_unknown_codes_take_the_name_of_their_statement() -> None:
    page = article()
    said = entries(page, SAID[:1])
    named = replace(said[0].statement, actor="acme", actor_name="Acme plc")
    found = Material(outlook=outlook(), entries=(replace(said[0], statement=named),))
    assert found.name("acme") == "Acme plc"
    assert found.name("FRA") == "France"


def test_every_stance_has_a_group() -> None:
    from willing.brief.positions import GROUPS

    assert GROUPS.keys() == STANCE_WORDS.keys()


def test_outlook_is_not_changed() -> None:
    found: Outlook = outlook()
    before = repr(found)
    brief_content(found, entries(article()))
    assert repr(found) == before


def test_what_is_still_open_is_watched() -> None:
    part = section(full_brief(), "watch")
    (bullets,) = [block for block in part.blocks if isinstance(block, Bullets)]
    by_lead = {bullet.lead: bullet.text for bullet in bullets.items}
    assert len(by_lead) == len(bullets.items)
    assert "Hungary (80%) and Slovakia (80%)" in by_lead["NATO"]
    assert "A truce holds" in by_lead
    open_text = by_lead.get("Still open", "")
    for name in ("Italy", "Germany"):
        assert (name in by_lead) != (name in open_text)
    assert "Poland" not in open_text


def test_an_actor_on_whom_nobody_depends_is_watched_for_what_it_brings() -> None:
    part = section(full_brief(), "watch")
    (bullets,) = [block for block in part.blocks if isinstance(block, Bullets)]
    by_lead = {bullet.lead: bullet.text for bullet in bullets.items}
    swings = {s.target: s.swing for s in outlook().pivots if s.role == "actor"}
    idle = [code for code, swing in swings.items() if abs(swing) < 0.005]
    watched = [by_lead[country_name(code)] for code in idle if country_name(code) in by_lead]
    assert watched
    for text in watched:
        assert re.fullmatch(r"Still open \(willing: \d+%; it would bring about .* ships?\)\.", text)


def test_everything_that_counts_as_joining_is_brought() -> None:
    pledge = {"stance": 0.9, "source": "analyst"}
    loaded = Scenario.model_validate(
        {
            "initiative": {"id": "force", "date": DATE, "core": ["ground_troops", "air"]},
            "actors": {
                "GBR": {
                    "pledges": [
                        {"kind": "ground_troops", "amount": 5000, **pledge},
                        {"kind": "air", "amount": 12, **pledge},
                        {"kind": "weapons", "amount": 3, **pledge},
                    ]
                }
            },
        }
    )
    brief = brief_content(run(loaded, seed=1, worlds=200), [])
    ((standing,),) = [b.actors for b in section(brief, "standing").blocks if isinstance(b, Group)]
    found = dict(standing.found)
    assert found["Brings, if it joins"] == "about 12 aircraft and 5,000 ground troops"


def test_the_bottom_line_tells_who_is_in_without_what_counts() -> None:
    said = tuple(
        ("POL", "in", ("logistics",), ("naval",), (), "Warsaw is in, with fuel, but no ships.")
        if row[0] == "POL"
        else ("ESP", "out", ("training",), (), (), "Madrid stays out, but it trains crews.")
        if row[0] == "ESP"
        else row
        for row in SAID
    )
    found = entries(article(said), said)
    brief = brief_content(run(scenario(found), seed=1, worlds=200), found)
    assert "Poland is in (no ships, but logistics)" in brief.bottom_line[0]
    assert "Estonia and Latvia are in;" in brief.bottom_line[0]
    assert "Spain is out (but training)" in brief.bottom_line[1]


def test_joining_is_explained_once() -> None:
    words = list(texts(full_brief()))
    assert sum("To join is" in text for text in words) == 1


def test_vetoes_are_named_and_folders_are_not() -> None:
    brief = full_brief()
    said = {
        standing.actor: standing.said
        for block in section(brief, "standing").blocks
        if isinstance(block, Group)
        for standing in block.actors
    }
    assert said["Hungary"] == said["Slovakia"] == "would veto it"
    assert said["Russia"] == ""
    page = replace(article(), source="/home/jo/secret/strait.txt")
    assert "/home/jo" not in " ".join(texts(content(entries(page), page)))


def test_a_code_is_replaced_by_a_name_as_a_word_only() -> None:
    """`in` stands in "willingness" too, and an event may be named like a kind."""
    hand = Scenario.model_validate(
        {
            "initiative": {"id": "p", "date": "2031-05-06", "kinds": ["rare-earths", "ships"]},
            "events": {"ships": {"p": 0.5}},
            "actors": {
                "in": {"pledges": [{"kind": "rare-earths", "stance": 0.4}]},
                "bo": {"pledges": [{"kind": "ships", "stance": 0.5, "when": "joined(in, ships)"}]},
            },
        }
    )
    first = entries(article(), SAID[:1])[0]
    said = replace(first.statement, initiative="p", actor="in", actor_name="Inland")
    spoken = replace(first, statement=said, original=said)
    brief = brief_content(run(hand, worlds=50), [spoken])
    shown = " ".join(texts(section(brief, "basis")))
    assert "Willingness of Inland (rare earths)" in shown
    assert "waits for it" not in " ".join(texts(section(brief, "watch")))
