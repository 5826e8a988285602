import re

from hypothesis import given
from hypothesis import strategies as st

from willing.extraction.text import _STOP, fold, lower, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_abbreviations_and_initials_end_no_sentence() -> None:
    assert cut("The U.S. and the U.K. agree. Gen. Ito spoke.") == [
        "The U.S. and the U.K. agree.",
        "Gen. Ito spoke.",
    ]


def test_a_sentence_may_end_in_initials() -> None:
    assert cut("It was sent to the U.S. The plan failed.") == [
        "It was sent to the U.S.",
        "The plan failed.",
    ]


def test_a_new_line_ends_a_sentence() -> None:
    assert cut("Who is in?\nFinland: it joins") == ["Who is in?", "Finland: it joins"]


def test_a_quoted_no_belongs_to_what_follows() -> None:
    assert len(cut("“No. That would be unwise,” said the minister.")) == 1


def test_closing_quotation_marks_stay_with_their_sentence() -> None:
    assert cut("“We are in.” Norway agreed.") == ["“We are in.”", "Norway agreed."]


@given(st.text(max_size=400))
def test_sentences_are_ordered_spans_without_blanks(text: str) -> None:
    last = 0
    for start, end in sentences(text):
        assert last <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        last = end


@given(st.text(max_size=400))
def test_nothing_but_blanks_is_lost(text: str) -> None:
    kept = "".join(text[start:end] for start, end in sentences(text))
    assert "".join(kept.split()) == "".join(text.split())


@given(st.text(max_size=200))
def test_fold_and_lower_keep_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert len(lower(text)) == len(text)


def test_a_decade_ends_a_sentence() -> None:
    assert cut("It ends in the 2040s. For some it is new.") == [
        "It ends in the 2040s.",
        "For some it is new.",
    ]


_PLAIN_STOP = re.compile(r"""(?<![.!?…])[.!?…]+["')\]]*(?=\s+["'(\[]*[A-Z0-9À-Þ])|\n+""")
"""The end of a sentence as one would say it: the last of its marks, or the end of the line."""


@given(st.text(".!?…\"')] \nAbÉ1(", max_size=40))
def test_a_sentence_ends_where_the_plain_expression_has_it(text: str) -> None:
    assert [s.span() for s in _STOP.finditer(text)] == [
        s.span() for s in _PLAIN_STOP.finditer(text)
    ]
