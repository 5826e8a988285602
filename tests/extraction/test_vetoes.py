"""Vetoes: only who can veto does."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.extraction.helpers import DAY
from willing.documents.read import read_text
from willing.extraction.rules import read_statements
from willing.extraction.vetoes import is_veto
from willing.reference.initiative import Initiative


@pytest.mark.parametrize(
    ("actor", "stance", "body", "told", "veto"),
    [
        ("HUN", "oppose", "EU unanimity", True, True),
        ("HUN", "oppose", "EU unanimity", False, False),
        ("SRB", "oppose", "EU unanimity", True, False),
        ("TUR", "lean_out", "NATO consensus", True, True),
        ("RUS", "oppose", "NATO consensus", True, False),
        ("FRA", "oppose", "UNSC", False, True),
        ("FRA", "undecided", "UNSC", False, False),
        ("PAN", "oppose", "UNSC", True, False),
        ("POL", "oppose", "EU qualified majority", True, False),
        ("POL", "oppose", "opt-in", True, True),
        ("POL", "oppose", "a club nobody knows", True, True),
        ("POL", "oppose", "", True, True),
    ],
)
def test_who_can_veto_in_a_known_body(
    actor: str, stance: str, body: str, told: bool, veto: bool
) -> None:
    assert is_veto(actor, stance, body, DAY, told=told) is veto  # type: ignore[arg-type]


def test_membership_is_that_of_the_day() -> None:
    before, after = dt.date(2003, 1, 1), dt.date(2025, 1, 1)
    assert not is_veto("HUN", "oppose", "EU unanimity", before, told=True)
    assert is_veto("HUN", "oppose", "EU unanimity", after, told=True)


@pytest.mark.parametrize(
    ("text", "body", "vetoes"),
    [
        ("The Hungarian veto of the sanctions package stands.", "EU unanimity", {"HUN"}),
        ("Hungary's veto of the sanctions package came late.", "EU unanimity", {"HUN"}),
        ("Hungary has dropped its veto of the sanctions package.", "EU unanimity", set()),
        ("Russia voted against the sanctions package.", "UN Security Council", {"RUS"}),
        ("Guyana voted against the sanctions package.", "UN Security Council", set()),
    ],
)
def test_a_veto_is_read(text: str, body: str, vetoes: set[str]) -> None:
    article = read_text(text, doc="d", date=DAY)
    package = Initiative(id="package", name="sanctions package", body=body)
    said = read_statements(article, [package], trusting=True)
    assert {s.actor for s in said if s.veto} == vetoes
