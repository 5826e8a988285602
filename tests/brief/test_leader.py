"""A leader's approval in the brief: the model's numbers, mixed by the outlook's chances."""

from __future__ import annotations

import pytest
from test_outcomes import forces, prose

from willing.brief.beneficiary import beneficiary_section
from willing.brief.blocks import Fans
from willing.brief.content import brief_content
from willing.brief.drawings import drawing_table
from willing.brief.html import render_html
from willing.brief.material import Material
from willing.brief.words import percent
from willing.outlook import Outlook, run

LEADER = {
    "name": "The <b>president</b>",
    "country": "UKR",
    "threshold": 0.4,
    "polls": [
        {"date": "2031-03-01", "percent": 57, "sample": 1000, "house": "A"},
        {"date": "2031-04-20", "share": 0.52, "sample": 1200, "house": "B"},
    ],
}


@pytest.fixture(scope="module")
def found() -> Outlook:
    return run(forces(leaders={"president": LEADER}), seed=1, worlds=3000)


def test_outcomes_have_the_chances_of_the_tree(found: Outlook) -> None:
    (approval,) = found.joint.approvals
    whole = found.joint.tree.whole
    chances = {fan.outcome: fan.p for fan in approval.fans}
    assert chances["holds"] == pytest.approx(whole.settled * whole.outcomes["holds"])
    assert chances["no_deal"] == pytest.approx(1 - whole.settled)
    assert sum(chances[name] for name in ("holds", "falters", "no_deal")) == pytest.approx(1)


def test_the_leader_is_told_with_the_weakest_assumption(found: Outlook) -> None:
    section = beneficiary_section(Material(found))
    (approval,) = found.joint.approvals
    assert section is not None
    said = prose(section.blocks)
    assert f"two polls put approval at about {percent(approval.level.median)}" in said
    assert "it falls below 40% at some time" in said
    assert "is a prior, not a measurement" in said
    drawn = next(block for block in section.blocks if isinstance(block, Fans))
    assert len(drawing_table(drawn).rows) == len(approval.fans)


def test_a_name_is_no_markup(found: Outlook) -> None:
    page = render_html(brief_content(found, ()))
    assert "<b>president" not in page
    assert "&lt;b&gt;president" in page


def test_without_a_crisis_no_outcome_has_a_chance() -> None:
    question = {"id": "club", "date": "2031-05-06", "requires": {"ground_troops": 8000}}
    one = {**LEADER, "polls": LEADER["polls"][:1]}
    outlook = run(forces(initiative=question, leaders={"president": one}), seed=1, worlds=500)
    section = beneficiary_section(Material(outlook))
    assert section is not None
    assert section.title == "What it means for those concerned"
    assert "one poll puts approval at about" in prose(section.blocks)
    assert {fan.p for fan in outlook.joint.approvals[0].fans} == {None}
