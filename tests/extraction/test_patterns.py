import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.extraction.patterns import compile_pattern


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("reject*", "has rejected it", "projected"),
        ("join~", "is joining", "a joint force"),
        ("supply~", "supplies arms", "a supplier"),
        ("rule|rules|ruled out", "ruled out a deployment", "ruled it"),
        ("send .. troops", "send some more troops", "send aid. Then troops"),
        ("(put up|give) .. ships", "will put up two ships", "put two ships"),
        ("a? plan", "the plan", "planner"),
        ("not ready", "isn't ready", "already"),
    ],
)
def test_what_a_pattern_matches(pattern: str, yes: str, no: str) -> None:
    regex = compile_pattern(pattern)
    assert regex.search(yes)
    assert not regex.search(no)


def test_lists_stand_for_their_phrases() -> None:
    assert compile_pattern("send <kind>", {"kind": "ships|planes"}).search("send planes")


def test_an_unknown_list_is_an_error_that_names_the_known() -> None:
    with pytest.raises(ValueError, match="known: kind"):
        compile_pattern("send <kinds>", {"kind": "x"})


def test_an_empty_pattern_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        compile_pattern("  ")


@given(st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), min_size=1, max_size=4))
def test_plain_words_match_themselves(words: list[str]) -> None:
    assert compile_pattern(" ".join(words)).search(" ".join(words))
