"""Focus: what is asked of a part of a sentence may be answered from the whole sentence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from willing.extraction.evidence import CLEARLY
from willing.extraction.focus import choose, choose_clearly, focus_on, other_matter
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
