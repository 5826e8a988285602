"""Vetoes: only who can veto does."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.extraction.helpers import DAY
from willing.documents.read import read_text
from willing.extraction.rules import read_statements
from willing.extraction.vetoes import is_veto
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import Stance

AGAINST = "it voted against the text"


@pytest.mark.parametrize(
    ("actor", "stance", "body", "quote", "told", "veto"),
    [
        ("HUN", "oppose", "EU unanimity", "", True, True),
        ("HUN", "oppose", "EU unanimity", AGAINST, False, False),
        ("SRB", "oppose", "EU unanimity", "", True, False),
        ("TUR", "oppose", "NATO consensus", "", True, True),
        ("RUS", "oppose", "NATO consensus", "", True, False),
        ("FRA", "oppose", "UNSC", AGAINST, False, True),
        ("FRA", "oppose", "UNSC", "it condemned the text", False, False),
        ("FRA", "undecided", "UNSC", AGAINST, False, False),
        ("PAN", "oppose", "UNSC", AGAINST, True, False),
        ("POL", "oppose", "EU qualified majority", "", True, False),
        ("RUS", "oppose", "UN", "", True, True),
        ("RUS", "oppose", "UN resolution", "", True, True),
        ("RUS", "oppose", "UN General Assembly", "", True, False),
        ("POL", "oppose", "opt-in", "", True, True),
        ("POL", "oppose", "a club nobody knows", "", True, True),
        ("POL", "oppose", "", "", True, True),
    ],
)
def test_who_can_veto_in_a_known_body(
    actor: str, stance: Stance, body: str, quote: str, told: bool, veto: bool
) -> None:
    assert is_veto(actor, stance, body, DAY, quote, told=told) is veto


def test_membership_is_that_of_the_day() -> None:
    before, after = dt.date(2003, 1, 1), dt.date(2025, 1, 1)
    assert not is_veto("HUN", "oppose", "EU unanimity", before, "", told=True)
    assert is_veto("HUN", "oppose", "EU unanimity", after, "", told=True)


@pytest.mark.parametrize(
    ("text", "body", "vetoes"),
    [
        ("Hungary has vetoed the sanctions package.", "EU unanimity", {"HUN"}),
        ("Hungary has dropped its veto of the sanctions package.", "EU unanimity", set()),
        ("Russia voted against the sanctions package.", "UN Security Council", {"RUS"}),
        ("Russia condemned the sanctions package.", "UN Security Council", set()),
        ("Guyana voted against the sanctions package.", "UN Security Council", set()),
        ("Hungary said that nothing stands in the way of the sanctions package.", "EU", set()),
    ],
)
def test_a_veto_is_read(text: str, body: str, vetoes: set[str]) -> None:
    article = read_text(text, doc="d", date=DAY)
    package = Initiative(id="package", name="sanctions package", body=body)
    said = read_statements(article, [package], trusting=True)
    assert {s.actor for s in said if s.veto} == vetoes
