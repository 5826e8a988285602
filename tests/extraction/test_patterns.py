import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.extraction.patterns import compile_pattern, phrases


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
    assert compile_pattern("send <kind>", {"kind": ["ships", "planes"]}).search("send planes")


def test_an_unknown_list_is_an_error_that_names_the_known() -> None:
    with pytest.raises(ValueError, match="known: kind"):
        compile_pattern("send <kinds>", {"kind": ["x"]})


def test_an_empty_pattern_is_an_error() -> None:
    with pytest.raises(ValueError, match="empty"):
        compile_pattern("  ")


@given(st.lists(st.from_regex(r"[a-z]{2,8}", fullmatch=True), min_size=1, max_size=4))
def test_plain_words_match_themselves(words: list[str]) -> None:
    assert compile_pattern(" ".join(words)).search(" ".join(words))


_OPENINGS = (
    "join~", "send*", "plan~|reply~", "a|an|the", "(give up|go on|get out)", "not", "not|never",
    "the?", "(back out|leave)?", "..", "-led|led", "0*|1*", "<name>", "s*",
)  # fmt: skip
_PARTS = st.lists(st.sampled_from((*_OPENINGS, "troops", "...")), max_size=3)
_SAID = (
    "joined sending plans replies replying a an the give up go on get out not never won't back "
    "leave -led peru-led led 10 troops send-off x-send troop sends, 'go s"
)


@given(
    st.sampled_from(_OPENINGS),
    _PARTS,
    st.lists(st.sampled_from(_SAID.split()), max_size=12),
    st.sampled_from([" ", "", "-", "  "]),
)
def test_a_first_letter_before_the_look_back_changes_no_match(
    opening: str, parts: list[str], said: list[str], blank: str
) -> None:
    pattern, lists = " ".join((opening, *parts)), {"name": ["peru", "led"]}
    plain = re.compile(rf"(?<![\w-])(?:{'|'.join(phrases(pattern, lists))})(?!\w)")
    low = blank.join(said)
    quick = [match.span() for match in compile_pattern(pattern, lists).finditer(low)]
    assert quick == [match.span() for match in plain.finditer(low)]
