"""Where a quote stands, word for word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from willing.extraction.model.verbatim import normalised, occurrences

WORDS = st.lists(
    st.sampled_from(["not", "no", "Peru", "will", "join", "the", "force", "it’s", "“we”", "can't"]),
    min_size=3,
    max_size=12,
)
BLANKS = st.sampled_from([" ", "  ", "\n", "\u00a0", " \t"])


@given(WORDS, st.data())
def test_what_is_found_is_the_quote(words, data):
    text = "".join(word + data.draw(BLANKS) for word in words)
    start = data.draw(st.integers(0, len(words) - 2))
    stop = data.draw(st.integers(start + 1, len(words)))
    quote = " ".join(words[start:stop]).replace("’", "'").replace("“", '"').replace("”", '"')
    found = list(occurrences(quote, text))
    assert found
    for a, b in found:
        assert normalised(text[a:b])[0] == normalised(quote)[0]


@given(WORDS, st.data())
def test_a_word_removed_is_never_made_good(words, data):
    gone = data.draw(st.integers(1, len(words) - 2))
    quote = " ".join(words[:gone] + words[gone + 1 :])
    for a, b in occurrences(quote, " ".join(words)):
        assert normalised(" ".join(words)[a:b])[0].split() == normalised(quote)[0].split()
    distinct = [f"{word}{number}" for number, word in enumerate(words)]
    quote = " ".join(distinct[:gone] + distinct[gone + 1 :])
    assert not list(occurrences(quote, " ".join(distinct)))


@given(st.text(max_size=80))
def test_every_character_keeps_its_place(text):
    plain, places = normalised(text)
    assert len(plain) == len(places)
    assert places == sorted(set(places))
    assert all(
        (a == " " and text[place].isspace()) or a == text[place] or a in "'\""
        for a, place in zip(plain, places, strict=True)
    )


@given(st.text(max_size=30), st.text(max_size=60))
def test_any_text_is_looked_through(quote, text):
    for a, b in occurrences(quote, text):
        assert 0 <= a < b <= len(text)


def test_repetitions_are_looked_at_for_a_while_only():
    assert len(list(occurrences("so it is", "so it is " * 1000))) == 5
