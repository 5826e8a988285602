"""Likelihoods in ICD 203 words, amounts, lists, and conditions as clauses."""

from __future__ import annotations

import doctest
import importlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.brief.clauses import condition_words, event_words, label_words
from willing.brief.words import (
    STANCE_WORDS,
    amount,
    contributed,
    likelihood,
    likelihood_word,
    likely_that,
    listed,
    percent,
    points,
    quantity,
    rounded,
    sentence,
)
from willing.reference.vocabulary import CONDITIONS, KINDS, STANCES
from willing.scenario.conditions import (
    Condition,
    EventRef,
    Joined,
    Members,
    Not,
    Supports,
    Total,
    all_of,
    any_of,
    parse,
)

# ICD 203 (2 January 2015), D.6.e.(2)(a), its table: the ends of each band in percent.
ICD_203_TABLE = {
    "almost no chance": (1, 5),
    "very unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly even": (45, 55),
    "likely": (55, 80),
    "very likely": (80, 95),
    "almost certain": (95, 99),
}


@pytest.mark.parametrize(
    "module", ["words", "clauses", "blocks", "plain_text", "material", "markdown", "decisions"]
)
def test_examples_in_docstrings(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"willing.brief.{module}")).failed == 0


@given(st.floats(0, 1))
def test_percent_and_word_agree_with_the_published_table(p: float) -> None:
    word, shown = likelihood_word(p), percent(p)
    assert likelihood(p) == f"{word} ({shown})"
    if shown in ("<1%", ">99%"):
        assert word == ("almost no chance" if shown == "<1%" else "almost certain")
        return
    low, high = ICD_203_TABLE[word]
    assert low <= int(shown[:-1]) <= high


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.0, "almost no chance (<1%)"),
        (0.00999, "almost no chance (<1%)"),
        (0.01, "almost no chance (1%)"),
        (0.05, "very unlikely (5%)"),
        (0.20, "unlikely (20%)"),
        (0.45, "roughly even (45%)"),
        (0.55, "likely (55%)"),
        (0.64, "likely (64%)"),
        (0.80, "very likely (80%)"),
        (0.95, "almost certain (95%)"),
        (0.99, "almost certain (99%)"),
        (0.991, "almost certain (>99%)"),
        (1.0, "almost certain (>99%)"),
    ],
)
def test_words_at_the_borders(p: float, words: str) -> None:
    assert likelihood(p) == words


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_likelier_thing_never_gets_a_weaker_word(p: float, q: float) -> None:
    order = list(ICD_203_TABLE)
    low, high = sorted((p, q))
    assert order.index(likelihood_word(low)) <= order.index(likelihood_word(high))


@pytest.mark.parametrize("p", [-0.01, 1.01, float("nan")])
def test_what_is_no_probability_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        likelihood(p)


@given(st.floats(0, 1))
def test_likelihoods_make_sentences(p: float) -> None:
    text = sentence(likely_that(p, "it holds"))
    assert re.fullmatch(r"(It is|There is|The chances are) .* \([<>]?\d+%\) that it holds\.", text)


def test_points_carry_their_sign() -> None:
    assert points(0.01) == "+1 point"
    assert points(-0.256) == "−26 points"
    assert points(0.004) == "no difference"


@given(st.floats(0.001, 1e12))
def test_rounding_keeps_two_digits(value: float) -> None:
    shown = float(rounded(value).replace(",", ""))
    assert abs(shown - value) <= 0.051 * value
    assert len(rounded(value).replace(",", "").replace(".", "").strip("0")) <= 2


def test_amounts_with_their_units() -> None:
    assert (
        amount("ground_troops", 11_950, 8_012, 17_400) == "about 12,000 persons (8,000 to 17,000)"
    )
    assert amount("finance", 2_480, 900, 4_100) == (
        "about EUR 2.5 billion (EUR 900 million to EUR 4.1 billion)"
    )
    assert amount("naval", 0.001, 0, 0) == "next to nothing"
    assert contributed("ground_troops", 1) == "1 soldier"
    assert quantity(3, "platforms") == "3 platforms"


@given(st.lists(st.text("abc", min_size=1), max_size=9))
def test_lists_hold_every_item(items: list[str]) -> None:
    text = listed(items)
    assert re.split(r", | and ", text) == (items or [""])
    assert text.count(" and ") == (len(items) > 1)


def test_long_lists_are_counted() -> None:
    assert listed(list("abcdefg"), most=3) == "a, b, c and four others"
    assert listed(list("abcd"), most=3) == "a, b, c and d"


def test_every_word_of_the_vocabularies_has_plain_words() -> None:
    assert set(STANCE_WORDS) == set(STANCES)
    for label in CONDITIONS:
        assert "_" not in label_words([label])
    for kind in KINDS:
        assert "_" not in contributed(kind, 2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("ceasefire", "there is a ceasefire"),
        ("members() > 2", "at least three others join"),
        ("members() >= 1", "at least one other joins"),
        ("joined(FRA, naval) and not big_vote", "FRA joins with ships and it is not the case that"
         " “big vote” comes true"),
        ("supports(POL) and (a or b)", "POL supports it and (“a” comes true or “b” comes true)"),
        ("total(training) > 50", "the others bring more than 50 persons in training"),
    ],
)  # fmt: skip
def test_conditions_as_clauses(text: str, words: str) -> None:
    assert condition_words(parse(text)) == words


_EVENTS = st.sampled_from(
    [EventRef("ceasefire"), EventRef("odd_vote"), Not(EventRef("us_backstop"))]
)
_OTHERS = st.sampled_from(
    [
        Joined("FRA"),
        Joined("FRA", "air"),
        Supports("POL"),
        Members(3),
        Total("finance", 2500.0, True),
    ]
)
_TREES = st.recursive(
    _EVENTS | _OTHERS,
    lambda parts: (
        st.lists(parts, min_size=2, max_size=3).map(all_of)
        | st.lists(parts, min_size=2, max_size=3).map(any_of)
    ),
    max_leaves=12,
)


@given(_TREES)
def test_every_condition_reads_as_words(condition: Condition) -> None:
    text = condition_words(
        condition,
        {"odd_vote": "The odd vote passes"},
        {"FRA": "France", "POL": "Poland"}.__getitem__,
    )
    assert not re.search(r"\(\)|>=|_|FRA", text)
    assert text.count("(") == text.count(")")


def test_titles_of_events_are_used() -> None:
    assert event_words("vote", "NATO votes") == "NATO votes"
    assert event_words("vote", "The vote passes.") == "the vote passes"
