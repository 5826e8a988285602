"""The ledger keeps everything once, whole, and for good."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from willing.errors import InputError, LedgerError
from willing.extraction.statement import Figure
from willing.ledger.additions import (
    add_article,
    add_copy,
    add_initiative,
    add_judgement,
    add_reading,
)
from willing.ledger.database import Ledger
from willing.ledger.entries import articles, figures, find_statement, initiatives, statements
from willing.ledger.tables import metadata
from willing.reference.initiative import Initiative

from .make import DAY, SENTENCES, article, judgement, page, reading, statement


def counts(ledger: Ledger) -> dict[str, int]:
    with ledger.engine.connect() as connection:
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for name, table in metadata.tables.items()
        }


def contents(ledger: Ledger) -> dict[str, list]:
    with ledger.engine.connect() as connection:
        return {
            name: [tuple(map(str, row)) for row in connection.execute(sa.select(table))]
            for name, table in metadata.tables.items()
        }


def test_what_goes_in_comes_out(ledger):
    of, found = page()
    assert add_reading(ledger, of, found) == 3
    assert articles(ledger) == [of]
    assert tuple(e.statement for e in statements(ledger)) == found.statements
    assert tuple(figures(ledger)) == found.figures
    entry = statements(ledger)[0]
    assert (entry.title, entry.publisher, entry.article_date) == (of.title, "The Daily", DAY)
    assert (entry.verdict, entry.judgement, entry.copy_group) == ("none", None, of.id)


def test_reading_the_same_page_twice_adds_nothing(ledger):
    of, found = page()
    add_reading(ledger, of, found)
    before = counts(ledger)
    assert add_reading(ledger, of, found) == 0
    assert not add_article(ledger, replace(of, doc="again", source="elsewhere.html"))
    assert counts(ledger) == before


def test_the_same_story_under_other_clutter_adds_nothing(ledger):
    """The offsets differ, and so do the hashes made from them; the words are the same."""
    of, found = page()
    add_reading(ledger, of, found)
    before = counts(ledger)
    again = article(before="Advertisement. Subscribe now!\n")
    shift = again.paragraphs[0].start
    moved = tuple(
        replace(s, id=f"{i:016x}", quote_start=s.quote_start + shift, quote_end=s.quote_end + shift)
        for i, s in enumerate(found.statements)
    )
    shifted = replace(
        found.figures[0],
        quote_start=found.figures[0].quote_start + shift,
        quote_end=found.figures[0].quote_end + shift,
    )
    assert add_reading(ledger, again, reading(again, *moved, figures=(shifted,))) == 0
    assert counts(ledger) == before


def test_the_same_story_with_other_quotation_marks_is_quoted_in_the_words_that_are_kept(ledger):
    of = article()
    add_article(ledger, of)
    straight = tuple(s.replace("“", '"').replace("”", '"') for s in SENTENCES)
    again = article(straight, before="Menu\n")
    add_reading(ledger, again, reading(again, statement(again, straight[2], "SYL")))
    (entry,) = statements(ledger)
    assert entry.statement.quote == SENTENCES[2]
    kept = articles(ledger)[0].text
    assert kept[entry.statement.quote_start : entry.statement.quote_end] == SENTENCES[2]


def test_a_date_given_later_counts_for_the_article_and_its_statements(ledger):
    of, found = page()
    add_reading(ledger, of, found)
    given = replace(of, date=dt.date(2025, 3, 1), date_origin="given")
    dated = replace(found, statements=tuple(replace(s, date=given.date) for s in found.statements))
    assert add_reading(ledger, given, dated) == 0
    assert articles(ledger)[0].date == given.date
    assert {e.statement.date for e in statements(ledger)} == {given.date}
    less_sure = replace(of, date=dt.date(2025, 4, 3), date_origin="display")
    add_article(ledger, less_sure)
    assert articles(ledger)[0].date == given.date


def test_a_statement_with_its_own_date_keeps_it(ledger):
    of = article()
    own = statement(of, date=dt.date(2025, 1, 9))
    add_reading(ledger, of, reading(of, own))
    add_article(ledger, replace(of, date=dt.date(2025, 3, 1), date_origin="given"))
    assert statements(ledger)[0].statement == own


def test_what_a_later_reading_no_longer_finds_stays_but_does_not_count(ledger):
    of, found = page()
    add_reading(ledger, of, found)
    better = statement(of, SENTENCES[1], "BOR", "lean_out", contribution=("basing",))
    add_reading(ledger, of, reading(of, found.statements[0], better))
    assert [e.statement.stance for e in statements(ledger)] == ["in", "lean_out"]
    everything = statements(ledger, superseded=True)
    assert sorted(e.statement.stance for e in everything if e.superseded) == ["out", "undecided"]
    add_reading(ledger, of, found)
    assert [e.statement.stance for e in statements(ledger)] == ["in", "out", "undecided"]


def test_readings_on_other_initiatives_or_by_other_readers_take_nothing_away(ledger):
    of, found = page()
    add_reading(ledger, of, found)
    other = replace(reading(of, statement(of, initiative="sanctions")), main="sanctions")
    add_reading(ledger, of, replace(other, initiatives=("sanctions",)))
    add_reading(ledger, of, reading(of), reader="model")
    assert len(statements(ledger)) == 4
    assert len(statements(ledger, initiative="sanctions")) == 1
    add_reading(ledger, of, reading(of))
    assert [e.statement.initiative for e in statements(ledger)] == ["sanctions"]


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "Ruritania is not ready"},
        {"quote_start": 1},
        {"quote_end": 10_000},
        {"quote": "", "quote_end": 0},
        {"quote_start": -5},
    ],
)
def test_a_quote_that_is_not_on_the_page_is_refused_with_all_its_reading(ledger, change):
    of, found = page()
    forged = replace(found.statements[0], **change)
    with pytest.raises(LedgerError, match="does not stand at"):
        add_reading(ledger, of, replace(found, statements=(found.statements[1], forged)))
    assert counts(ledger)["statements"] == counts(ledger)["articles"] == 0


def test_a_forged_figure_and_a_reading_of_another_article_are_refused(ledger):
    of, found = page()
    with pytest.raises(LedgerError, match="does not stand"):
        add_reading(ledger, of, reading(of, figures=(Figure("news", "9", 9.0, "nine", 0, 4),)))
    with pytest.raises(LedgerError, match="another article"):
        add_reading(ledger, replace(of, id="ff"), found)


CHANGES = ("UPDATE {0} SET seq = seq", "DELETE FROM {0}")


@pytest.mark.parametrize("table", ["articles", "statements", "figures", "judgements", "readings"])
@pytest.mark.parametrize("change", [*CHANGES, "REPLACE INTO {0} SELECT * FROM {0}"])
def test_nothing_can_be_changed_or_deleted(ledger, table, change):
    of, found = page()
    add_reading(ledger, of, found)
    add_judgement(ledger, judgement(found.statements[0].id, "accept"))
    before = contents(ledger)
    try:
        with ledger.engine.begin() as connection:
            connection.exec_driver_sql(change.format(table))
    except IntegrityError as error:
        assert "append-only" in str(error)
    else:
        assert change not in CHANGES  # a replacement may be ignored, never carried out
    assert contents(ledger) == before


def test_a_replacement_under_the_same_id_is_ignored(ledger):
    """INSERT OR REPLACE deletes silently in SQLite; the first row must survive it."""
    of, found = page()
    add_reading(ledger, of, found)
    with ledger.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT OR REPLACE INTO articles SELECT 99, id, doc, source, 'forged', date,"
            " date_origin, publisher, url, text, paragraphs, dropped, notes, added_at FROM articles"
        )
    assert articles(ledger) == [of]


def test_filters(ledger):
    of, found = page()
    add_reading(ledger, of, found)
    later = article(("Ruritania wavers.",), id="feed", date=dt.date(2025, 4, 1))
    add_reading(ledger, later, reading(later, statement(later, "Ruritania wavers.", "RUR", "out")))
    undated = article(("Nobody knows.",), id="beef", date=None)
    add_reading(ledger, undated, reading(undated, statement(undated, "Nobody knows.", "XYZ")))

    def quotes(**filters):
        return [e.statement.quote for e in statements(ledger, **filters)]

    assert quotes(actor="RUR") == quotes(actor="rur") == [SENTENCES[0], "Ruritania wavers."]
    assert quotes(stance="out") == [SENTENCES[1], "Ruritania wavers."]
    assert quotes(since=dt.date(2025, 3, 6)) == ["Ruritania wavers."]
    assert quotes(until=DAY) == list(SENTENCES)
    assert quotes(text="PORTS") == [SENTENCES[1]]
    assert quotes(article="feed") == ["Ruritania wavers."]
    assert quotes(initiative="nothing") == []
    assert quotes() == [*SENTENCES, "Ruritania wavers.", "Nobody knows."]
    with pytest.raises(InputError, match="choose from"):
        quotes(stance="maybe")


@pytest.mark.parametrize("attack", ["' OR 1=1 --", "x'; DROP TABLE statements; --", "%", "_", '"'])
def test_filters_are_data_and_never_sql(ledger, attack):
    of, found = page()
    add_reading(ledger, of, found)
    for name in ("initiative", "actor", "article", "text"):
        if name == "text" and attack == '"':
            continue
        assert statements(ledger, **{name: attack}) == []
    assert articles(ledger, ids=[attack]) == []
    with pytest.raises(InputError):
        find_statement(ledger, attack)
    assert counts(ledger)["statements"] == 3


def test_a_hostile_statement_is_kept_as_it_is(ledger):
    words = "Robert'); DROP TABLE statements;-- \x00 \u202e <script>"
    of = article((words,))
    add_reading(ledger, of, reading(of, statement(of, words, "RUR'; --")))
    assert statements(ledger)[0].statement.quote == words
    assert statements(ledger, actor="RUR'; --")


def test_half_a_character_is_an_error_with_words(ledger):
    of = article(("\ud800 is no text",))
    with pytest.raises(LedgerError, match="cannot be kept"):
        add_article(ledger, of)


def test_find_statement_by_prefix(ledger):
    of, found = page()
    add_reading(ledger, of, found)
    id_ = found.statements[1].id
    for prefix in (id_, id_[:4], id_[:8].upper(), f"statement:{id_[:8]}", f" {id_[:6]} "):
        assert find_statement(ledger, prefix).statement.id == id_
    with pytest.raises(LedgerError, match="no statement"):
        find_statement(ledger, "0" * 12)
    for wrong in ("abc", "", "statement:", "xyzw", "statement"):
        with pytest.raises(InputError, match="4 or more"):
            find_statement(ledger, wrong)


def test_an_ambiguous_prefix_names_the_candidates(ledger):
    of = article()
    twins = [
        replace(statement(of, s, "RUR"), id=f"abcd{i:012d}") for i, s in enumerate(SENTENCES[:2])
    ]
    add_reading(ledger, of, reading(of, *twins))
    with pytest.raises(LedgerError, match=r"2 statements begin with abcd .*write more digits"):
        find_statement(ledger, "abcd")


def test_the_latest_definition_of_an_initiative_counts(ledger):
    first = Initiative(id="force", name="the force", leads=("RUR",))
    second = first.model_copy(update={"requires": {"ground_troops": 5000.0}})
    assert add_initiative(ledger, first)
    assert not add_initiative(ledger, first)
    assert add_initiative(ledger, second)
    assert initiatives(ledger) == {"force": second}
    assert counts(ledger)["initiatives"] == 2
    with pytest.raises(InputError, match="no id"):
        add_initiative(ledger, Initiative(name="nameless"))


def test_copies_of_copies_are_one_group(ledger):
    for id_ in ("aa", "bb", "cc", "dd"):
        of = article(id=id_)
        add_reading(ledger, of, reading(of, statement(of)))
    assert add_copy(ledger, "bb", "aa", 0.97)
    assert not add_copy(ledger, "bb", "aa", 0.97)
    assert add_copy(ledger, "cc", "bb", 0.9)
    assert add_copy(ledger, "aa", "cc", 0.9)
    groups = {e.statement.article: e.copy_group for e in statements(ledger)}
    assert groups == {"aa": "aa", "bb": "aa", "cc": "aa", "dd": "dd"}
    with pytest.raises(LedgerError, match="no article"):
        add_copy(ledger, "aa", "zz", 1.0)
    with pytest.raises(InputError):
        add_copy(ledger, "aa", "aa", 1.0)
