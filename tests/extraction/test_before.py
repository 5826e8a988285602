"""The words before a place, against the expressions that say the same of all that stands there."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from willing.extraction import before, ellipsis
from willing.extraction.before import is_object, is_oblique, words_before

_OBLIQUE = re.compile(
    rf"\b{before._PREPOSITION.pattern}\s+(?:the\s+|both\s+|all\s+|neighbou?ring\s+|war-torn\s+"
    r"|post-war\s+|eastern\s+|western\s+|northern\s+|southern\s+|central\s+)*$"
)
_OBJECT = re.compile(rf"\b{before._VERB.pattern}\s+(?:the\s+|both\s+|all\s+)?$")
_AUX = f"(?:{ellipsis._AUX})"
_OPENINGS = {
    "nor": re.compile(rf"(?:\b(?:nor|neither)\s+{_AUX}|^\W*nor)\s+(?:the\s+)?$"),
    "so": re.compile(rf"\b(?:so|as)\s+{_AUX}\s+(?:the\s+)?$"),
    "not": re.compile(r"^\W*(?:but |and |though )?not\s+(?:the\s+)?$"),
}

_WORDS = [
    *("in", "against", "visits", "urged", "told", "backs", "the", "both", "all", "war-torn"),
    *("central", "peru", "so", "as", "nor", "neither", "not", "but", "has", "did", "join-in"),
    *("(with", '"', "ré_in,", "in-", "i"),
]
stretches = st.lists(
    st.tuples(st.sampled_from(_WORDS), st.sampled_from(["", " ", "  ", "\n", "\u2003"]))
).map(lambda parts: "".join(word + blank for word, blank in parts))


@given(stretches)
def test_what_stands_before_is_told_as_by_an_expression(low: str) -> None:
    words = words_before(low, len(low))
    assert is_oblique(words) == bool(_OBLIQUE.search(low))
    assert is_object(words) == bool(_OBJECT.search(low))


@given(stretches)
def test_what_is_left_out_opens_as_by_an_expression(low: str) -> None:
    told = next((name for name, plain in _OPENINGS.items() if plain.search(low)), "")
    assert ellipsis._opening(low, len(low)) == told


def test_nothing_stands_before_the_first_word() -> None:
    assert words_before("peru", 0) == []
    assert not is_oblique([]) and not is_object([]) and not is_object(["the"])
