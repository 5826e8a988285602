"""Names: who is meant, on which day; and the tables behind them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.reference.countries import country_name, is_state, resolve, states, suggest
from willing.reference.groups import blocs, group_members
from willing.reference.names import forms, names, names_of
from willing.reference.tables import plain, table

MARCH_2025 = dt.date(2025, 3, 5)
CODES = (
    set(states())
    | {row["slug"] for row in table("organisations")}
    | {row["group"] for row in table("groups")}
)


@pytest.mark.parametrize(
    ("name", "day", "code"),
    [
        ("Scholz", "2025-03-05", "DEU"),
        ("Merz", "2025-06-01", "DEU"),
        ("Starmer", "2025-03-05", "GBR"),
        ("Blair", "2003-03-05", "GBR"),
        ("Chirac", "2003-03-05", "FRA"),
        ("Schroeder", "2003-03-05", "DEU"),
        ("Aznar", "2003-03-05", "ESP"),
        ("Berlusconi", "2003-03-05", "ITA"),
        ("Havel", "2003-01-05", "CZE"),
        ("Howard", "2003-03-05", None),  # a first name too: needs company
        ("John Howard", "2003-03-05", "AUS"),
        ("Colin Powell", "2003-03-05", "USA"),
        ("Zelenskyy", "2025-03-05", "UKR"),
        ("Zelensky", "2025-03-05", "UKR"),
        ("Vladimir Putin", "2025-03-05", "RUS"),
        ("Erdogan", "2025-03-05", "TUR"),
        ("Orban", "2025-03-05", "HUN"),
        ("Rutte", "2023-03-05", "NLD"),
        ("Rutte", "2025-03-05", "nato"),
        ("Stoltenberg", "2011-03-20", "NOR"),
        ("Stoltenberg", "2022-02-24", "nato"),
        ("Stoltenberg", "2025-06-01", "NOR"),
        ("Kallas", "2023-03-05", "EST"),
        ("Kallas", "2025-03-05", "eu"),
        ("Tusk", "2011-03-20", "POL"),
        ("Tusk", "2017-03-20", "eu"),
        ("Tusk", "2025-03-05", "POL"),
        ("von der Leyen", "2017-03-20", "DEU"),
        ("von der Leyen", "2025-03-05", "eu"),
        ("Guterres", "2000-03-05", "PRT"),
        ("Guterres", "2025-03-05", "un"),
        ("Trump", "2024-11-20", "USA"),
        ("Trump", "2025-03-05", "USA"),
        ("Ishiba", "2025-03-05", "JPN"),
        ("Takaichi", "2025-12-01", "JPN"),
        ("Lula", "2025-03-05", "BRA"),
        ("Sheinbaum", "2025-03-05", "MEX"),
        ("Mia Mottley", "2023-11-30", "BRB"),
        ("Ruto", "2024-06-25", "KEN"),
        ("Scholz", "2003-03-05", None),
        ("Merz", "2020-03-05", None),
    ],
)
def test_leaders_by_their_day(name: str, day: str, code: str | None) -> None:
    found = resolve(name, dt.date.fromisoformat(day))
    alone = [n.alone for n in names(dt.date.fromisoformat(day)) if n.text == name]
    assert found == code or (code is None and alone and not any(alone))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("the UK", "GBR"),
        ("U.S.", "USA"),
        ("Türkiye", "TUR"),
        ("Czech Republic", "CZE"),
        ("Ivory Coast", "CIV"),
        ("Cote d'Ivoire", "CIV"),
        ("Burma", "MMR"),
        ("Holland", "NLD"),
        ("Pole", "POL"),
        ("Poles", "POL"),
        ("Spaniards", "ESP"),
        ("Briton", "GBR"),
        ("Turks", "TUR"),
        ("Dane", "DNK"),
        ("Swedes", "SWE"),
        ("Finn", "FIN"),
        ("Ukrainians", "UKR"),
        ("Americans", "USA"),
        ("Russians", "RUS"),
        ("Kiev", "UKR"),
        ("Kyiv", "UKR"),
        ("Pyongyang", "PRK"),
        ("10 Downing Street", "GBR"),
        ("No 10", "GBR"),
        ("Whitehall", "GBR"),
        ("Elysee", "FRA"),
        ("Élysée Palace", "FRA"),
        ("Quai d'Orsay", "FRA"),
        ("Kremlin", "RUS"),
        ("White House", "USA"),
        ("Pentagon", "USA"),
        ("State Department", "USA"),
        ("Bundestag", "DEU"),
        ("Sejm", "POL"),
        ("Knesset", "ISR"),
        ("Palazzo Chigi", "ITA"),
        ("Moncloa", "ESP"),
        ("Blue House", "KOR"),
        ("Zhongnanhai", "CHN"),
        ("Bankova", "UKR"),
        ("Berlaymont", "eu"),
        ("European Commission", "eu"),
        ("European Council", "eu"),
        ("EU Council", "eu"),
        ("North Atlantic Council", "nato"),
        ("DEU", "DEU"),
        ("nowhere at all", None),
        ("Korea", "KOR"),
    ],
)
def test_places_and_institutions(name: str, code: str | None) -> None:
    assert resolve(name, MARCH_2025) == code


def test_every_code_is_known() -> None:
    for name in ("leaders", "names", "memberships", "council_weights", "capability"):
        assert {row["code"] for row in table(name)} <= CODES, name


def test_every_state_has_a_name_and_a_capital_or_is_its_own() -> None:
    placed = {row["code"] for row in table("names") if row["kind"] in ("capital", "seat")}
    itself = {"MCO", "SGP", "STP", "VAT", "BEL"}  # Brussels stands for the European Union
    assert set(states()) - placed <= itself
    assert len({country_name(code) for code in states()}) == len(states())


@pytest.mark.parametrize("day", ["1995-01-01", "2003-03-01", "2014-03-01", "2025-03-05"])
def test_no_form_that_stands_alone_is_ambiguous(day: str) -> None:
    by_text: dict[str, set[str]] = defaultdict(set)
    for name in names(dt.date.fromisoformat(day)):
        if name.alone:
            by_text[name.text].add(name.code)
    assert {text: codes for text, codes in by_text.items() if len(codes) > 1} == {}


@pytest.mark.parametrize("common", ["May", "Brown", "Straw", "Fox", "Store", "Kim", "Li", "Son"])
def test_common_words_are_no_leaders_by_themselves(common: str) -> None:
    assert not any(n.alone for n in names() if n.text == common)


@pytest.mark.parametrize("day", [dt.date(1999, 1, 1), MARCH_2025])
def test_what_holds_always_means_the_same_on_every_day(day: dt.date) -> None:
    always = [text for text, known in forms().items() if all(dated.always for dated in known)]
    assert "France" in always and "Scholz" not in always
    assert [names_of(text, day) for text in always] == [names_of(text) for text in always]


def test_groups_and_blocs_on_a_day() -> None:
    assert group_members("baltic") == ("EST", "LTU", "LVA")
    assert "FIN" in group_members("jef", MARCH_2025)
    assert "MLI" not in group_members("ecowas", dt.date(2025, 3, 5))
    assert blocs("EST", MARCH_2025) == ("nato", "eu", "nb8")
    assert "nato" not in blocs("FIN", dt.date(2022, 3, 5))
    assert all(is_state(code) or code in CODES for code in group_members("g20"))


def test_a_slip_is_corrected_and_an_invention_is_not() -> None:
    assert suggest("Germny") == ["Germany"]
    assert suggest("Ruritania") == []


@given(st.text(max_size=80))
def test_any_text_resolves_to_a_code_or_to_nothing(text: str) -> None:
    assert resolve(text, MARCH_2025) in CODES | {None}


@given(st.text(max_size=80))
def test_plain_text_stays_plain(text: str) -> None:
    assert plain(plain(text)) == plain(text)
