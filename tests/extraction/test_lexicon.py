"""Every row of the word files does what its example says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.extraction import lexicon as lexicon_module
from willing.extraction.lexicon import Cue, lexicon
from willing.extraction.patterns import compile_pattern
from willing.extraction.scope import (
    _DOUBLE,
    _NO_KIND,
    conditions_in,
    find_conditions,
    find_kinds,
    kinds_in,
    ruled_out,
)
from willing.extraction.text import fold, lower
from willing.extraction.words import rows
from willing.reference.vocabulary import CONDITIONS, KINDS, STANCES


@pytest.mark.parametrize("cue", lexicon().cues, ids=lambda cue: cue.pattern[:40])
def test_a_cue_matches_its_example(cue: Cue) -> None:
    assert cue.regex.search(lower(fold(cue.example)))
    assert cue.says is None or cue.says in STANCES
    assert cue.negated is None or cue.negated in STANCES


@pytest.mark.parametrize("row", rows("conditions"), ids=lambda row: row["example"])
def test_a_condition_is_found_in_its_example(row: dict[str, str]) -> None:
    assert row["label"] in CONDITIONS
    low = lower(fold(row["example"]))
    found = {c.label for c in find_conditions(low) if c.mark in ("alone", "marked")}
    assert row["label"] in (found if row["loose"] else conditions_in(low))


@pytest.mark.parametrize("row", rows("markers"), ids=lambda row: row["marker"])
def test_a_marker_matches_its_example(row: dict[str, str]) -> None:
    assert compile_pattern(row["marker"]).search(lower(row["example"]))


@pytest.mark.parametrize("table", ["lists", "conditions", "markers"])
def test_words_are_loose_or_not(table: str) -> None:
    assert {row["loose"] for row in rows(table)} == {"", "yes"}


def test_the_rules_pass_over_loose_words() -> None:
    loose = [row["phrase"] for row in rows("lists") if row["loose"] and row["phrase"].isalpha()]
    assert len(loose) > 30
    for word in loose:
        assert find_kinds(word), word
        assert not kinds_in(word).named or not all(
            k.loose for _, places in find_kinds(word) for k in places
        ), word


def test_every_kind_has_words() -> None:
    assert {words.name for words in lexicon().kind_words if not words.loose} == set(KINDS)


def test_no_phrase_stands_twice_in_one_list() -> None:
    seen = [(row["list"], row["phrase"]) for row in rows("lists")]
    assert len(seen) == len(set(seen))


_BEFORE = (
    "no not without nor never neither excluded ruling out rather than instead of short stop any "
    'but refused declines cannot ground its sending "no x-no, (not yet only . \n'
)


@given(
    st.lists(st.sampled_from(_BEFORE.split(" ")), max_size=9).map(" ".join),
    st.sampled_from(["", " "]),
)
def test_no_word_that_rules_a_kind_out_is_passed_over(before: str, blank: str) -> None:
    low = f"{before}{blank}"
    found = _NO_KIND.search(low)
    plainly = found and not _DOUBLE.search(low[max(0, found.start() - 12) :])
    assert ruled_out(f"{low}troops", len(low), len(low) + len("troops")) == bool(plainly)


def test_expressions_of_ever_new_initiatives_are_not_kept_for_ever() -> None:
    for number in range(600):
        Cue("", "join", "in", "out", "left", "", expression=f"recogni[sz]e{number}").regex  # noqa: B018
    assert lexicon_module._compiled.cache_info().currsize <= 512


@pytest.mark.parametrize(
    ("low", "out"),
    [
        ("frigates yes, troops no", True),
        ("money yes; troops: no.", True),
        ("troops, no.", True),
        ("troops are out of the question", True),
        ("troops in the country are not on offer", True),
        ("troops remain firmly excluded", True),
        ("troops are not ruled out", False),
        ("troops are no longer excluded", False),
        ("troops are not completely excluded", False),
        ("troops aren't definitely out of the question", False),
        ("troops, no doubt, will follow", False),
        ("troops and nothing else", False),
        ("troops, not least from peru", False),
        ("troops are out\nof the question", True),
        ("troops would be out of the question", True),
        ("troops aren't on the table", True),
        ('troops, not "observers"', False),
        ("troops no. 3", False),
        ("does not say that troops are excluded", False),
        ("if troops are excluded", False),
        ("troops were excluded from the amnesty", False),
        ("troops are not considered a threat", False),
    ],
)
def test_a_kind_can_be_ruled_out_after_it_is_named(low: str, out: bool) -> None:
    start = low.index("troops")
    assert ruled_out(low, start, start + len("troops")) is out
