"""Kinds and conditions near an actor, with signs of whose they are."""

from collections.abc import Sequence

import pytest

from tests.extraction.made import claim_of
from willing.extraction.details import Detail


def kinds(text: str, actor: str) -> dict[str, Sequence[str]]:
    """What plain words name; loose ones are there too."""
    found = claim_of(text, actor).kinds()
    return {detail.name: detail.signs for detail in found if "loose" not in detail.signs}


def conditions(text: str, actor: str) -> dict[str, Sequence[str]]:
    return {detail.name: detail.signs for detail in claim_of(text, actor).conditions()}


TWO = "Peru will send seven jets to the force, while Chile will send ships."


def test_a_kind_is_seen_from_every_actor_of_its_sentence() -> None:
    assert set(kinds(TWO, "PER")) == set(kinds(TWO, "CHL")) == {"air", "naval"}


def test_a_kind_is_near_whoever_it_follows() -> None:
    ours, theirs = kinds(TWO, "PER"), kinds(TWO, "CHL")
    assert {"after", "near", "same clause", "others:0"} <= set(ours["air"])
    assert {"after", "far", "others:1"} <= set(ours["naval"])
    assert "before" in theirs["air"]
    assert {"after", "near", "others:0"} <= set(theirs["naval"])


def test_a_number_before_a_kind_is_a_sign() -> None:
    assert "number" in kinds("Peru will send 7 jets to the force.", "PER")["air"]
    assert "number" not in kinds("Peru will send jets to the force.", "PER")["air"]


def test_a_kind_ruled_out_is_marked() -> None:
    signs = kinds("Peru will send logistics to the force but no troops.", "PER")
    assert "ruled out" in signs["ground_troops"]
    assert "ruled out" not in signs["logistics"]
    assert "once not ruled out" in signs["logistics"]


def test_each_kind_is_named_once() -> None:
    found = claim_of("Peru will send ships, ships and more ships to the force.", "PER").kinds()
    assert [detail.name for detail in found].count("naval") == 1


def test_what_the_force_is_made_of_is_its_core() -> None:
    signs = kinds("Peru will send troops to the force.", "PER")
    assert "core" in signs["ground_troops"]


@pytest.mark.parametrize(
    ("text", "label", "mark"),
    [
        ("Kenya will send troops only if parliament approves.", "parliament_approval", "marked"),
        ("Kenya will send troops even if there is no ceasefire.", "ceasefire", "denied"),
        ("Kenya will send troops and hail the ceasefire.", "ceasefire", "plain"),
    ],
)
def test_a_condition_tells_how_it_is_marked(text: str, label: str, mark: str) -> None:
    signs = conditions(text, "KEN")[label]
    assert f"condition:{label}" in signs
    assert mark in signs
    assert f"{mark}|{label}" in signs


def test_the_surest_mention_of_a_condition_counts() -> None:
    text = "Kenya hails the ceasefire and will send troops only if there is a ceasefire."
    found = claim_of(text, "KEN").conditions()
    assert [detail.name for detail in found] == ["ceasefire"]
    assert "marked" in found[0].signs


def test_a_sentence_without_any_has_none() -> None:
    claim = claim_of("Peru will join the force.", "PER")
    assert claim.kinds() == claim.conditions() == ()


def test_details_are_told_apart_by_name_and_signs() -> None:
    assert Detail("air", ("near",)) != Detail("air", ("far",))


def test_a_kind_carries_how_it_is_worded() -> None:
    signs = kinds("Peru will give 7 jets to the force.", "PER")["air"]
    assert {"air=jet", "<1:#", ">1:to"} <= set(signs)


def test_a_denial_before_a_kind_is_a_sign() -> None:
    assert "denied" in kinds("Peru will not give jets to the force.", "PER")["air"]
    assert "denied" not in kinds("Peru will give jets to the force.", "PER")["air"]


def test_words_that_only_may_mean_a_kind_are_marked() -> None:
    (loose,) = claim_of("Peru's armies are at hand.", "PER").kinds()
    assert loose.name == "ground_troops"
    assert "loose" in loose.signs
    assert kinds("Peru lends troops to the force.", "PER").keys() == {"ground_troops"}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Kenya will send troops only if parliament approves.", 1.0),
        ("Kenya awaits the approval of parliament to send troops.", 1.0),
        ("Kenya will send troops even if parliament does not approve.", 0.0),
        ("Kenya will send troops and parliament debates it.", None),
        ("Peru will send ships, while Kenya waits, only if parliament approves.", None),
    ],
)
def test_a_condition_is_known_where_it_is_plainly_marked_and_one_alone_acts(
    text: str, known: float | None
) -> None:
    found = claim_of(text, "KEN").conditions()
    assert [detail.known for detail in found if detail.name == "parliament_approval"] == [known]


def test_a_sign_of_a_detail_counts_once() -> None:
    text = "Peru, which sent 7 jets before, will send ships near Kenya only if others join."
    claim = claim_of(text, "PER")
    for detail in (*claim.kinds(), *claim.conditions()):
        assert len(set(detail.signs)) == len(detail.signs)
