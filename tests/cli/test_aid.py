"""`willing aid` as a user calls it."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest
from click.testing import CliRunner

from willing.cli.app import willing

EXAMPLE = str(files("willing.demo") / "scenario.yaml")
TABLE = """\
donor,kind,date,committed,allocated,unit
United States,military,2024-11,5,3,EUR bn
United States,financial,2024-12,8,4,EUR bn
Germany,military,2024-12,2,1,EUR bn
France,military,2024-12,1,.5,EUR bn
Taiwan,financial,2025-01,,.1,EUR bn
India,humanitarian,2025-01,,.001,EUR bn
EU,financial,2025-01,,2,EUR bn
"""


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "donors.csv"
    path.write_text(TABLE, encoding="utf-8")
    return str(path)


def run(*arguments: str):
    return CliRunner().invoke(willing, ["aid", *arguments])


def test_how_things_stand(table) -> None:
    found = run(table)
    assert found.exit_code == 0, found.output
    assert "66% comes from United States" in found.output
    assert "--without USA" in found.output


def test_a_pause_and_who_fills_it(table) -> None:
    found = run(table, "--without", "United States", "--exempt", "TWN", "--cap", "1")
    assert found.exit_code == 0, found.output
    assert "United States stops: EUR 2.33 bn a month." in found.output
    assert "The EU's institutions are asked for nothing" in found.output
    assert "Not asked: Taiwan." in found.output


def test_whom_nobody_asks_is_said(table) -> None:
    found = run(table, "--without", "USA")
    assert found.exit_code == 0, found.output
    assert (
        "Gave less than 0.01% of GDP a year, and not asked: India; --ask IND asks." in found.output
    )
    assert "No GDP is known, and not asked: Taiwan; --gdp TWN=BILLIONS asks." in found.output
    asked = run(table, "--without", "USA", "--ask", "India", "--gdp", "TWN=757")
    assert "not asked" not in asked.output and "India" in asked.output


def test_the_cap_says_which_gifts_it_counts(table) -> None:
    assert "old and new together" in run(table, "--without", "USA").output
    one = run(table, "--without", "USA", "--kind", "military").output
    assert "old and new military aid together" in one and "convention of the analyst" in one


def test_keys_that_are_all_capped_are_said_to_be_alike(table) -> None:
    assert "By every key the hole is larger" in run(table, "--without", "USA").output
    assert "By every key" not in run(table, "--without", "USA", "--cap", "5").output


def test_where_nobody_is_left_no_key_asks(tmp_path) -> None:
    path = tmp_path / "donors.csv"
    path.write_text("donor,allocated\nUSA,5\nITA,0.01\n", encoding="utf-8")
    found = run(str(path), "--months", "12", "--without", "USA")
    assert found.exit_code == 0 and "nobody is asked" in found.output
    assert "By every key" not in found.output and "--cap 100" not in found.output
    assert "--ask ITA asks" in found.output


def test_donors_who_all_lack_gdp_are_one_error(tmp_path) -> None:
    path = tmp_path / "donors.csv"
    path.write_text("donor,allocated\nTaiwan,5\nNorth Korea,2\n", encoding="utf-8")
    found = run(str(path), "--months", "12", "--without", "PRK")
    assert found.exit_code == 2 and "no GDP is known of Taiwan" in found.stderr


def test_json_is_whole(table, tmp_path) -> None:
    output = tmp_path / "aid.json"
    found = run(table, "--without", "USA", "--gdp", "TWN=757", "--key", "gdp", "-o", str(output))
    assert found.exit_code == 0, found.output
    data = json.loads(output.read_text(encoding="utf-8"))
    (key,) = data["keys"]
    paid = sum(cost["billions"]["mean"] for cost in key["costs"])
    assert paid + key["open"]["mean"] == pytest.approx(12 * data["hole_per_month"]["mean"])
    assert data["assumptions"]["usd_per_unit"]["value"] == 1.0813
    assert sum(one["share"] for one in data["standing"]["donors"]) == pytest.approx(1)


def test_the_example_pauses_with_its_event() -> None:
    found = run(EXAMPLE, "--json")
    assert found.exit_code == 0, found.output
    data = json.loads(found.stdout)
    assert data["p_pause"]["p"] == pytest.approx(0.5, abs=0.02)
    assert data["hole_per_month_if_paused"]["mean"] == pytest.approx(115 / 38)
    forced = json.loads(run(EXAMPLE, "--set", "us_aid", "--json").stdout)
    assert forced["p_pause"]["p"] == 0 and forced["keys"] == []


def test_a_scenario_without_aid_says_so(tmp_path) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text("initiative: {id: x, date: 2025-03-01}\n", encoding="utf-8")
    found = run(str(path))
    assert found.exit_code == 2 and "there are no donors" in found.stderr


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--without", "USA", "--ask", "TWN"), "no GDP is known of Taiwan"),
        (("--ask", "EU"), "`eu` is never asked"),
        (("--ask", "France", "--exempt", "France"), "`FRA` is exempt too"),
        (("--without", "Japan"), "--without Japan: no such donor"),
        (("--exempt", "Japan"), "--exempt Japan: no such donor"),
        (("--key", "gpd"), "no key `gpd`; did you mean `gdp`?"),
        (("--key", ","), "nothing is asked for"),
        (("--cap", "-1"), "-1 is below 0"),
        (("--cap", "nan"), "--cap nan: write a number"),
        (("--cap", "inf"), "--cap inf: write a number"),
        (("--eur-usd", "nan"), "--eur-usd nan: write a number"),
        (("--months", "nan"), "--months nan: write a number"),
        (("--kind", "militry"), "no aid of the kind `militry`; did you mean `military`?"),
        (("--year", "1999"), "no GDP of 1999"),
        (("--gdp", "TWN=x"), "write DONOR=BILLIONS"),
        (("--eur-usd", "0"), "eur_usd: 0 is below"),
        (("--months", "2.5"), "by whole months"),
        (("--given", "ceasefire"), "a table has no events"),
    ],
)
def test_what_cannot_be_is_one_clear_error(table, options, said) -> None:
    found = run(table, *options)
    assert found.exit_code == 2, found.output
    assert said in found.stderr and "Traceback" not in found.stderr


@pytest.mark.parametrize("months", ["1", "1000"])
def test_other_months(table, months) -> None:
    found = run(table, "--months", months)
    assert found.exit_code in (0, 2) and "Traceback" not in found.output
