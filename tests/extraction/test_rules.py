"""The rule reader on the hard phenomena, in sentences of our own."""

import datetime as dt

import pytest

from tests.extraction.helpers import FORCE, PACT, read, stances
from tests.extraction.made import claims_of

IN, OUT = {"lead", "in", "lean_in"}, {"lean_out", "out", "oppose"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile, Peru and Ecuador will send troops to the force.", ["CHL", "PER", "ECU"]),
        ("Kenya, along with Benin and Chad, has pledged police officers.", ["KEN", "BEN", "TCD"]),
        ("The Baltic states have agreed to join the force.", ["EST", "LVA", "LTU"]),
        ("Members of the plastics pact include Norway, Ghana and Fiji.", ["NOR", "GHA", "FJI"]),
        ("The force, led by Kenya, will deploy in May.", ["KEN"]),
    ],
)  # fmt: skip
def test_lists_and_groups(text: str, expected: list[str]) -> None:
    found = stances(text)
    assert set(expected) <= set(found)
    assert {found[code] for code in expected} <= IN


@pytest.mark.parametrize(
    ("text", "code", "side"),
    [
        ("Participation in the force was ruled out by Kenya.", "KEN", OUT),
        ("Participation in the force was not ruled out by Kenya.", "KEN", IN),
        ("Two ships were pledged to the force by Peru.", "PER", IN),
        ("No ships will be sent to the force by Peru.", "PER", OUT),
        ("Soldiers were not offered to the force by Peru.", "PER", OUT),
        ("There was a clear yes from Chile to the force.", "CHL", IN),
    ],
)
def test_passives_name_who_acts_after_the_act(text: str, code: str, side: set[str]) -> None:
    assert stances(text)[code] in side


@pytest.mark.parametrize(
    "text",
    [
        "An early end of the force was ruled out by Kenya.",
        "The invitation to the force is yet to be accepted by Kenya.",
        "It is unclear whether troops will be sent by Kenya to the force.",
        "A no from Kenya would doom the force.",
    ],
)
def test_passives_of_what_is_not_so_say_nothing(text: str) -> None:
    assert not any(claim.pieces for claim in claims_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Talks on the stabilisation force were held in Paris, Madrid and Rome.",
        "More than twenty countries will send troops to the force.",
        "Leaders of Chile, Peru and Brazil will attend a meeting on the force.",
        "Would Chile send troops to the force?",
        "In 1999, Portugal had sent troops to East Timor.",
        "Chilean analysts say that Chile will send troops.",
        "Opposition leader Ana Diaz said Chile will never send troops.",
        "According to a poll, Germany should send soldiers.",
        "The minister urged Germany to send troops to the force.",
        "If Chile sends troops, gangs may retreat.",
    ],
)
def test_what_is_no_statement(text: str) -> None:
    assert stances(text) == {}


@pytest.mark.parametrize(
    ("text", "code", "stance"),
    [
        ("Lima has ruled out sending troops to the force.", "PER", "out"),
        ("Peru has not ruled out sending troops to the force.", "PER", "lean_in"),
        ("Peru has no plans to join the force.", "PER", "out"),
        ("Peru won't join the force.", "PER", "out"),
        ("Peru is not opposed to the force.", "PER", "lean_in"),
        ("Peru is reluctant to send soldiers.", "PER", "lean_out"),
        ("Peru is open to sending soldiers.", "PER", "lean_in"),
        ("Peru could join the force.", "PER", "lean_in"),
        ("Peru abstained in the vote on the force.", "PER", "undecided"),
        ("Peru has yet to decide on the force.", "PER", "undecided"),
        ("It is unclear whether Peru will join the force.", "PER", "undecided"),
        ("Peru vetoed the force.", "PER", "oppose"),
        ("Peru voted against the force.", "PER", "oppose"),
        ("Peru rejected the force.", "PER", "oppose"),
        ("Peru has withdrawn from the force.", "PER", "out"),
        ("Peru will lead the force.", "PER", "lead"),
        ("The Peruvian government has deemed the deployment premature.", "PER", "lean_out"),
    ],
)
def test_degrees_and_negation(text: str, code: str, stance: str) -> None:
    assert stances(text)[code] == stance


