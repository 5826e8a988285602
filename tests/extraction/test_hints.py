"""Hints may let too much through, but never leave out what would match."""

from collections.abc import Sequence
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willing.extraction.hints import Families, Hinted, Hints
from willing.extraction.lexicon import (
    conditions_that_may_match,
    cues_that_may_match,
    kinds_that_may_match,
    lexicon,
    markers_that_may_match,
)
from willing.extraction.patterns import compile_pattern, phrases
from willing.extraction.text import fold, lower
from willing.extraction.ways import ANY, Group, Ways, group_of, ways_of
from willing.extraction.words import rows

Item = TypeVar("Item")


def hinted(items: Sequence[tuple[Item, Ways]]) -> Hinted[Item]:
    """The items alone, each with the hints of its ways to match."""
    return Hinted([item for item, _ in items], families([[ways for _, ways in items]]))


def families(ways: Sequence[Sequence[Ways]]) -> Families:
    """Families whose hints are looked for alone."""
    return Families(ways, Hints(item for family in ways for item in family))


def one(*hints: str) -> Ways:
    """The one way of what holds one of some hints."""
    return ((Group(hints, 1),),)


ASKED = hinted(
    [
        ("send troops", ((Group(("send", "sent"), 1), Group(("troop*",), 3)),)),
        ("anything", ANY),
        ("refuse", one("refus*")),
        ("send", one("send", "sent")),
        ("pay", ((Group(("foot",), 1), Group(("bill",), 2)), *one("pay"))),
    ]
)


@pytest.mark.parametrize(
    ("low", "expected"),
    [
        ("peru sent two ships", ["anything", "send"]),
        ("peru sent its troops", ["send troops", "anything", "send"]),
        ("peru sent - its troops", ["send troops", "anything", "send"]),
        ("peru sent out three ships and troops", ["anything", "send"]),
        ("troops that peru sent", ["anything", "send"]),
        ("troops were refused", ["anything", "refuse"]),
        ("the press", ["anything"]),
        ("the bill", ["anything"]),
        ("foot the bill", ["anything", "pay"]),
        ("", ["anything"]),
    ],
)
def test_one_of_each_group_of_some_way_has_to_stand_near_the_one_before(
    low: str, expected: list[str]
) -> None:
    assert ASKED.that_may_match(low) == expected


def test_hints_that_hold_one_another_are_all_met() -> None:
    asked = hinted([(word, one(word)) for word in ("se*", "send*", "send", "sending", "end*")])
    assert asked.that_may_match("sending aid") == ["se*", "send*", "sending"]


def test_of_a_hint_with_marks_a_rare_one_or_the_longest_run_is_looked_for() -> None:
    words = ("co-operat*", "mid-term", "-led", "-", "us$*")
    asked = hinted([(word, one(word)) for word in words])
    assert asked.that_may_match("co-operates in") == ["co-operat*", "-"]
    assert asked.that_may_match("a peru-led term") == ["mid-term", "-led", "-"]
    assert asked.that_may_match("us$5m") == ["-", "us$*"]


def test_without_items_nothing_may_match() -> None:
    assert hinted([]).that_may_match("peru") == []


def test_each_of_several_families_is_asked_for_its_own() -> None:
    ships, troops = one("ship*"), ((Group(("send", "sent"), 1), Group(("troops",), 9)),)
    both = families([[ships, troops], [troops, ANY]])
    first, second = Hinted(["ships", "troops"], both, 0), Hinted(["sent", "anything"], both, 1)
    assert first.that_may_match("troops on ships") == ["ships"]
    assert second.that_may_match("troops on ships") == ["anything"]
    assert first.that_may_match("sent troops") == ["troops"]
    assert second.that_may_match("sent troops") == ["sent", "anything"]


def test_every_cue_that_matches_an_example_may_match_it() -> None:
    cues = lexicon().cues
    for low in {lower(fold(cue.example)) for cue in cues[::6]}:
        may = {cue.pattern for cue in cues_that_may_match(low)}
        assert {cue.pattern for cue in cues if cue.regex.search(low)} <= may


def test_a_cue_may_match_its_own_example() -> None:
    for cue in lexicon().cues:
        assert cue in cues_that_may_match(lower(fold(cue.example)))


def test_every_condition_and_marker_that_matches_an_example_may_match_it() -> None:
    known = lexicon()
    examples = [row["example"] for name in ("conditions", "markers") for row in rows(name)]
    for low in map(lower, examples):
        may = [c for k in (False, True) for c in conditions_that_may_match(low, loose=k)]
        assert all(c in may for c in known.conditions if c.regex.search(low))
        kinds = {*kinds_that_may_match(low, loose=False), *kinds_that_may_match(low, loose=True)}
        assert {k for k in known.kind_words if k.regex.search(low)} <= kinds
        marked = markers_that_may_match(low)
        assert all(m in marked for m in known.markers if m.regex.search(low))


PARTS = (
    "join~", "reply~", "send*", "plan~", "decide~", "deny~|refuse~", "pull* ..", "..", "...",
    "not", "troops", "ships|planes", "no|any", "the?", "(give up|hand over)", "(back out|leave)?",
    "(not any|the ships)", "<ways>", "no|<ways>", "<ways>?",
)  # fmt: skip
SAID = (
    "joins joined joining replies replied sending senders plans planned planning decides deciding "
    "not never won't troops ships planes no any give up hand over the a pulls pulled back out "
    "leave denied denying refused refuses and to peru , ' - ."
)
WAYS = ("give up", "hand .. over", "ships the? planes|troops")
LISTS = {"ways": [option for way in WAYS for option in phrases(way)]}
LISTED = {"ways": group_of(WAYS)}
_PATTERN = st.lists(st.sampled_from(PARTS), min_size=1, max_size=4).map(" ".join)
_TEXT = st.lists(st.sampled_from(SAID.split()), max_size=14).map(" ".join)


@settings(max_examples=600, deadline=None)
@given(st.lists(_PATTERN, min_size=1, max_size=6), _TEXT)
def test_no_pattern_that_matches_is_left_out(patterns: list[str], low: str) -> None:
    asked = hinted([(number, ways_of(p, LISTED)) for number, p in enumerate(patterns)])
    may = asked.that_may_match(low)
    assert may == sorted(set(may))
    for number, pattern in enumerate(patterns):
        if compile_pattern(pattern, LISTS).search(low):
            assert number in may
