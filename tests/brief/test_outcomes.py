"""What it may come to, what the adversary may do, what would settle it: the model's own numbers."""

from __future__ import annotations

import re

import pytest

from willing.brief.adversary import adversary_section
from willing.brief.blocks import Block, Fold, Prose, Section, Stack, Table
from willing.brief.bottom_line import bottom_line
from willing.brief.material import Material
from willing.brief.outcomes import outcomes_section, together
from willing.brief.unknowns import unknowns_fold
from willing.brief.words import percent
from willing.outlook import Outlook, run
from willing.scenario.scenario import Scenario


def forces(**changes: object) -> Scenario:
    """A force against an adversary whose strength is known."""
    return Scenario.model_validate(
        {
            "initiative": {
                "id": "force",
                "title": "Guard of the line",
                "date": "2031-05-06",
                "adversary": "RUS",
                "beneficiary": "UKR",
                "requires": {"ground_troops": 8000},
            },
            "events": {"ceasefire": {"p": 0.4}, "us_backstop": {"p": 0.3}},
            "actors": {
                "GBR": {"pledges": [{"kind": "ground_troops", "amount": 6000, "stance": "in"}]},
                "FRA": {
                    "pledges": [{"kind": "ground_troops", "amount": 3000, "stance": "lean_in"}]
                },
            },
        }
        | changes
    )


@pytest.fixture(scope="module")
def found() -> Outlook:
    return run(forces(), seed=1, worlds=4000)


def prose(blocks: tuple[Block, ...]) -> str:
    return " ".join(block.text for block in blocks if isinstance(block, Prose))


def table(section: Section | Fold, caption: str) -> Table:
    return next(b for b in section.blocks if isinstance(b, Table) and b.caption.startswith(caption))


def test_the_tree_is_told_with_all_of_its_probability(found: Outlook) -> None:
    section = outcomes_section(Material(found))
    assert section is not None
    rows = table(section, "How it may end").rows
    shown = [int(re.search(r"(\d+)%", row[1])[1]) for row in rows]
    assert 97 <= sum(shown) <= 103
    assert rows[-1][0] == "Anything else"
    assert any("the adversary backs down" in row[0] for row in rows)
    assert percent(found.joint.tree.good.value) in prose(section.blocks)


def test_as_things_stand_come_before_each_event(found: Outlook) -> None:
    section = outcomes_section(Material(found))
    assert section is not None
    rows = table(section, "The parts of it").rows
    whole = found.joint.tree.whole
    assert rows[0][0] == "As things stand"
    assert rows[0][1:3] == (percent(whole.settled), percent(whole.enough))
    assert rows[1][0] == "If there is a ceasefire"


def test_the_adversary_is_named_with_its_weakest_assumption(found: Outlook) -> None:
    section = adversary_section(Material(found))
    deterrence = found.joint.deterrence
    assert section is not None and deterrence is not None
    assert section.title == "What Russia may do"
    said = prose(section.blocks)
    assert percent(deterrence.shares.holds) in said
    assert "Confidence in this is low" in said
    assert "weakest assumption" in said
    assert percent(deterrence.tornado[0].holds_low) in said
    fold = section.blocks[-1]
    assert isinstance(fold, Fold)
    assert len(table(fold, "All parameters").rows) == len(deterrence.setting.parameters)


def test_a_tripwire_is_called_one_and_a_force_that_only_provokes_is_not(found: Outlook) -> None:
    section = adversary_section(Material(found))
    curve = found.joint.deterrence.curve
    assert curve.shares[1].holds - curve.shares[0].holds > 0.8 * (
        curve.best - curve.shares[0].holds
    )
    assert "that somebody is there counts for more than how many" in prose(section.blocks)
    provoking = {"parameters": {"provocation": 5, "provocation_power": 0.3}}
    other = adversary_section(Material(run(forces(crisis=provoking), seed=1, worlds=1000)))
    assert "counts for more than how many" not in prose(other.blocks)


def test_what_would_settle_it_begins_with_what_moves_most(found: Outlook) -> None:
    fold = unknowns_fold(Material(found))
    assert fold is not None
    rows = table(fold, "What is not known").rows
    moves = [float(row[3].split()[0]) for row in rows]
    assert moves == sorted(moves, reverse=True)
    assert any(row[0] == "Whether France is willing (ground troops)" for row in rows)


def test_the_bottom_line_carries_it(found: Outlook) -> None:
    line = " ".join(bottom_line(Material(found)))
    assert "that there is a ceasefire and the settlement holds as well" in line


def test_another_settlement_is_told_in_its_own_words() -> None:
    events = {"armistice": {"p": 0.5, "title": "The armistice is signed"}}
    named = forces(events=events, crisis={"settlement": "armistice"})
    material = Material(run(named, seed=1, worlds=500))
    assert together(material).startswith("the armistice is signed, what is required")


def test_without_a_crisis_there_is_no_such_section() -> None:
    question = {"id": "club", "date": "2031-05-06", "requires": {"ground_troops": 8000}}
    material = Material(run(forces(initiative=question), seed=1, worlds=500))
    assert outcomes_section(material) is None
    assert adversary_section(material) is None
    assert unknowns_fold(material) is not None


def test_dashed_lines_are_spoken_of_where_they_are_drawn(found: Outlook) -> None:
    pledge = {"kind": "ground_troops", "amount": 9000, "stance": 1.0}
    alike = run(forces(actors={"GBR": {"pledges": [pledge]}}), seed=1, worlds=500)
    for outlook, drawn in ((found, True), (alike, False)):
        section = adversary_section(Material(outlook))
        assert section is not None
        stack = next(block for block in section.blocks if isinstance(block, Stack))
        assert ("dashed lines" in stack.text) is drawn
