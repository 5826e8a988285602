"""Lists of names, filed by the words above them or before their colon."""

import pytest

from tests.extraction.helpers import DAY, PACT, read, stances
from willing.documents.read import read_text
from willing.extraction.clauses import Sentence
from willing.extraction.headings import filed_names, stance_of_heading
from willing.extraction.mentions import find_mentions
from willing.extraction.patterns import compile_pattern
from willing.extraction.rules import read_statements
from willing.extraction.words import rows
from willing.reference.vocabulary import STANCES


@pytest.mark.parametrize(
    ("heading", "stance"),
    [
        ("Taking part", "in"),
        ("Who is not taking part?", "out"),
        ("Have not signed", "out"),
        ("2. Still deciding", "undecided"),
        ("No answer so far", "undecided"),
        ("No", "oppose"),
        ("Leaning yes", "lean_in"),
        ("Sceptics", "lean_out"),
        ("Abstentions:", "undecided"),
        ("Leading", "lead"),
        ("Exports of last year", None),
        ("Venue", None),
        ("Leaders", None),
        ("Against gangs", None),
        ("In favour of sanctions", None),
        ("Who has a veto", None),
        ("Not all on board", None),
        ("Confirmed cases", None),
        ("For and against", None),
        ("Not against", None),
        ("No longer taking part", "out"),
        ("Withdrew its veto", None),
        ("Refused to rule out", None),
        ("Participants", None),
        ("In the region", None),
        ("The day the government said no to all those who had asked it for a word", None),
        ("", None),
    ],
)
def test_stance_of_heading(heading: str, stance: str | None) -> None:
    assert stance_of_heading(heading) == stance


def test_every_row_compiles_and_says_a_step() -> None:
    for row in rows("headings"):
        compile_pattern(row["words"])
        assert row["says"] in ("", *STANCES)
        assert row["whole"] in ("", "yes")


def test_bare_names_under_headings() -> None:
    text = (
        "Plastics pact\n\nIn favour\nNorway, Ghana\nFiji 12\n\nNot signing\nIran (oil minister)"
        "\n\nStill thinking\n- Japan"
    )
    assert stances(text, PACT) == {
        "NOR": "in", "GHA": "in", "FJI": "in", "IRN": "out", "JPN": "undecided",
    }  # fmt: skip


def test_names_before_ticks_and_crosses() -> None:
    assert stances("Plastics pact\n✔ Norway\n✔ Ghana\n✘ Iran", PACT) == {
        "NOR": "in", "GHA": "in", "IRN": "out",
    }  # fmt: skip


def test_names_filed_within_a_text() -> None:
    text = (
        "The vote on the plastics pact ended late. In favour: Norway, Ghana and Fiji. "
        "Against: Iran; abstaining: Japan and the United States."
    )
    assert stances(text, PACT) == {
        "NOR": "in", "GHA": "in", "FJI": "in", "IRN": "oppose", "JPN": "undecided",
        "USA": "undecided",
    }  # fmt: skip


def test_the_quote_of_filed_names_is_what_files_them() -> None:
    text = "The plastics pact was put to a vote. Against: Iran and Kuwait. Then all went home."
    assert read(text, PACT)["IRN"].quote == "Against: Iran and Kuwait"


@pytest.mark.parametrize(
    "text",
    [
        "Against: that was the word which Iran kept to itself when the plastics pact came up.",
        "Visa free travel approved: Peru, Chile.",
        "Minister not in favour of one opponent: Cuba.",
    ],
)
def test_other_colons_file_nobody(text: str) -> None:
    sentence = Sentence(text, 0, 0, True, "", find_mentions(text))
    assert sentence.mentions
    assert list(filed_names(sentence)) == []


def test_on_a_whole_page_a_list_needs_a_heading_on_the_subject() -> None:
    lists = "\n\n".join(["Signatories of {}", "- Iran\n- Sudan\n- Chad"])
    lead = "Norway and Ghana lead the plastics pact, their ministers said in Oslo on Monday."
    more = "The text of the plastics pact is open for signature until the end of the year."
    for subject, read_at_all in (("the plastics pact", True), ("the whaling treaty", False)):
        text = "\n\n".join(
            ["A pact", lead, lists.format(subject), more, more.replace("text", "map")]
        )
        article = read_text(text, doc="t", date=DAY, clean=False)
        found = {s.actor for s in read_statements(article, [PACT])}
        assert ("IRN" in found) == read_at_all
