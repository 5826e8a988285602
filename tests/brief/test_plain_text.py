"""Text that a reader sees is all that there is, and does nothing."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from willing.brief.plain_text import one_line, shortened, visible

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)
SHOWN_AS_THEY_ARE = "\n\t\u200c\u200d"


@given(ANY_TEXT)
def test_nothing_invisible_is_left(text: str) -> None:
    for char in visible(text):
        invisible = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")
        assert char in SHOWN_AS_THEY_ARE or not invisible


@given(ANY_TEXT)
def test_what_is_visible_stays_and_can_be_written(text: str) -> None:
    printed = visible(text)
    assert visible(printed) == printed
    printed.encode()
    plain = "".join(char for char in text if char.isprintable())
    assert visible(plain) == plain


def test_controls_are_named() -> None:
    assert visible("pay\u202e001$\x00\x1b[31m\ud800") == "pay[U+202E]001$␀␛[31m\ufffd"


@given(ANY_TEXT, st.integers(4, 40))
def test_labels_keep_to_their_length(text: str, limit: int) -> None:
    label = shortened(text, limit)
    assert len(label) <= limit
    assert "\n" not in label
    assert label == one_line(text) or label.endswith("…")
