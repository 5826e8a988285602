"""Parties: pronouns are found wherever no letter or hyphen stands before them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extraction.helpers import DAY
from willing.extraction import parties as parties_module
from willing.extraction.clauses import Sentence
from willing.extraction.mentions import find_mentions
from willing.extraction.parties import Party, parties
from willing.extraction.people import Person, people_in

_PLAIN = re.compile(r"(?<![\w-])" + parties_module._PRONOUN.pattern.split(r"\b)", 1)[1])
"""The pronouns alone, without the test of their first word."""

_PIECES = [
    *("both", "hosts", "the", "two", "allies", "pair", "they", "all", "three", "of", "them"),
    *("these", "nations", "those", "their", "leaders", "we", "our", "government", "i", "him"),
    *("something", "he", "she", "his", "party's", "her", "its", "own", "it", "will", "joined"),
    *("is", "president-elect", "country", "spokesman", "new", "foreign", "minister"),
    *("themselves", '"', "'", "(", "-", ",", "é"),
]
texts = st.lists(
    st.tuples(st.sampled_from(_PIECES), st.sampled_from([" ", " ", " ", ""])), max_size=12
).map(lambda parts: "".join(piece + blank for piece, blank in parts))


@settings(deadline=None)
@given(texts)
def test_every_pronoun_is_found_where_it_stands(text: str) -> None:
    sentence = Sentence(text, 0, 0, False, "", ())
    found = [(p.start, p.end, p.voice) for p in parties(sentence) if p.kind == "pronoun"]
    plain = [(*m.span(), m.lastgroup) for m in _PLAIN.finditer(sentence.low)]
    expletive = parties_module._EXPLETIVE
    assert found == [one for one in plain if not expletive.match(sentence.low, one[0])]


def parties_of(text: str) -> list[Party]:
    return parties(Sentence(text, 0, 0, False, "", find_mentions(text, DAY)))


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Peru will join.", True),
        ("It will go on with Peru.", False),
        ("Envoys from eastern Peru left.", False),
        ("They urged the Peru they knew.", False),
    ],
)
def test_who_is_a_place_or_an_object_is_no_subject(text: str, subject: bool) -> None:
    (peru,) = (party for party in parties_of(text) if party.codes == ("PER",))
    assert peru.subject is subject


def test_a_known_name_is_found_with_and_without_a_possessive() -> None:
    known = {"Ito": Person("Ana Ito", ("JPN",)), "Ruz": Person("Eva Ruz", ())}
    sentence = Sentence("Ito's aide met Ruz, not Itoh or Mrs. Ruzic.", 0, 0, False, "", ())
    found = [(p.text, p.kind, p.person) for p in people_in(sentence, known)]
    assert found == [("Ito", "actor", "Ana Ito"), ("Ruz", "nonstate", ""), ("Ruzic", "unnamed", "")]


@pytest.mark.parametrize(
    ("text", "party", "subject"),
    [
        ("The president of Kenya will send police.", "The president of Kenya", True),
        ("The government in Lima has agreed.", "The government in Lima", True),
        ("The Republic of Peru has agreed.", "The Republic of Peru", True),
        ("The king of the Kingdom of Peru said no.", "The king of the Kingdom of Peru", True),
        ("The secretary of state of Peru said no.", "Peru", False),
        ("The Peru talks go on.", "Peru", True),
        ("The State of Israel has agreed.", "State of Israel", True),
        ("They met the foreign minister of Chile.", "the foreign minister of Chile", False),
        ("Talks with the government of Peru go on.", "the government of Peru", False),
        ("A former president of Peru has agreed.", "Peru", False),
        ("The opposition leader of Peru has agreed.", "Peru", False),
        ("Friends of Peru have agreed.", "Peru", False),
    ],
)
def test_an_office_or_a_realm_before_a_name_is_part_of_it(
    text: str, party: str, subject: bool
) -> None:
    (found,) = [p for p in parties_of(text) if p.kind == "actor"]
    assert (found.text, found.subject) == (party, subject)
    assert not [p for p in parties_of(text) if p.kind == "pronoun" and p.end > found.start]