def test_leaders_speak_for_their_state_at_the_date() -> None:
    text = "Olaf Scholz rejected the force. Keir Starmer will send troops to the force."
    found = stances(text, date=dt.date(2025, 3, 5))
    assert found["DEU"] == "oppose"
    assert found["GBR"] == "in"


def test_a_leader_out_of_office_speaks_for_nobody() -> None:
    assert "DEU" not in stances("Olaf Scholz rejected the force.", date=dt.date(2012, 3, 5))


def test_pronouns_look_back() -> None:
    assert stances("Ghana spoke first. It will send troops to the force.")["GHA"] == "in"


def test_ellipsis_takes_up_what_was_said() -> None:
    found = stances("Norway has agreed to join the force. Sweden has not. Nor has Malta.")
    assert found["NOR"] == "in"
    assert found["SWE"] in OUT


def test_limited_participation_is_in_with_an_exclusion() -> None:
    said = read("Brazil excluded troops but offered logistics to the force.")["BRA"]
    assert said.stance == "in"
    assert said.contribution == ("logistics",)
    assert said.no_contribution == ("ground_troops",)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Kenya will send troops only if parliament approves.", "parliament_approval"),
        ("Kenya will send troops once there is a ceasefire.", "ceasefire"),
        ("Kenya would not send troops without a UN mandate.", "un_mandate"),
        ("Kenya will join the force provided that others join.", "others_join"),
    ],
)
def test_conditions_are_no_refusals(text: str, label: str) -> None:
    said = read(text)["KEN"]
    assert label in said.conditions


def test_not_conditional_on_is_no_condition() -> None:
    text = "Kenya will send troops; this is not conditional on a ceasefire."
    assert read(text)["KEN"].conditions == ()


def test_a_veto_is_marked_and_voting_against_is_not() -> None:
    assert read("Hungary threatened to veto the plastics pact.", PACT)["HUN"].veto
    assert not read("Hungary voted against the plastics pact.", PACT)["HUN"].veto


def test_headings_file_actors() -> None:
    text = "Who’s Out?\n\nPoland: it won’t give any soldiers. Instead, it will provide logistics."
    from willing.documents.read import read_text
    from willing.extraction.rules import read_statements

    article = read_text(f"A force for Haiti\n\n{text}", doc="t", date=dt.date(2025, 3, 5))
    said = {s.actor: s for s in read_statements(article, [FORCE])}["POL"]
    assert said.stance in OUT
    assert said.contribution == ("logistics",)


def test_third_parties_are_speakers() -> None:
    said = read("Peru wants to join the force, Keir Starmer said.")["PER"]
    assert said.stance == "in"
    assert said.speaker == "Keir Starmer"


def test_an_organisation_in_a_name_is_no_actor() -> None:
    assert "nato" not in stances("Canada, a NATO member, will send troops to the force.")


def test_places_are_no_actors() -> None:
    found = stances("French soldiers left for Haiti after talks in London.")
    assert "HTI" not in found
    assert "GBR" not in found


def test_every_statement_can_be_explained() -> None:
    for said in read("Chile will send troops. Peru rejected the force.").values():
        assert said.trace
        assert any(step.startswith("rule:") for step in said.trace)


def test_a_changed_mind_counts_as_it_is_now() -> None:
    text = "Once in favour of the force, Jamaica has now withdrawn from it."
    assert stances(text)["JAM"] == "out"


def test_both_are_never_three() -> None:
    text = "Peru, Chile and Kenya will join the force. Both governments hailed it."
    (claim,) = [c for c in claims_of(text) if c.evidence.actor == "KEN"]
    assert claim.sentence[0] == 0
