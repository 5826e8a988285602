"""A user's own actors and groups are read as those that ship are."""

from pathlib import Path

from tests.extraction.helpers import DAY, FORCE
from willing.documents.read import read_text
from willing.extraction.rules import read_statements
from willing.reference.user import load_user_names

OWN = """
actors:
  acme: {name: Acme Shipping, aliases: [Acme]}
groups:
  island_states: {name: Island states, aliases: [the island three], members: [MDV, FJI]}
"""


def test_own_actors_by_name_and_own_groups_by_member(tmp_path: Path) -> None:
    file = tmp_path / "names.yaml"
    file.write_text(OWN, encoding="utf-8")
    text = (
        "Acme will provide two ships for the stabilisation force. "
        "The island three have agreed to join the force."
    )
    article = read_text(text, doc="t", date=DAY, clean=False)
    found = {
        s.actor: s
        for s in read_statements(article, [FORCE], trusting=True, user=load_user_names(file))
    }
    assert {code: s.stance for code, s in found.items()} == dict.fromkeys(
        ("acme", "MDV", "FJI"), "in"
    )
    assert found["acme"].actor_name == "Acme Shipping"


def test_a_person_met_before_is_known_in_the_possessive() -> None:
    text = (
        "Kenyan Defence Minister Amina Barasa met reporters in Nairobi. "
        "Barasa’s answer was brief: Barasa said she would send police officers to the force."
    )
    article = read_text(text, doc="t", date=DAY, clean=False)
    (only,) = read_statements(article, [FORCE], trusting=True)
    assert (only.actor, only.stance) == ("KEN", "in")
