"""Mentions: names in capitals, and what in capitals is none."""

import pytest

from tests.extraction.helpers import DAY
from willing.extraction.mentions import find_mentions


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("NETHERLANDS - Still weighing it", {"NLD"}),
        ("THE DUTCH have made no commitment", {"NLD"}),
        ("SAUDI ARABIA, JORDAN: bases", {"SAU", "JOR"}),
        ("BALTIC STATES: a battalion", {"EST", "LVA", "LTU"}),
        ("The Balts are in favour", {"EST", "LVA", "LTU"}),
        ("The three Baltic premiers agreed", {"EST", "LVA", "LTU"}),
    ],
)
def test_names_in_capitals_and_short_names_of_groups(text: str, codes: set[str]) -> None:
    assert {code for mention in find_mentions(text, DAY) for code in mention.codes} == codes


@pytest.mark.parametrize(
    "text", ["LONDON - The talks went on.", "MAY it help.", "An IRAQI-free day"]
)
def test_datelines_and_surnames_in_capitals_are_no_names(text: str) -> None:
    assert not [m for m in find_mentions(text, DAY) if m.kind in ("capital", "leader")]
