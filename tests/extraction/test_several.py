"""Several initiatives in one text: each position counts for the one that the words are about."""

import datetime as dt

import pytest

from willing.documents.read import read_text
from willing.extraction.rules import read_statements
from willing.reference.initiative import Initiative

PACT = Initiative(id="pact", name="Grain corridor pact", body="opt-in")
FORCE = Initiative(id="force", name="Stabilisation force for Darfur", body="opt-in")
VOTE = Initiative(id="vote", name="Council resolution on Darfur", body="UN Security Council")

SIDES = {"lead": "in", "in": "in", "lean_in": "in", "lean_out": "out", "out": "out"}


def sides(text: str, *initiatives: Initiative) -> dict[tuple[str, str], str]:
    article = read_text(text, doc="x", date=dt.date(2025, 3, 5))
    said = read_statements(article, initiatives, trusting=True)
    return {(s.actor, s.initiative): SIDES.get(s.stance, s.stance) for s in said}


@pytest.mark.parametrize("initiatives", [(PACT, FORCE), (FORCE, PACT)])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Chile has joined the grain corridor pact. It will not send soldiers to Darfur.",
            {("CHL", "pact"): "in", ("CHL", "force"): "out"},
        ),
        (
            "Kenya will send 300 soldiers to the stabilisation force. Ghana has refused to take "
            "part. Ghana signed the grain pact in May, and Togo joined it on Monday.",
            {
                ("KEN", "force"): "in", ("GHA", "force"): "out",
                ("GHA", "pact"): "in", ("TGO", "pact"): "in",
            },
        ),
        (
            "The grain corridor pact and the force for Darfur were on the table in Oslo. Norway "
            "supports both. Peru will join neither.",
            {
                ("NOR", "pact"): "in", ("NOR", "force"): "in",
                ("PER", "pact"): "out", ("PER", "force"): "out",
            },
        ),
        (
            "Brazil will not sign the grain pact, but has offered two helicopters to the force in "
            "Darfur.",
            {("BRA", "pact"): "out", ("BRA", "force"): "in"},
        ),
    ],
)  # fmt: skip
def test_each_position_is_on_what_it_speaks_of(
    text: str, expected: dict[tuple[str, str], str], initiatives: tuple[Initiative, ...]
) -> None:
    assert sides(text, *initiatives) == expected


def test_who_votes_votes_on_the_text() -> None:
    text = (
        "Ghana wants to send a battalion to the stabilisation force for Darfur. "
        "China and Russia abstained, and Japan voted in favour."
    )
    assert sides(text, FORCE, VOTE) == {
        ("GHA", "force"): "in",
        ("CHN", "vote"): "undecided",
        ("RUS", "vote"): "undecided",
        ("JPN", "vote"): "in",
    }


def test_an_initiative_that_a_page_never_names_has_no_part_in_it() -> None:
    text = (
        "Kenya will send 300 soldiers to the stabilisation force for Darfur. Grain is dear there. "
        "Ghana has refused to take part."
    )
    article = read_text(text, doc="x", date=dt.date(2025, 3, 5))
    said = read_statements(article, [FORCE, PACT])
    assert {s.initiative for s in said} == {"force"}
    assert "KEN" in {s.actor for s in said}
