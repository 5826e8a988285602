"""Every row of the word files does what its example says."""

import pytest

from willing.extraction.lexicon import Cue, lexicon
from willing.extraction.patterns import compile_pattern
from willing.extraction.scope import conditions_in, find_conditions, find_kinds, kinds_in
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
    assert set(lexicon().kinds) == set(KINDS)


def test_no_phrase_stands_twice_in_one_list() -> None:
    seen = [(row["list"], row["phrase"]) for row in rows("lists")]
    assert len(seen) == len(set(seen))
