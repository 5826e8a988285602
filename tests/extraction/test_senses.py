"""Every row of the senses is sound, and the longest phrase at a place wins."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willing.extraction.senses import Sense, _variants, find_senses, negates
from willing.extraction.words import rows

NAMES = {
    "join", "lead", "open", "wait", "meet", "doubt", "refuse", "oppose", "drop", "told", "other",
}  # fmt: skip
ROWS = rows("senses")


def own_words(phrase: str) -> list[str]:
    """A row of words of a phrase: its first variant, a gap filled with one word."""
    first = next(iter(_variants(phrase)))
    return ["xyz" if word == ".." else word.rstrip("*") for word in first]


def names(text: str) -> list[str]:
    return [sense.name for sense in find_senses(text.split())]


def test_every_row_has_a_known_sense_and_strength() -> None:
    assert {row["tells"] for row in ROWS} == NAMES
    assert {row["strength"] for row in ROWS} == {"1", "2", "3"}


def test_no_phrase_stands_twice() -> None:
    phrases = [row["phrase"] for row in ROWS]
    assert len(phrases) == len(set(phrases))


def test_phrases_are_plain_and_lower_case() -> None:
    for row in ROWS:
        phrase = row["phrase"]
        assert phrase == phrase.lower().strip()
        assert phrase.count("(") == phrase.count(")")
        assert not phrase.startswith("..")
        assert not phrase.endswith("..")


def test_an_ending_is_open_only_after_three_letters() -> None:
    for row in ROWS:
        for words in _variants(row["phrase"]):
            assert all(len(word) > 3 for word in words if word.endswith("*")), row


def test_every_row_is_found_in_its_own_words() -> None:
    for row in ROWS:
        words = own_words(row["phrase"])
        spans = [(sense.start, sense.end) for sense in find_senses(words)]
        assert spans == [(0, len(words))], row


@pytest.mark.parametrize("word", ["not", "never", "won't", "isn't", "cannot", "without", "no"])
def test_words_that_deny(word: str) -> None:
    assert negates(word)


@pytest.mark.parametrize("word", ["now", "note", "knot", "peru", "will", ""])
def test_words_that_do_not_deny(word: str) -> None:
    assert not negates(word)


def test_the_longest_phrase_at_a_place_wins() -> None:
    assert find_senses(["abandoned"]) == [Sense(0, 1, "refuse", 2)]
    assert find_senses(["abandoned", "its", "opposition"]) == [Sense(0, 3, "drop", 3)]


def test_who_suggests_a_thing_leads_and_who_suggests_that_it_might_is_open() -> None:
    assert names("suggested a @initiative")[0] == "lead"
    assert names("suggested that the @initiative could still go ahead")[0] == "open"
    assert names("suggests that a @initiative with @actor might be on the table")[0] == "open"


@pytest.mark.parametrize("between", ["", "the", "the old", "its very old"])
def test_a_gap_takes_up_to_three_words(between: str) -> None:
    words = f"abandoned {between} hard line".split()
    assert find_senses(words) == [Sense(0, len(words), "drop", 3)]


def test_a_gap_takes_no_fourth_word() -> None:
    assert "drop" not in names("abandoned all of its xyz hard line")


@pytest.mark.parametrize("form", ["abandon", "abandons", "abandoned", "abandoning"])
def test_a_verb_has_all_its_forms(form: str) -> None:
    assert names(form) == ["refuse"]


def test_rows_without_any_phrase() -> None:
    assert find_senses([]) == []
    assert find_senses(["@actor", "xyz", "#"]) == []


_WORDS = sorted({word for row in ROWS[::40] for word in own_words(row["phrase"])} | {"xyz", "not"})


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=20))
def test_senses_stand_in_order_without_overlap(words: list[str]) -> None:
    at = 0
    for sense in find_senses(words):
        assert at <= sense.start < sense.end <= len(words)
        assert sense.name in NAMES
        assert 1 <= sense.strength <= 3
        at = sense.end
