"""The leaders that ship: known holders of known offices, and terms that make sense."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import pairwise
from time import perf_counter

import pytest

from willing.reference.names import Name, names
from willing.reference.tables import first_day, last_day, table, words

ROLES = {
    "head_of_state",
    "head_of_government",
    "foreign",
    "defence",
    "spokesperson",
    "envoy",
    "other",
}

# (day, name in the text, code, person, role): public record.
FACTS = [
    ("1990-08-02", "Thatcher", "GBR", "Margaret Thatcher", "head_of_government"),
    ("1991-01-17", "Mitterrand", "FRA", "François Mitterrand", "head_of_state"),
    ("1999-03-24", "Javier Solana", "nato", "Javier Solana", "head_of_government"),
    ("2003-03-20", "Blair", "GBR", "Tony Blair", "head_of_government"),
    ("2003-03-20", "Kwasniewski", "POL", "Aleksander Kwaśniewski", "head_of_state"),
    ("2003-03-20", "Chirac", "FRA", "Jacques Chirac", "head_of_state"),
    ("2003-02-05", "Colin Powell", "USA", "Colin Powell", "foreign"),
    ("2011-03-19", "Sarkozy", "FRA", "Nicolas Sarkozy", "head_of_state"),
    ("2013-08-29", "David Cameron", "GBR", "David Cameron", "head_of_government"),
    ("2015-07-14", "Tsipras", "GRC", "Alexis Tsipras", "head_of_government"),
    ("2022-02-27", "Scholz", "DEU", "Olaf Scholz", "head_of_government"),
    ("2022-03-01", "Zelenskyy", "UKR", "Volodymyr Zelensky", "head_of_state"),
    ("2022-03-01", "Kuleba", "UKR", "Dmytro Kuleba", "foreign"),
    ("2023-07-11", "Erdogan", "TUR", "Recep Tayyip Erdoğan", "head_of_state"),
    ("2024-01-16", "Jake Sullivan", "USA", "Jake Sullivan", "other"),
    ("2024-05-20", "Stoltenberg", "nato", "Jens Stoltenberg", "head_of_government"),
    ("2024-06-30", "William Ruto", "KEN", "William Ruto", "head_of_state"),
    ("2025-03-27", "Starmer", "GBR", "Keir Starmer", "head_of_government"),
    ("2025-03-27", "Kallas", "eu", "Kaja Kallas", "foreign"),
    ("2025-03-27", "Rutte", "nato", "Mark Rutte", "head_of_government"),
    ("2025-03-27", "Jonas Gahr Store", "NOR", "Jonas Gahr Støre", "head_of_government"),
    ("2025-03-27", "Peskov", "RUS", "Dmitry Peskov", "spokesperson"),
    ("2025-03-27", "Witkoff", "USA", "Steve Witkoff", "envoy"),
    ("2025-09-04", "Merz", "DEU", "Friedrich Merz", "head_of_government"),
    ("2025-09-04", "Mark Carney", "CAN", "Mark Carney", "head_of_government"),
    ("2025-11-10", "Takaichi", "JPN", "Sanae Takaichi", "head_of_government"),
]


def _named(text: str, on: str) -> list[Name]:
    return [name for name in names(dt.date.fromisoformat(on)) if name.text == text]


@pytest.mark.parametrize(("on", "text", "code", "person", "role"), FACTS)
def test_a_known_leader_stands_for_the_office_held_that_day(
    on: str, text: str, code: str, person: str, role: str
) -> None:
    [name] = _named(text, on)
    assert (name.code, name.person, name.role) == (code, person, role)
    assert name.kind == "leader" and name.current and name.alone


def test_a_surname_changes_hands_with_the_office() -> None:
    assert [n.code for n in _named("Stoltenberg", "2010-01-01")] == ["NOR"]
    assert [n.code for n in _named("Stoltenberg", "2020-01-01")] == ["nato"]
    assert [n.code for n in _named("Tusk", "2016-06-24")] == ["eu"]
    assert [n.code for n in _named("Tusk", "2025-06-24")] == ["POL"]


def test_a_former_leader_is_no_longer_current_and_then_no_longer_named() -> None:
    [soon] = _named("Boris Johnson", "2022-12-01")
    assert not soon.current
    assert not _named("Boris Johnson", "2025-01-01")


@pytest.mark.parametrize(
    ("surname", "on"),
    [
        ("May", "2018-01-01"),
        ("Kim", "2024-01-01"),
        ("Wang", "2024-01-01"),
        ("Store", "2024-01-01"),
        ("Dan", "2025-09-01"),
        ("Wong", "2025-01-01"),
        ("Brown", "2008-01-01"),
        ("Michel", "2022-01-01"),
        ("Major", "1993-01-01"),
    ],
)
def test_common_or_shared_surnames_never_stand_alone(surname: str, on: str) -> None:
    found = _named(surname, on)
    assert found and not any(name.alone for name in found)


def test_a_state_keeps_its_name_from_a_leader_who_shares_it() -> None:
    assert {n.code for n in _named("Montenegro", "2025-01-01")} == {"MNE"}


def test_every_row_is_well_formed() -> None:
    codes = {row["iso3"] for row in table("countries")}
    codes |= {row["slug"] for row in table("organisations")}
    for row in table("leaders"):
        assert None not in row and None not in row.values(), row
        assert row["code"] in codes, row
        assert row["role"] in ROLES, row
        assert row["alone"] in ("0", "1"), row
        assert row["start"] and first_day(row["start"]) <= last_day(row["end"]), row
        usual = words(row["person"])[0]
        assert " " in usual or usual in ("Suharto", "Sugiono"), row


def test_no_row_is_given_twice() -> None:
    rows = [tuple(row.values()) for row in table("leaders")]
    assert len(rows) == len(set(rows))


def test_a_state_has_one_head_of_government_at_a_time() -> None:
    by_code: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in table("leaders"):
        if row["role"] == "head_of_government":
            by_code[row["code"]].append(row)
    for rows in by_code.values():
        rows.sort(key=lambda row: first_day(row["start"]))
        for early, late in pairwise(rows):
            if words(early["person"])[0] != words(late["person"])[0]:
                both = min(last_day(early["end"]), last_day(late["end"])) - first_day(late["start"])
                assert both <= dt.timedelta(days=31), (early, late)


def test_a_person_is_one_name_whatever_the_spelling() -> None:
    assert all("|" not in name.person for name in names())
    zelensky = {n.person for n in names(dt.date(2024, 1, 1)) if n.text.endswith("Zelenskyy")}
    assert zelensky == {"Volodymyr Zelensky"}


def test_the_names_of_a_day_are_found_at_once() -> None:
    names(dt.date(2020, 1, 1))
    start = perf_counter()
    names(dt.date(2020, 1, 2))
    assert perf_counter() - start < 0.25
