"""The user's own names and the initiative file: what is read, and what is refused with a mend."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from willing.errors import InputError
from willing.reference.countries import country_name, resolve
from willing.reference.groups import group_members
from willing.reference.initiative import FORCE_KINDS, Initiative, load_initiatives
from willing.reference.names import names
from willing.reference.user import load_user_names

DAY = dt.date(2025, 3, 5)

OWN = """
actors:
  acme: {name: Acme Shipping, aliases: [Acme, Acme Lines], leaders: Ada Byrd}
  BRA: {leaders: [Maria Silva], adjectives: [Carioca]}
groups:
  island_states: {name: Island states, aliases: the island three, members: [MDV, FJI]}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "names.yaml"
    path.write_text(OWN, encoding="utf-8")
    return path


def test_own_actors_and_forms_count(file: Path) -> None:
    user = load_user_names(file)
    assert country_name("acme", user) == "Acme Shipping"
    assert resolve("Acme Lines", DAY, user) == "acme"
    assert resolve("Ada Byrd", DAY, user) == "acme"
    assert resolve("Carioca", DAY, user) == "BRA"
    assert group_members("island_states", DAY, user) == ("FJI", "MDV")
    assert any(n.text == "the island three" and n.kind == "group" for n in names(DAY, user))


def test_own_names_win_over_those_that_ship(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("actors:\n  tbilisi_post: {name: Georgia}\n", encoding="utf-8")
    assert resolve("Georgia", DAY, load_user_names(path)) == "tbilisi_post"


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("states: {}", "unknown field 'states'"),
        ("actors: {acme: {nom: A}}", "actors.acme: unknown field 'nom'"),
        ("actors: {acme: {aliases: [1]}}", "expected a text or a list of texts"),
        ("actors: [acme]", "expected `field: value` lines"),
        ("actors: {Acme Inc: {name: A}}", "'Acme Inc' is no code"),
        ("actors: {acme: {name: [", "not valid YAML"),
    ],
)
def test_a_faulty_file_of_names_is_refused(tmp_path: Path, text: str, part: str) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_user_names(path)
    assert str(path) in str(caught.value)
    assert part in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        load_user_names(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="cannot read"):
        load_initiatives(tmp_path / "none.yaml")


def test_the_initiative_file_yaml_or_json(tmp_path: Path) -> None:
    path = tmp_path / "initiatives.json"
    path.write_text('{"patrol": {"name": "Strait Patrol", "leads": "USA"}}', encoding="utf-8")
    [(key, found)] = load_initiatives(path).items()
    assert (key, found.id, found.leads) == ("patrol", "patrol", ("USA",))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("patrol: {nome: x}", "patrol.name"),
        ("patrol: {name: ''}", "patrol.name"),
        ("patrol: {name: x, requires: {naval: -5}}", "patrol.requires.naval"),
        ("patrol: {name: x, requires: {naval: .inf}}", "patrol.requires.naval"),
        ("[1, 2]", "expected {id: {name"),
        ("patrol: {name: [", "not valid YAML or JSON"),
        ("[" * 5000, "nested too deeply"),
        ("{patrol: " * 3000, "nested too deeply"),
        ("# " + "x" * 1_000_000, "larger than 1,000,000 bytes"),
    ],
)
def test_a_faulty_initiative_file_is_refused(tmp_path: Path, text: str, part: str) -> None:
    path = tmp_path / "initiatives.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_initiatives(path)
    assert str(path) in str(caught.value)
    assert part in str(caught.value)


def test_the_core_kinds_follow_from_what_is_given() -> None:
    assert Initiative(name="x", core=("air",), requires={"naval": 1}).core_kinds == ("air",)
    assert Initiative(name="x", requires={"naval": 1}).core_kinds == ("naval",)
    assert Initiative(name="a reassurance force").core_kinds == FORCE_KINDS
    pledge = Initiative(name="a methane pledge")
    assert pledge.default_kind == "support"
    assert "political" not in pledge.core_kinds
    assert Initiative(name="a methane pledge", kinds=("cut",)).default_kind == "cut"
