"""What it costs, as the brief tells it: the model's numbers, and what they hang on."""

from __future__ import annotations

import pytest
from test_outcomes import forces, prose

from willing.brief.blocks import Table
from willing.brief.content import brief_content
from willing.brief.costs import costs_section
from willing.brief.material import Material
from willing.brief.words import percent, rounded
from willing.outlook import Outlook, run

AID = {
    "months": 24,
    "donors": {
        "USA": {"military": 24.0},
        "DEU": {"military": 6.0, "financial": 2.0},
        "FRA": {"military": 4.0},
        "EST": {"military": 0.4},
    },
    "pause": {"USA": "not us_backstop"},
}


@pytest.fixture(scope="module")
def found() -> Outlook:
    return run(forces(aid=AID), seed=1, worlds=3000)


def test_who_gives_and_who_may_stop(found: Outlook) -> None:
    section = costs_section(Material(found))
    relief = found.joint.aid
    assert section is not None and relief is not None
    said = prose(section.blocks)
    assert "Four donors gave EUR 36.4 billion over 24 months" in said
    assert f"{percent(24 / 36.4)} comes from the United States" in said
    backstop = found.formation.by_event[-1]
    assert backstop.event == "us_backstop"
    assert relief.p is not None and relief.p.p == pytest.approx(1 - 0.3, abs=0.03)
    assert f"({percent(relief.p.p)}) that the United States stops giving" in said
    assert "EUR 1 billion a month" in said


def test_others_pay_what_the_key_and_the_cap_say(found: Outlook) -> None:
    section = costs_section(Material(found))
    relief = found.joint.aid
    assert section is not None and relief is not None
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert len(table.columns) == 2 + len(relief.keys)
    germany = next(row for row in table.rows if row[0] == "Germany")
    cost = next(cost for cost in relief.keys[0].costs if cost.donor == "DEU")
    assert germany[1].startswith(rounded(cost.billions.median))
    assert table.rows[-1][0] == "Stays open"
    assert "United States" not in {row[0] for row in table.rows}


def test_without_a_cap_all_give_the_same_part_of_their_gdp(found: Outlook) -> None:
    section = costs_section(Material(found))
    relief = found.joint.aid
    assert section is not None and relief is not None
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert table.columns[-1] == "By GDP, no cap"
    parts = {row[-1].partition(" ")[2] for row in table.rows[:-1]}
    assert len(parts) == 1
    assert f"each would give {parts.pop().strip('()')} of its GDP a year" in prose(section.blocks)


def test_columns_that_look_alike_are_explained() -> None:
    capped = run(forces(aid=AID | {"cap_pct_gdp": 0.1}), seed=1, worlds=500)
    said = prose(costs_section(Material(capped)).blocks)
    assert "By every key the hole is larger" in said and "Estonia" in said
    free = run(forces(aid=AID | {"cap_pct_gdp": 5}), seed=1, worlds=500)
    assert "By every key" not in prose(costs_section(Material(free)).blocks)


def test_its_assumptions_are_listed(found: Outlook) -> None:
    places = {assumption.place for assumption in found.assumptions}
    assert {"aid.cap_pct_gdp", "aid.eur_usd"} <= places
    assert "Its weakest assumption" in prose(costs_section(Material(found)).blocks)


def test_without_aid_there_is_no_such_section() -> None:
    outlook = run(forces(), seed=1, worlds=500)
    assert outlook.joint.aid is None
    assert "costs" not in {section.id for section in brief_content(outlook, ()).sections}
