"""Bodies: their members on known days, and how their names are read."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.errors import InputError
from willing.reference.bodies import body, known_bodies, match_body
from willing.reference.countries import is_state

MARCH_2025 = dt.date(2025, 3, 5)


@pytest.mark.parametrize(
    ("name", "day", "number"),
    [
        ("NATO", "1990-01-01", 16),
        ("NATO", "1999-03-24", 19),
        ("NATO", "2004-04-01", 26),
        ("NATO", "2009-04-02", 28),
        ("NATO", "2021-01-01", 30),
        ("NATO", "2023-06-01", 31),
        ("NATO", "2025-03-05", 32),
        ("EU", "1958-01-01", 6),
        ("EU", "1973-01-01", 9),
        ("EU", "1981-01-01", 10),
        ("EU", "1986-01-01", 12),
        ("EU", "1994-12-31", 12),
        ("EU", "1995-01-01", 15),
        ("EU", "2004-05-01", 25),
        ("EU", "2007-01-01", 27),
        ("EU", "2016-06-23", 28),
        ("EU", "2020-01-31", 28),
        ("EU", "2020-02-01", 27),
        ("EU", "2025-03-05", 27),
        ("G7", "2025-03-05", 7),
        ("UNGA", "2000-12-31", 189),
        ("UNGA", "2002-12-31", 191),
        ("UNGA", "2025-03-05", 193),
        ("OSCE", "1975-08-01", 32),  # of 35 that signed, three states are no more
        ("OSCE", "2025-03-05", 57),
        ("JEF", "2016-01-01", 7),
        ("JEF", "2025-03-05", 10),
        ("NB8", "2025-03-05", 8),
        ("IMF", "2025-03-05", 190),
        ("Bundesrat", "2025-03-05", 16),
        ("US federal legislation", "2025-03-05", 537),
    ],
)
def test_how_many_members(name: str, day: str, number: int) -> None:
    assert len(body(name, dt.date.fromisoformat(day)).members) == number


@pytest.mark.parametrize("year", range(1990, 2028))
def test_the_security_council_has_fifteen_members_each_year(year: int) -> None:
    for day in (dt.date(year, 1, 1), dt.date(year, 12, 31)):
        assert len(body("UNSC", day).members) == 15


def test_the_security_council_of_2025() -> None:
    elected = ["DNK", "DZA", "GRC", "GUY", "KOR", "PAK", "PAN", "SLE", "SOM", "SVN"]
    permanent = ["CHN", "FRA", "GBR", "RUS", "USA"]
    assert body("UNSC", MARCH_2025).members == tuple(sorted(permanent + elected))


def test_the_security_council_that_heard_powell() -> None:
    elected = ["AGO", "BGR", "CHL", "CMR", "DEU", "ESP", "GIN", "MEX", "PAK", "SYR"]
    assert set(elected) < set(body("UNSC", dt.date(2003, 2, 5)).members)


def test_finland_and_sweden_join() -> None:
    assert "FIN" not in body("NATO", dt.date(2023, 4, 3)).members
    assert "FIN" in body("NATO", dt.date(2023, 4, 4)).members
    assert "SWE" not in body("NATO", dt.date(2024, 3, 6)).members
    assert "SWE" in body("NATO", dt.date(2024, 3, 7)).members


def test_a_name_may_carry_its_own_day() -> None:
    assert len(body("NATO@2003-01-01", MARCH_2025).members) == 19
    assert body("EU QMV@2016-06-23", MARCH_2025) == body("EU QMV", dt.date(2016, 6, 23))


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("NATO", "nato"),
        ("NATO consensus", "nato"),
        ("North Atlantic Council", "nato"),
        ("EU", "eu_council"),
        ("EU unanimity", "eu_council"),
        ("Council of the EU, unanimity", "eu_council"),
        ("EU foreign ministers, unanimous", "eu_council"),
        ("EU QMV", "eu_council_qmv"),
        ("EU qualified majority", "eu_council_qmv"),
        ("European Union by qualified majority voting", "eu_council_qmv"),
        ("EU Council, reinforced qualified majority", "eu_council_reinforced_qmv"),
        ("UNSC", "unsc"),
        ("UN Security Council", "unsc"),
        ("U.N. Security Council resolution", "unsc"),
        ("UN General Assembly", "unga"),
        ("UN General Assembly, two thirds", "unga_important"),
        ("OSCE consensus", "osce"),
        ("G7 consensus", "g7"),
        ("ASEAN consensus", "asean"),
        ("the GCC", "gcc"),
        ("UN Security Council, procedural vote", "unsc_procedural"),
        ("IMF", "imf"),
        ("IMF, 85%", "imf_85"),
        ("the IMF by 70 percent", "imf_70"),
        ("IMF loan of 70 billion", "imf"),
        ("EU, 72% of the members", "eu_council_reinforced_qmv"),
        ("EU troops within 72 hours", "eu_council"),
        ("an amendment of the IMF's articles", "imf_amendment"),
        ("German Bundesrat, two thirds", "bundesrat_two_thirds"),
        ("Weimar Triangle", "weimar"),
        ("opt-in", "opt_in"),
        ("opt-in coalition", "opt_in"),
        ("unilateral", None),
        ("bilateral", None),
        ("not stated", None),
        ("", None),
        ("NATO and the EU", None),
        ("EUROPEAN football", None),
    ],
)
def test_free_text_names_a_body(text: str, known: str | None) -> None:
    assert match_body(text) == known


@pytest.mark.parametrize("known", known_bodies())
def test_ids_names_and_aliases_lead_back(known: str) -> None:
    found = body(known, MARCH_2025)
    assert match_body(found.name) == known
    assert all(match_body(alias) == known for alias in found.aliases)
    assert len(set(found.members)) == len(found.members)
    assert found.chambers or found.id.startswith("bundesrat") or all(map(is_state, found.members))
    assert found.source


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("NATOO", "did you mean NATO?"),
        ("Narnia", "the known bodies are nato"),
        ("NATO@yesterday", "write NAME@2025-03-05"),
        ("NATO@1900-01-01", "nobody was a member"),
        ("UNSC@1985-01-01", "known from 1990-01-01"),
        ("Bundesrat@1989-01-01", "known from 1990-10-03 only"),
    ],
)
def test_what_cannot_be_resolved_says_why(name: str, part: str) -> None:
    with pytest.raises(InputError, match=part.replace("?", r"\?")):
        body(name, MARCH_2025)


@given(st.text(max_size=400) | st.text("NATOEUnsc@-0123456789 ", max_size=60))
def test_any_text_is_a_body_or_an_input_error(text: str) -> None:
    assert match_body(text) in (None, *known_bodies())
    with suppress(InputError):
        assert body(text, MARCH_2025).id in known_bodies()
