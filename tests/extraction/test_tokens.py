"""A sentence as a row of words: all of it, in order, each actor one token."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.made import row_of
from willing.extraction.tokens import (
    _LISTING,
    _PREDICATES,
    _STOP,
    Row,
    left_of,
    near,
    right_of,
    stem,
)


def place(row: Row, name: str) -> int:
    return next(i for i, party in row.parties.items() if name in party.text)


def right(row: Row, index: int) -> list[str]:
    """The words that follow a place and are about it."""
    return list(row.words[index + 1 : right_of(row, index)])


def left(row: Row, index: int) -> list[str]:
    """The words before a place that are about it."""
    return list(row.words[left_of(row, index) : index])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru will join the force.", ["@actor", "will", "join", "@initiative", "."]),
        ("It has 1300 soldiers.", ["@pronoun", "has", "#", "soldiers", "."]),
        ("Kenya won't; Chile will.", ["@actor", "won't", ";", "@actor", "will", "."]),
        ("Chile backs a stabilisation force!", ["@actor", "backs", "a", "@initiative", "!"]),
    ],
)
def test_whoever_may_act_is_one_token(text: str, expected: list[str]) -> None:
    assert list(row_of(text).words) == expected


def test_a_list_of_actors_is_one_token() -> None:
    row = row_of("Peru, Chile and Ghana will join.")
    assert [party.codes for party in row.parties.values()] == [("PER", "CHL", "GHA")]


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("Peru decides on Monday.", "@day"),
        ("Peru offers warships.", "@kind"),
        ("Peru said so.", "@speech"),
        ("Peru hosts a summit.", "@meeting"),
    ],
)
def test_words_of_one_sort_are_alike(text: str, sort: str) -> None:
    assert sort in row_of(text).sorts


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        (("refuse", "refuses", "refused", "refusing"), "refus"),
        (("plan", "plans"), "plan"),
        (("is",), "is"),
        (("red",), "red"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...], expected: str) -> None:
    assert {stem(form) for form in forms} == {expected}


SAID = (
    "Peru Chile’s Lima the Baltic states NATO it they we Olaf Scholz Kremlin will not won't join "
    "the force, Haiti mission stabilisation force this plan and , ; . ? “no” ( ) – 1,300 2.5 "
    "co-lead U.S. İstanbul Ω 🙂 under_score on Monday troops Jean-Luc"
)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(SAID.split()), max_size=20).map(" ".join))
def test_tokens_cover_a_sentence_in_order_without_overlap(text: str) -> None:
    row = row_of(text)
    at = 0
    for start, end in zip(row.starts, row.ends, strict=True):
        assert at <= start < end
        assert not any(map(str.isalnum, text[at:start]))
        at = end
    assert not any(map(str.isalnum, text[at:]))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(SAID.split()), min_size=1, max_size=24).map(" ".join))
def test_both_sides_of_a_token_are_stretches_of_its_row(text: str) -> None:
    row = row_of(text)
    for index in range(len(row.words)):
        first, stop = left_of(row, index), right_of(row, index)
        assert max(0, index - 10) <= first <= index < stop <= min(len(row.words), index + 17)
        around = {*row.words[first:index], *row.words[index + 1 : stop]}
        assert not {";", ".", "?", "!"} & around


def reached(row: Row, places: list[int], aside: int) -> int:
    """How many of these places a party goes on with, word by word."""
    count = told = 0
    for at in places:
        if row.stems[at] in _STOP:
            break
        count += 1
        if at in row.acting:
            if told > aside:
                break
            told = 0
        elif row.sorts[at] not in _LISTING:
            told += 3 if row.words[at] in _PREDICATES else 1
    return count


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(SAID.split()), min_size=1, max_size=30).map(" ".join))
def test_both_sides_reach_as_far_as_going_word_by_word(text: str) -> None:
    row = row_of(text)
    count = len(row.words)
    for index in range(count):
        after = list(range(index + 1, min(count, index + 17)))
        before = list(range(max(0, index - 10), index))[::-1]
        assert right_of(row, index) == index + 1 + reached(row, after, 2)
        assert left_of(row, index) == index - reached(row, before, 1)


def test_what_is_near_begins_and_ends_with_its_words() -> None:
    text = "Kenya waits; Lima’s Peru will join; Chile will not."
    row = row_of(text)
    here = near(row, place(row, "Peru"))
    assert text[here.start : here.end].endswith("Peru will join")
    assert here.party.codes == ("PER",)


def test_an_empty_sentence_is_an_empty_row() -> None:
    assert len(row_of("").words) == 0


def test_what_follows_ends_with_the_clause() -> None:
    row = row_of("Peru will join; Chile will not.")
    assert right(row, place(row, "Peru")) == ["will", "join"]
    assert left(row, place(row, "Chile")) == []


def test_what_follows_ends_with_the_next_actor_who_is_named_too() -> None:
    row = row_of("Peru will join the force while Chile refuses.")
    assert row.parties[right_of(row, place(row, "Peru")) - 1].codes == ("CHL",)
    assert right(row, place(row, "Chile")) == ["refuses"]


def test_a_list_with_an_aside_goes_on_to_what_it_does() -> None:
    row = row_of("Peru and, less noisily, Chile will join the force; Ghana will not.")
    for name in ("Peru", "Chile"):
        assert right(row, place(row, name))[-3:] == ["will", "join", "@initiative"]


def test_what_stands_before_goes_back_to_the_last_actor() -> None:
    row = row_of("Kenya hopes that Peru will persuade Chile.")
    assert left(row, place(row, "Peru")) == ["@actor", "hopes", "that"]


def test_the_ends_of_a_row_have_nothing_beyond() -> None:
    row = row_of("Peru will join")
    assert left(row, 0) == []
    assert right(row, len(row.words) - 1) == []


@given(st.text("abdegilnosy", max_size=12))
def test_a_stem_is_cut_before_the_longest_ending(word: str) -> None:
    cut = re.sub(r"(?:ingly|edly|ings?|ed|es|ly|s|e)$", "", word)
    assert stem(word) == (cut if len(cut) >= 3 else word)


def test_a_full_stop_is_no_part_of_the_word_before_it() -> None:
    """Python 3.11.2 joined them for a possessive expression: a word in -n't was then unknown."""
    assert tuple(row_of("Peru will, Australia isn't.").words)[-2:] == ("isn't", ".")
