"""Every row of the word files does what its example says."""

import pytest

from willing.extraction.lexicon import Cue, lexicon
from willing.extraction.patterns import compile_pattern
from willing.extraction.scope import conditions_in
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
    assert row["label"] in conditions_in(lower(row["example"]))


@pytest.mark.parametrize("row", rows("markers"), ids=lambda row: row["marker"])
def test_a_marker_matches_its_example(row: dict[str, str]) -> None:
    assert compile_pattern(row["marker"]).search(lower(row["example"]))


def test_every_kind_has_words() -> None:
    assert set(lexicon().kinds) == set(KINDS)


def test_no_phrase_stands_twice_in_one_list() -> None:
    seen = [(row["list"], row["phrase"]) for row in rows("lists")]
    assert len(seen) == len(set(seen))
