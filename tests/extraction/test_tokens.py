"""A sentence as a row of words: all of it, in order, each actor one token."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.made import row_of
from willing.extraction.tokens import Token, left_of, right_of, stem


def words(row: list[Token]) -> list[str]:
    return [token.word for token in row]


def place(row: list[Token], name: str) -> int:
    return next(i for i, t in enumerate(row) if t.party and name in t.party.text)


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
    assert words(row_of(text)) == expected


def test_a_list_of_actors_is_one_token() -> None:
    row = row_of("Peru, Chile and Ghana will join.")
    assert [t.party.codes for t in row if t.party] == [("PER", "CHL", "GHA")]


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
    assert sort in [token.sort for token in row_of(text)]


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
    for token in row:
        assert at <= token.start < token.end
        assert not any(map(str.isalnum, text[at : token.start]))
        at = token.end
    assert not any(map(str.isalnum, text[at:]))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(SAID.split()), min_size=1, max_size=24).map(" ".join))
def test_both_sides_of_a_token_are_stretches_of_its_row(text: str) -> None:
    row = row_of(text)
    for index in range(len(row)):
        right, left = right_of(row, index), left_of(row, index)
        assert right == row[index + 1 : index + 1 + len(right)]
        assert left == row[index - len(left) : index]
        assert len(right) <= 16
        assert len(left) <= 10
        assert not {";", ".", "?", "!"} & {*words(right), *words(left)}


def test_what_follows_ends_with_the_clause() -> None:
    row = row_of("Peru will join; Chile will not.")
    assert words(right_of(row, place(row, "Peru"))) == ["will", "join"]
    assert words(left_of(row, place(row, "Chile"))) == []


def test_what_follows_ends_with_the_next_actor_who_is_named_too() -> None:
    row = row_of("Peru will join the force while Chile refuses.")
    right = right_of(row, place(row, "Peru"))
    assert right[-1].party is not None
    assert right[-1].party.codes == ("CHL",)
    assert words(right_of(row, place(row, "Chile"))) == ["refuses"]


def test_a_list_with_an_aside_goes_on_to_what_it_does() -> None:
    row = row_of("Peru and, less noisily, Chile will join the force; Ghana will not.")
    for name in ("Peru", "Chile"):
        assert words(right_of(row, place(row, name)))[-3:] == ["will", "join", "@initiative"]


def test_what_stands_before_goes_back_to_the_last_actor() -> None:
    row = row_of("Kenya hopes that Peru will persuade Chile.")
    left = left_of(row, place(row, "Peru"))
    assert words(left) == ["@actor", "hopes", "that"]


def test_the_ends_of_a_row_have_nothing_beyond() -> None:
    row = row_of("Peru will join")
    assert left_of(row, 0) == []
    assert right_of(row, len(row) - 1) == []
