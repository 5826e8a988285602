"""What each side can get at the table, as the brief tells it: the model's numbers, and names."""

from __future__ import annotations

import pytest
from test_outcomes import forces, prose

from willing.brief.beneficiary import beneficiary_section
from willing.brief.blocks import Fold, Table
from willing.brief.content import brief_content
from willing.brief.html import render_html
from willing.brief.material import Material
from willing.brief.words import percent
from willing.outlook import Outlook, run

LINKS = {
    "minerals": {"title": "the minerals deal", "values": {"UKR": -0.1, "RUS": 0, "USA": 0.2}},
    "relief": {"values": {"UKR": -0.05, "RUS": [0.1, 0.3]}},
}


@pytest.fixture(scope="module")
def found() -> Outlook:
    return run(forces(talks={"links": LINKS}), seed=1, worlds=2000)


def test_shares_are_told_with_and_without_the_absent_power(found: Outlook) -> None:
    section = beneficiary_section(Material(found))
    leverage = found.joint.leverage
    assert section is not None and leverage is not None
    assert section.title == "What it means for Ukraine"
    said = prose(section.blocks)
    assert percent(leverage.sides[0].share.median) in said
    for case in leverage.forced:
        assert percent(case.shares[0].median) in said
    assert "If the United States backs it, everything else being equal, Ukraine gets" in said


def test_each_added_issue_has_its_sentence_and_its_title(found: Outlook) -> None:
    section = beneficiary_section(Material(found))
    assert section is not None
    said = prose(section.blocks)
    assert "The minerals deal moves Ukraine’s share" in said
    assert "Relief moves Ukraine’s share" in said


def test_codes_are_names_and_every_term_has_its_origin(found: Outlook) -> None:
    section = beneficiary_section(Material(found))
    assert section is not None and isinstance(section.blocks[-1], Fold)
    tables = [block for block in section.blocks[-1].blocks if isinstance(block, Table)]
    terms = next(table for table in tables if table.caption.startswith("All terms"))
    assert {row[2] for row in terms.rows} == {"default", "analyst"}
    named = " ".join(row[0] for row in terms.rows)
    assert "UKR" not in named and "What the minerals deal is worth to the United States" in named


def test_without_two_principals_nobody_bargains() -> None:
    question = {"id": "force", "date": "2031-05-06", "adversary": "RUS", "core": ["ground_troops"]}
    found = run(forces(initiative=question), seed=1, worlds=500)
    assert found.joint.leverage is None
    assert "beneficiary" not in {section.id for section in brief_content(found, ()).sections}


def test_names_in_headings_and_columns_are_made_visible() -> None:
    actors = {code: {"name": f"{code}\x00\u202e<b>"} for code in ("UKR", "RUS")}
    pledge = {"kind": "ground_troops", "amount": 9000, "stance": "in"}
    found = run(forces(actors=actors | {"GBR": {"pledges": [pledge]}}), seed=1, worlds=500)
    page = render_html(brief_content(found, ()))
    assert "What RUS␀[U+202E]&lt;b&gt; may do" in page
    assert not {"\x00", "\u202e"} & set(page)
