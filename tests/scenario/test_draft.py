"""From stances to a scenario: every rule of the way, and the file that a person gets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willing.errors import InputError
from willing.ledger.stance import Stance
from willing.reference.constants import BALLOTS, VETO_BALLOT
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import CONDITIONS, OTHERS_JOIN, STANCES
from willing.scenario.check import check
from willing.scenario.conditions import names, parse
from willing.scenario.draft import draft, own_conditions, statement_source
from willing.scenario.draftfile import comment_text, draft_yaml
from willing.scenario.events import DEFAULT_EVENTS, condition_of, default_event, event_name
from willing.scenario.files import check_file, load_scenario
from willing.scenario.scenario import Branch, Event, Scenario

DAY = dt.date(2025, 3, 5)
PATROL = Initiative(
    id="patrol", name="Strait patrol", body="opt-in", leads=("GBR",), requires={"naval": 6}
)


def stance(actor: str, kind: str = "naval", said: str = "in", **fields: Any) -> Stance:
    base: dict[str, Any] = {
        "actor_name": actor.title(),
        "initiative": "patrol",
        "as_of": DAY,
        "mean": 1.23456,
        "sd": 0.65432,
        "p_willing": 0.9,
        "statements": ("0123456789abcdef",),
    }
    return Stance(actor=actor, kind=kind, said=said, **base | fields)  # type: ignore[arg-type]


def drafted(*stances: Stance, initiative: Initiative = PATROL, **options: Any) -> Scenario:
    scenario = draft(initiative, stances, as_of=DAY, **options)
    assert [problem for problem in check(scenario) if problem.severity == "error"] == []
    return scenario


# --- pledges -----------------------------------------------------------------------------------


def test_a_stance_becomes_a_pledge_with_its_sources() -> None:
    scenario = drafted(stance("NOR", said="lean_in", statements=("aaaaaaaa11", "bbbbbbbb22")))
    norway = scenario.actors["NOR"]
    (pledge,) = norway.pledges
    assert (pledge.kind, pledge.when) == ("naval", "")
    assert pledge.stance.model_dump() == {"mean": 1.235, "sd": 0.654}  # type: ignore[union-attr]
    assert pledge.source == "statement:aaaaaaaa, statement:bbbbbbbb"
    assert norway.said == "lean_in"
    assert pledge.amount is not None
    assert pledge.amount_source.startswith(("data", "default"))


def test_words_that_are_centuries_old_still_make_a_scenario() -> None:
    (pledge,) = drafted(stance("NOR", mean=0.01, sd=90.314)).actors["NOR"].pledges
    assert pledge.stance.model_dump() == {"mean": 0.01, "sd": 20.0}  # type: ignore[union-attr]


def test_out_for_one_kind_and_in_for_another() -> None:
    scenario = drafted(
        stance("POL", "naval", "out", mean=-1.0), stance("POL", "logistics", "out", mean=1.0)
    )
    poland = scenario.actors["POL"]
    assert [pledge.kind for pledge in poland.pledges] == ["naval", "logistics"]
    assert poland.said == "out"
    assert poland.pledges[1].amount is None, "logistics is there or not: nothing to assume"


def test_beneficiary_and_adversary_are_heard_and_pledge_nothing() -> None:
    initiative = PATROL.model_copy(update={"beneficiary": "YEM", "adversary": "IRN"})
    scenario = drafted(stance("IRN", said="oppose"), initiative=initiative)
    assert scenario.actors["IRN"].pledges == scenario.actors["YEM"].pledges == ()
    assert scenario.actors["IRN"].said == "oppose"
    assert scenario.actors["IRN"].source == "statement:01234567"


def test_a_lead_whom_no_statement_mentions_has_the_analysts_word() -> None:
    (pledge,) = drafted(stance("NOR")).actors["GBR"].pledges
    assert (pledge.kind, pledge.stance) == ("naval", "lead")
    assert pledge.source.startswith("analyst")


def test_leads_are_found_in_the_stances_where_the_initiative_names_none() -> None:
    initiative = PATROL.model_copy(update={"leads": ()})
    scenario = drafted(stance("NOR"), stance("ITA", said="lead"), initiative=initiative)
    assert scenario.initiative.leads == ("ITA",)
    assert list(scenario.actors) == ["ITA", "NOR"], "leads come first"


def test_actors_stand_in_the_order_of_their_words() -> None:
    codes = ("FRA", "ESP", "NOR", "GRC", "DNK", "SWE", "AUT")
    stances = [stance(code, said=said) for code, said in zip(codes, STANCES, strict=True)]
    assert list(drafted(*stances).actors) == ["GBR", *reversed(codes)]


def test_organisations_bring_their_name_and_own_kinds_are_declared() -> None:
    initiative = Initiative(name="Methane pledge", kinds=("methane_cut",))
    scenario = drafted(stance("acme", "methane_cut", "in"), initiative=initiative)
    assert scenario.initiative.id == "methane-pledge"
    assert scenario.initiative.kinds == ("methane_cut",)
    assert scenario.initiative.core_kinds == initiative.core_kinds
    assert scenario.actors["acme"].name == "Acme"
    assert scenario.actors["acme"].pledges[0].amount is None


def test_core_kinds_that_only_an_alias_implies_are_written_down() -> None:
    initiative = Initiative(name="Aspis", aliases=("the naval mission",))
    scenario = drafted(stance("ITA"), initiative=initiative)
    assert (
        scenario.initiative.core_kinds == initiative.core_kinds == ("ground_troops", "air", "naval")
    )


# --- conditions and events -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "when"),
    [
        ((), ""),
        (("un_mandate",), "un_mandate"),
        (("ceasefire", "us_backstop"), "ceasefire and us_backstop"),
        (("parliament_approval",), "parliament_approval_DEU"),
        (("others_join",), "members() >= 3"),
        (("guarantees", "un_mandate"), "guarantees_DEU and un_mandate"),
        (("capacity", "capacity"), "capacity_DEU"),
    ],
)
def test_condition_labels(labels: tuple[str, ...], when: str) -> None:
    scenario = drafted(stance("DEU", conditions=labels))
    assert scenario.actors["DEU"].pledges[0].when == when
    assert list(scenario.events) == [n.name for n in names(parse(when))]


def test_every_label_has_a_default_with_a_reason() -> None:
    assert set(DEFAULT_EVENTS) == set(CONDITIONS) - {OTHERS_JOIN}
    for label in DEFAULT_EVENTS:
        event = default_event(event_name(label, "DEU"))
        assert event.source.startswith("default (")
        assert isinstance(event.p, float)
        assert 0 < event.p < 1
        assert ("Germany" in event.title) == (event_name(label, "DEU") != label)


def test_the_backstop_hangs_on_the_ceasefire_where_there_is_one() -> None:
    alone = drafted(stance("NOR", conditions=("us_backstop",)))
    assert alone.events["us_backstop"].p == 0.25
    both = drafted(stance("NOR", conditions=("us_backstop", "ceasefire")))
    assert both.events["us_backstop"].p == Branch.model_validate(
        {"if": "ceasefire", "then": 0.4, "else": 0.1}
    )


def test_the_analysts_events_win() -> None:
    mine = {"un_mandate": Event(p=0.9, source="analyst"), "storm": Event(p=0.2)}
    scenario = drafted(stance("NOR", conditions=("un_mandate",)), events=mine)
    assert scenario.events == mine


def test_a_force_after_a_ceasefire_waits_for_it() -> None:
    force = Initiative(id="force", name="Stabilisation force after a truce", leads=("FRA",))
    assert own_conditions(force) == ("ceasefire",)
    scenario = drafted(
        stance("FRA", "ground_troops"),
        stance("NOR", "ground_troops", conditions=("un_mandate",)),
        stance("NOR", "political"),
        initiative=force,
    )
    whens = {c: [p.when for p in a.pledges] for c, a in scenario.actors.items()}
    assert whens == {"FRA": ["ceasefire"], "NOR": ["ceasefire and un_mandate", ""]}
    assert own_conditions(Initiative(name="Call for a ceasefire", kinds=("vote",))) == ()


def test_what_every_lead_waits_for_the_others_wait_for_too() -> None:
    initiative = PATROL.model_copy(update={"leads": ("GBR", "FRA")})
    scenario = drafted(
        stance("GBR", conditions=("ceasefire", "parliament_approval")),
        stance("FRA", conditions=("un_mandate", "ceasefire", "parliament_approval")),
        stance("NOR"),
        stance("NOR", "logistics"),
        initiative=initiative,
    )
    assert [pledge.when for pledge in scenario.actors["NOR"].pledges] == ["ceasefire", ""]
    assert scenario.actors["GBR"].pledges[0].when == "ceasefire and parliament_approval_GBR"


def test_events_that_the_evidence_speaks_of_are_listed() -> None:
    scenario = drafted(stance("NOR"), spoken_of=("ceasefire",))
    assert scenario.events.keys() == {"ceasefire"}


@given(st.lists(st.sampled_from(CONDITIONS), max_size=6), st.sampled_from(["DEU", "acme"]))
def test_any_labels_make_a_condition_that_check_accepts(labels: list[str], actor: str) -> None:
    events = [n.name for n in names(condition_of(labels, actor)) if n.role == "event"]
    assert len(events) == len(set(labels) - {OTHERS_JOIN})
    drafted(stance(actor, conditions=tuple(labels)))


# --- bodies --------------------------------------------------------------------------------------


def test_opt_in_is_always_there_and_the_own_body_too() -> None:
    assert list(drafted(stance("NOR")).bodies) == ["opt_in"]
    nato = PATROL.model_copy(update={"body": "NATO consensus"})
    scenario = drafted(stance("NOR"), initiative=nato, bodies=["the UN Security Council"])
    assert list(scenario.bodies) == ["nato", "unsc", "opt_in"]
    assert scenario.bodies["nato"].rule == "consensus"
    assert scenario.bodies["unsc"].rule == "security_council"
    with pytest.raises(InputError, match="no known body"):
        drafted(stance("NOR"), bodies=["the Galactic Senate"])


def test_a_rule_without_a_name_goes_by_the_body_s() -> None:
    scenario = drafted(stance("NOR"), bodies=["IMF, 85%"])
    fund = scenario.bodies["imf_85"]
    assert (fund.rule, fund.members) == ("imf_85", ("IMF Board of Governors, 85 percent",))
    assert not [problem for problem in check(scenario) if problem.severity == "error"]


def test_an_opt_in_body_says_how_many_are_enough() -> None:
    scenario = drafted(stance("NOR"), bodies=["JEF"])
    assert list(scenario.bodies) == ["opt_in"]
    assert scenario.bodies["opt_in"].minimum == 2


def test_ballots_from_statements_on_the_bodys_decision() -> None:
    heard = [
        stance("HUN", "political", "undecided", veto=True, statements=("cccccccc33",)),
        stance("TUR", "political", "lean_in"),
        stance("JPN", "political", "oppose"),
    ]
    votes = drafted(stance("NOR"), body_stances={"nato": heard}).bodies["nato"].votes
    assert {c: (v.yes, v.abstain, v.no) for c, v in votes.items()} == {
        "HUN": VETO_BALLOT,
        "TUR": BALLOTS["lean_in"],
    }
    assert votes["HUN"].source == "statement:cccccccc"


def test_a_veto_on_the_initiative_counts_where_the_actor_sits() -> None:
    scenario = drafted(
        stance("HUN", said="oppose", veto=True), stance("NOR"), bodies=["NATO", "UNSC"]
    )
    assert scenario.bodies["nato"].votes.keys() == {"HUN"}
    assert scenario.bodies["unsc"].votes == {}


# --- the file ------------------------------------------------------------------------------------


def test_the_file_quotes_what_it_rests_on_and_reads_back(tmp_path: Path) -> None:
    scenario = drafted(
        stance("NOR", conditions=("un_mandate",)),
        stance("NOR", "air", statements=("dddddddd44",)),
        bodies=["nato"],
        body_stances={"nato": [stance("HUN", veto=True, statements=("eeeeeeee55",))]},
    )
    quotes = {
        "0123456789abcdef": "Norway will send\na frigate",
        "dddddddd44": "and\u2028two jets\x1b[31m",
        "eeeeeeee55": "We shall\r\nactors: {} # block it",
    }
    text = draft_yaml(scenario, quotes=quotes)
    file = tmp_path / "draft.yaml"
    file.write_text(text, encoding="utf-8")
    assert load_scenario(file, check=True) == scenario
    assert [p for p in check_file(file) if p.severity == "error"] == []
    lines = [line.strip() for line in text.splitlines()]
    assert lines[0] == "# yaml-language-server: $schema=scenario.schema.json"
    assert '# 01234567: "Norway will send a frigate"' in lines
    assert '# dddddddd: "and two jets[31m"' in lines
    assert '# eeeeeeee: "We shall actors: {} # block it"' in lines
    naval = lines.index("- kind: naval", lines.index("NOR:"))
    assert lines[naval - 1].startswith("# 01234567")


@settings(max_examples=40, deadline=None)
@given(quote=st.text(max_size=400))
def test_no_quote_breaks_out_of_its_comment(
    tmp_path_factory: pytest.TempPathFactory, quote: str
) -> None:
    scenario = drafted(stance("NOR"))
    file = tmp_path_factory.getbasetemp() / "quoted.yaml"
    text = draft_yaml(scenario, quotes={"0123456789abcdef": quote})
    file.write_text(text, encoding="utf-8")
    assert load_scenario(file) == scenario


@given(text=st.text(), limit=st.integers(5, 50))
def test_comment_text_is_one_short_visible_line(text: str, limit: int) -> None:
    said = comment_text(text, limit)
    assert len(said) <= limit
    assert len(said.splitlines()) <= 1
    assert all(char.isprintable() for char in said)


def test_sources_name_each_statement_once() -> None:
    assert statement_source(["aaaaaaaa1", "bbbbbbbb2", "aaaaaaaa1"]) == (
        "statement:aaaaaaaa, statement:bbbbbbbb"
    )
    assert statement_source([]) == ""
