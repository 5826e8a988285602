"""Aid in a scenario: problems with their lines, tables beside it, and the way back to a file."""

from __future__ import annotations

import pytest

from willing.errors import ScenarioError
from willing.scenario.beside import beside
from willing.scenario.check import check
from willing.scenario.files import check_file, dump_scenario, load_scenario, update_scenario
from willing.scenario.scenario import Scenario

HEAD = """\
initiative: {id: x, date: 2025-03-01, beneficiary: UKR}
events: {us_aid: {p: 0.5}}
actors: {USA: {}}
aid:
"""
GOOD = """\
  donors: {USA: {military: 60}, DEU: {military: [8, 10, 12]}, eu: {financial: 3}}
  months: 24
  pause: {USA: not us_aid}
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "scenario.yaml"


def problems(path, text):
    path.write_text(HEAD + text, encoding="utf-8")
    return [problem.describe() for problem in check_file(path)]


def test_good_aid_has_no_problem_and_comes_back_from_a_file(path) -> None:
    assert problems(path, GOOD) == []
    scenario = load_scenario(path, check=True)
    dump_scenario(scenario, path)
    assert load_scenario(path) == scenario


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("  donors: {USA: {military: -1}}\n", "line 5:28: aid.donors.USA.military: -1 is below 0"),
        ("  donors: {USA: {military: [1, .inf]}}\n", "aid.donors.USA.military"),
        ("  donors: {USA: {military: .nan}}\n", "aid.donors.USA.military"),
        ("  donors: {USA: {military: 1e12}}\n", "write it in a larger unit"),
        ("  donors: {Germany: {military: 1}}\n", "unknown donor `Germany`; write DEU (Germany)"),
        ("  donors: {USA: {'': 1}}\n", "cannot name a kind"),
        ("  donors: {USA: 5}\n", "write {KIND: AMOUNT}"),
        ("  months: 24\n", "aid: no donor; write them"),
        (GOOD + "  cap_pct_gdp: -1\n", "aid.cap_pct_gdp: -1 is below 0"),
        (GOOD + "  eur_usd: 0.01\n", "aid.eur_usd: 0.01 is below 0.2"),
        (GOOD + "  year: 1999\n", "no GDP of 1999"),
        (GOOD + "  keys: [gpd]\n", "no key `gpd`; did you mean `gdp`?"),
        (GOOD + "  exempt: [FRA]\n", "`FRA` is no donor"),
        (GOOD + "  ask: [FRA]\n", "`FRA` is no donor"),
        (GOOD + "  ask: [eu]\n", "`eu` is never asked"),
        (GOOD + "  ask: [DEU]\n  exempt: [DEU]\n", "`DEU` is exempt too"),
        (GOOD + "  gdp: {eu: 0}\n", "aid.gdp.eu: 0 is below"),
        (GOOD + "  unit: pounds\n", "write eur_bn, eur_mn, usd_bn or usd_mn"),
        (GOOD + "  recipient: ZZZ\n", "unknown actor `ZZZ`"),
        (GOOD.replace("not us_aid", "not us_ad"), "unknown event `us_ad`; did you mean `us_aid`?"),
        (GOOD.replace("not us_aid", "members() >= 2"), "hangs on events, not on who joins"),
        (GOOD.replace("not us_aid", "''"), "an empty condition"),
        (GOOD.replace("{USA: not", "{FRA: not"), "`FRA` is no donor"),
        (GOOD + "  table: [{donor: USA, allocated: 1}]\n", "donors and a table too"),
        ("  table: [{donor: USA, month: 2025-13}]\n", "month"),
        ("  table: [{donor: USA, month: 2025-01}, {donor: USA}]\n", "others none"),
        (GOOD.replace("  months: 24\n", ""), "aid: the amounts have no dates; write `months:`"),
        ("  table: [{donor: USA, month: 2025-01}]\n  months: 1.5\n", "cut by whole months"),
        (GOOD + "  unit: usd_bn\n  eur_usd: 1.1\n", "amounts in dollars need no rate"),
        ("  table: missing.csv\n", "aid.table"),
        ("  table: ../donors.csv\n", "lies outside the scenario's folder"),
        ("  table: /etc/passwd\n", "lies outside the scenario's folder"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(path, text, said) -> None:
    found = problems(path, text)
    assert any(said in one for one in found), found


def test_a_table_beside_the_scenario_is_read_and_kept_when_it_is_rewritten(path) -> None:
    (path.parent / "donors.csv").write_text("donor,kind,allocated,unit\nFRA,military,5,EUR mn\n")
    text = "  table: donors.csv\n  months: 12\n"
    assert not any("aid.table" in one for one in problems(path, text))
    scenario = load_scenario(path)
    assert scenario.aid.table[0].donor == "FRA" and scenario.aid.unit == "eur_mn"
    event = scenario.events["us_aid"].model_copy(update={"p": 0.25})
    changed = scenario.model_copy(update={"events": {"us_aid": event}})
    assert "table: donors.csv" in update_scenario(path, changed)
    assert load_scenario(path) == changed


def test_a_bad_table_is_an_error_of_the_scenario(path) -> None:
    (path.parent / "donors.csv").write_text("donor,allocated\nFRA,-5\n")
    path.write_text(HEAD + "  table: donors.csv\n", encoding="utf-8")
    with pytest.raises(ScenarioError, match=r"aid.table: .*donors.csv:2: .*-5 is below 0"):
        load_scenario(path)


def test_a_link_leads_out_of_the_folder_no_further_than_a_name(path, tmp_path) -> None:
    from willing.errors import InputError

    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "out.csv").write_text("x")
    (inner / "link.csv").symlink_to(tmp_path / "out.csv")
    with pytest.raises(InputError, match="outside"):
        beside(inner / "scenario.yaml", "link.csv")


def test_a_donor_who_gave_much_and_has_no_gdp_is_told_before_anything_runs():
    given = {"PRK": {"military": 5}, "DEU": {"military": 1}, "TWN": {"military": 0.01}}
    events = {"halt": {"p": 0.5}}
    question = {"id": "force", "date": "2025-03-05"}
    aid = {"donors": given, "pause": {"DEU": "halt"}}

    def told(**more):
        whole = {"initiative": question, "events": events, "aid": aid | more}
        found = check(Scenario.model_validate(whole))
        return [p.place for p in found if "no GDP is known" in p.message]

    assert told() == ["aid.donors.PRK"]
    assert told(exempt=["PRK"]) == told(gdp={"PRK": 20}) == told(pause={}) == []
