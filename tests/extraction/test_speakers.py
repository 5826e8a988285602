"""Whose words stand in quotation marks, where the speaker is named only afterwards."""

import pytest

from tests.extraction.helpers import read, stances
from tests.extraction.made import claims_of
from willing.extraction.clauses import Sentence

OUT = {"lean_out", "out", "oppose"}


@pytest.mark.parametrize(
    "text",
    [
        "“Our ships are old. We will not join the force,” Peru's defence minister said.",
        '"Our ships are old. We will not join the force," Peru\'s defence minister said.',
        "“We will not join the force.” The defence minister of Peru was in no mood to explain.",
        "“Our ships are old. We will not join the force.” That was the answer of Peru.",
        "«Our ships are old. We will not join the force.» So said a spokesman for Peru.",
    ],
)
def test_a_speaker_named_afterwards_is_meant_by_we(text: str) -> None:
    assert stances(text)["PER"] in OUT


def test_who_speaks_for_no_state_is_not_meant() -> None:
    text = "“We have had enough. We will not join the force,” a campaigner from Lima said."
    assert stances(text) == {}


@pytest.mark.parametrize(
    "after",
    [
        "The answer shocked Chile.",
        "That was not what Chile wanted to hear.",
        "This left Chile alone.",
        "Chile's president listened in silence.",
        "Chile's president was furious.",
        "Chile's ambassador took note.",
        "Chile's president said that he regretted this.",
        "Chile's foreign minister could not believe what his Peruvian colleague had told him.",
    ],
)
def test_who_only_hears_does_not_speak(after: str) -> None:
    assert stances(f"“We will not join the force.” {after}").get("CHL") not in OUT


def test_who_is_told_does_not_speak() -> None:
    text = "“We have no ships. We will not join the force,” Chile was told by Peru's minister."
    assert stances(text).get("CHL") not in OUT


def test_of_two_the_one_whose_words_they_are_speaks() -> None:
    text = "“We will not join the force.” The message came from Peru, and Chile was relieved."
    assert stances(text)["PER"] in OUT


def test_the_next_sentence_names_no_speaker_unless_it_is_about_one() -> None:
    text = "“We will not join the force.” Peru has many ports, and cocoa has become dear there."
    assert not [c for c in claims_of(text) if c.sentence[0] == 0 and c.evidence.actor == "PER"]


def test_a_speaker_before_the_quotation_speaks_on() -> None:
    text = (
        "Chile's foreign minister, Alberto van Klaveren, was clear. “We will not join the force. "
        "We have other plans.” Peru's defence minister will answer tomorrow."
    )
    assert stances(text).get("PER") not in OUT


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("“We go,” he said.", [(0, 8)]),
        ("We go,” he said, “and soon.”", [(0, 7), (17, 28)]),
        ('We go," he said, "and soon."', [(0, 7), (17, 28)]),
        ('He said: "We go.', [(9, 16)]),
        ("”We go,” he said.", [(0, 8)]),
        ("»We go,« he said.", [(0, 8)]),
        ("Nobody said a word.", []),
    ],
)
def test_where_a_sentence_quotes(text: str, quoted: list[tuple[int, int]]) -> None:
    assert list(Sentence(text, 0, 0, False, "", ()).quoted) == quoted


def test_a_quote_keeps_no_mark_whose_pair_stands_in_another_sentence() -> None:
    text = "“Our ships are old. So we will not join the force.” Peru's defence minister was blunt."
    assert read(text)["PER"].quote == "So we will not join the force."
