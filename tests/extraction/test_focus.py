"""Focus: what is asked of a part of a sentence may be answered from the whole sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willing.extraction.evidence import CLEARLY
from willing.extraction.focus import (
    Focus,
    choose,
    choose_clearly,
    focus_on,
    means_both,
    other_matter,
)
from willing.extraction.lexicon import regex_of
from willing.reference.initiative import Initiative

PATROL = focus_on(Initiative(id="patrol", name="strait patrol", core=("naval",)))
PACT = focus_on(Initiative(id="pact", name="grain pact"))
SAID = (
    "peru chile the strait patrol patrols grain pact plan this will join not send frigates ships "
    "ceasefire visit oil talks said on tuesday , and but -"
)
_WORDS = st.lists(st.sampled_from(SAID.split()), min_size=1, max_size=14)


@settings(max_examples=200, deadline=None)
@given(_WORDS, st.integers(0, 13), st.integers(1, 14), _WORDS)
def test_the_short_way_chooses_as_the_long_one(
    sentence: list[str], start: int, length: int, context: list[str]
) -> None:
    low, part = " ".join(sentence), " ".join(sentence[start : start + length])
    asked = ([PATROL, PACT], part, low, " ".join(context), PATROL)
    chosen, score = choose(*asked)
    assert choose_clearly(*asked) == (chosen, score >= CLEARLY)


@settings(max_examples=200, deadline=None)
@given(_WORDS, st.integers(0, 13), st.integers(1, 14))
def test_a_part_is_of_another_matter_where_it_says_so_itself(
    sentence: list[str], start: int, length: int
) -> None:
    part = " ".join(sentence[start : start + length])
    told = regex_of("<other_matter>").search(part) is not None
    expected = told and PATROL.score(part) == 0
    assert other_matter(part, PATROL, " ".join(sentence)) == expected


_NAMED = focus_on(Initiative(name="Aid for Mali", aliases=("aid for Mali and Chad", "AMC")))
_SAID = ("aid", "for", "mali", "and", "chad", "amc", "amcs", "xamc", "peru", "malian", "-", ",")


@given(st.lists(st.sampled_from(_SAID), max_size=12).map(" ".join))
def test_every_name_of_an_initiative_is_found(low: str) -> None:
    assert _NAMED.places(low) == [match.span() for match in _NAMED.aliases.finditer(low)]


LOAN = focus_on(Initiative(id="loan", name="bridge loan to Mali"))
VOTE = focus_on(Initiative(id="vote", name="Council text on Mali", body="UN Security Council"))
FORCE = focus_on(Initiative(id="force", name="stabilisation force for Mali"))
FOUND = focus_on(Initiative(id="found", name="bridge loan to Mali", inferred=True))
OTHER = focus_on(Initiative(id="other", name="stabilisation force for Mali", inferred=True))


def _chosen(focuses: list[Focus], low: str, main: Focus) -> str:
    return choose(focuses, low, low, "", main)[0].initiative.id


@pytest.mark.parametrize(
    ("low", "expected"),
    [
        ("chile pays into the loan", "loan"),
        ("chile would stabilise the north", "force"),
        ("chile sends two hundred soldiers", "force"),
        ("chile knows mali well", "loan"),
        ("chile has not decided", "loan"),
    ],
)
def test_of_several_that_one_is_meant_whose_own_words_are_used(low: str, expected: str) -> None:
    assert _chosen([LOAN, FORCE], low, LOAN) == expected


def test_where_one_body_votes_a_vote_is_on_what_it_decides() -> None:
    assert _chosen([LOAN, VOTE], "chile abstained", LOAN) == "vote"
    assert _chosen([VOTE, FORCE], "chile abstained", FORCE) == "vote"
    both = [VOTE, focus_on(Initiative(id="second", name="rival draft", body="UN Security Council"))]
    assert _chosen(both, "chile abstained", both[1]) == "second"


def test_what_a_page_itself_names_beside_its_main_matter_has_to_be_named() -> None:
    assert _chosen([FOUND, OTHER], "chile sends two hundred soldiers", FOUND) == "found"
    assert _chosen([FOUND, OTHER], "chile joins the stabilisation force for mali", FOUND) == "other"


@pytest.mark.parametrize(
    ("low", "expected"),
    [
        ("peru supports both", True),
        ("peru will join neither, it said", True),
        ("peru takes part in neither of the two", True),
        ("peru objects to either scheme", True),
        ("both governments agreed", False),
        ("peru will not go either.", False),
        ("peru sends neither ships nor men", False),
    ],
)
def test_both_initiatives_or_neither(low: str, expected: bool) -> None:
    assert means_both([LOAN, FORCE], low) is expected
    assert not means_both([LOAN], low)
    assert not means_both([LOAN, VOTE, FORCE], low)
