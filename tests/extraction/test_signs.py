"""The signs of an actor: what stands around it, denied or not, and what came before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.made import claim_of, claims_of, row_of, signs_in, signs_of
from tests.extraction.test_reading_properties import WORDS
from willing.extraction.senses import find_senses
from willing.extraction.sign_numbers import every_sign
from willing.extraction.signs import _ECHO, _ECHO_FIRST, echoes, rule_signs, title_signs
from willing.extraction.weights import claim_signs


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru refuses to join the force.", "sense>:refuse"),
        ("Peru does not refuse to join the force.", "sense>:refuse-"),
        ("Peru will never not refuse the force.", "sense>:refuse"),
        ("Peru hasn't refused the force.", "sense>:refuse-"),
    ],
)
def test_a_negation_marks_the_sense_behind_it(text: str, expected: str) -> None:
    signs = signs_of(text, "PER")
    told = {sign for sign in signs if sign.rstrip("-") == "sense>:refuse"}
    assert told == {expected}


def test_a_negation_far_off_marks_nothing() -> None:
    text = "Peru, not a rich or a very large or a well armed state, refuses to join the force."
    assert "sense>:refuse" in signs_of(text, "PER")


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Peru will join the force.", "subject"),
        ("Peru will join the stabilisation force.", "names it"),
        ("Kenya sent troops to Peru.", "object"),
        ("Lima will join the force.", "as:capital"),
        ("Peru and Chile will join the force.", "many:2"),
        ("Peru said it will join the force.", "speaks"),
        ("Kenya said Peru will join the force.", "another speaks"),
        ("Will the force led by Peru sail soon?", "question"),
        ("Peru dozes.", "no rule"),
        ("Peru vetoed the force.", "rule:oppose"),
    ],
)
def test_signs_say_how_an_actor_stands(text: str, sign: str) -> None:
    assert any(sign in signs for actor, signs in signs_in(text) if actor == "PER")


def test_no_sign_stands_twice() -> None:
    text = "Peru, Peru and Peru will not, not, not join the force, the force, the force."
    for claim in claims_of(text):
        assert len(claim.signs) == len(set(claim.signs))


def test_signs_never_hold_the_name_of_the_actor() -> None:
    ours = signs_of("Peru has yet to decide on the force.", "PER")
    theirs = signs_of("Ghana has yet to decide on the force.", "GHA")
    assert ours == theirs


def test_what_was_said_before_is_a_sign() -> None:
    (_, first), (_, second) = signs_in("Peru will join the force. Peru spoke again.")
    assert "said:nothing" in first
    assert "said:in" in second


def test_a_question_before_is_a_sign() -> None:
    _, signs = signs_in("Who will join the force? Peru will.")[0]
    assert "asked" in signs


def test_a_heading_is_a_sign_of_what_stands_under_it() -> None:
    _, signs = signs_in("Who’s Out?\n\nPeru: it will not join the force.")[-1]
    assert "side:out" in signs


def test_rule_signs_are_those_of_the_pieces() -> None:
    claim = claim_of("Peru vetoed the force.", "PER")
    signs = every_sign()
    noted = rule_signs(signs.number, claim.pieces)
    assert [signs.names[sign or 0] for sign in noted] == ["rule:oppose", "role:veto", "veto:oppose"]
    assert [signs.names[sign or 0] for sign in rule_signs(signs.number, ())] == ["no rule"]


def test_a_title_gives_signs_of_whom_it_names() -> None:
    row = row_of("Peru refuses to join the force")
    numbers = every_sign()
    found = title_signs(numbers, row, find_senses(row.words), 0)
    signs = [numbers.names[sign] for sign in found]
    assert signs[0] == "in title"
    assert "title sense1:refuse" in signs
    text = "Peru spoke. Chile listened."
    told = dict(signs_in(text, title="Peru refuses to join the force"))
    assert "in title" in told["PER"]
    assert "in title" not in told["CHL"]


def test_words_that_a_negation_reaches_are_marked() -> None:
    denied = signs_of("Peruvian soldiers will not be going to the force.", "PER")
    assert {"not", "not:going"} <= set(denied)
    plain = signs_of("Peruvian soldiers will be going to the force.", "PER")
    assert not any(sign == "not" or sign.startswith("not:") for sign in plain)


def test_a_negation_reaches_only_so_far() -> None:
    text = "Peru will not rush, hurry, dash, hasten or run to join the force."
    assert "not:rush" in signs_of(text, "PER")
    assert "not:join" not in signs_of(text, "PER")


@pytest.mark.parametrize(
    "text",
    [
        "Peru will join the force. So will Chile.",
        "Peru refused the force. Chile did the same.",
        "Peru refused the force. Chile followed suit.",
        "Peru will join the force. Chile will, too.",
        "Peru refused the force. Nor has Chile joined.",
    ],
)
def test_words_that_say_of_one_what_was_said_of_another_are_a_sign(text: str) -> None:
    first, second = claims_of(text)
    assert "echo" not in first.flags
    assert "echo" in second.flags


_ECHOING = [
    "so", "nor", "neither", "do", "does", "will", "too", "the", "same", "latter", "likewise",
    "similarly", "as", "much", "well", "follow", "followed", "suit", "equally", "either", ",", ".",
    "peru", "took", "also", "-", '"',
]  # fmt: skip


@given(st.lists(st.sampled_from(_ECHOING), max_size=8), st.sampled_from(["", " "]))
def test_no_echo_is_passed_over(words: list[str], between: str) -> None:
    low = between.join(words)
    assert echoes(low) == bool(_ECHO.search(low) or _ECHO_FIRST.match(low))


def test_who_only_tells_of_another_is_told_apart() -> None:
    text = "Chile said that Peru will join the force."
    assert "speaker not read, others read" in signs_of(text, "CHL")
    assert "subject read, others not read" in signs_of(text, "PER")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chile said that Peru will join the force.", "another and not itself"),
        ("Peru will join the force, said Chile.", "another before"),
        ("Chile said that it will join the force.", "itself and itself"),
        ("Chile said that Peru will join the force and that we are next.", "another and itself"),
        ("Chile said that the force needs ships.", "nobody and not itself"),
    ],
)
def test_of_whom_a_speaker_tells_is_a_sign(text: str, told: str) -> None:
    assert any(f"tells of:{told}" in signs for actor, signs in signs_in(text) if actor == "CHL")


def test_who_is_told_of_is_told_apart_from_a_speaker_that_tells_of_itself() -> None:
    text = "Chile said that Peru will join the force and that we are next."
    by_actor = {actor: signs for actor, signs in signs_in(text) if "another speaks" in signs}
    assert "speaks:of another first" in by_actor["PER"]
    assert "speaks:of itself" in by_actor["CHL"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=20), st.sampled_from(["", "France and Peru join"]))
def test_flags_are_all_those_among_the_signs(words: list[str], title: str) -> None:
    for claim in claims_of(" ".join(["France says", *words]), title=title):
        assert claim.flags == claim_signs().flags_in(claim.signs)
        assert None not in claim.signs
