"""The example that ships: complete, in our own words, sourced, and in step with the program."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import jsonschema
import pytest

import willing
from willing.brief.content import brief_content
from willing.cli.output import as_json
from willing.demo import example_files, example_page
from willing.ledger.stances import side
from willing.outlook import run
from willing.outlook.document import plain, to_dict
from willing.outlook.schema import outlook_schema
from willing.reference.initiative import load_initiatives
from willing.scenario.files import check_file, load_scenario

FILES = {path.name: path for path in example_files()}


@pytest.fixture(scope="module")
def work() -> willing.Study:
    given = load_initiatives(FILES["initiatives.yaml"])
    return willing.study(willing.read(example_page()), given=given)


def test_every_file_is_there() -> None:
    assert example_page() in example_files()
    shipped = {p.name for p in example_page().parent.iterdir() if p.suffix not in (".py", "")}
    assert shipped == set(FILES)


def test_the_page_is_an_article_without_its_clutter(work: willing.Study) -> None:
    (article,) = work.articles
    text = article.text
    assert article.title == "Thirty Ministers, Six Armies: Who Would Really Go To Ukraine?"
    assert str(article.date) == "2025-04-11"
    assert 700 <= len(text.split()) <= 1000
    for clutter in ("rice", "Switzerland", "brigade", "cookies", "newsletter", "Panama", "Home"):
        assert clutter not in text


def test_nobody_is_quoted() -> None:
    for name in ("page.html", "red_sea_patrol.txt", "sanctions_package.txt"):
        text = FILES[name].read_text(encoding="utf-8")
        prose = re.sub(r"<script.*?</script>|<style.*?</style>|<[^>]+>", " ", text, flags=re.DOTALL)
        found = re.findall(r"[“\"]([^“”\"]+)[”\"]|&ldquo;(.*?)&rdquo;", prose)
        assert {a or b for a, b in found} <= {"coalition of the willing"}


def test_every_fact_has_a_source() -> None:
    text = FILES["SOURCES.md"].read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row.startswith("|")][2:]
    facts = [row for row in rows if not row.startswith(("| fact", "|---"))]
    assert len(facts) > 35
    assert all("<https://" in row for row in facts)


def test_what_the_page_says_of_states_that_nobody_could_misread(work: willing.Study) -> None:
    said = {entry.statement.actor: entry.statement for entry in work.entries}
    assert said["GBR"].stance == said["FRA"].stance == "lead"
    assert said["RUS"].stance == "oppose"
    assert said["POL"].contribution == ("logistics",)
    assert said["POL"].no_contribution == ("ground_troops",)
    assert "NOR" not in said and "CHE" not in said  # only readers' comments speak of them


AGREEMENT = 0.85
"""The share of what a person reads on the page that the readers find, on the right side; it only
ever rises."""


def test_the_readers_mostly_agree_with_a_person(work: willing.Study) -> None:
    path = Path(__file__).with_name("reviewed.csv")
    with path.open(encoding="utf-8") as file:
        right = {(row["initiative"], row["actor"]): row["stance"] for row in csv.DictReader(file)}
    found = {
        (entry.statement.initiative, entry.statement.actor): entry.statement.stance
        for entry in (*work.entries, *work.other)
    }
    agreed = [key for key in right if key in found and side(found[key]) == side(right[key])]
    assert len(agreed) >= AGREEMENT * len(right), sorted(set(right) - set(agreed))


def test_the_scenario_is_the_draft_with_an_analysts_changes(work: willing.Study) -> None:
    scenario = load_scenario(FILES["scenario.yaml"])
    assert check_file(FILES["scenario.yaml"]) == []
    assert scenario.initiative.requires == work.initiative.requires == {"ground_troops": 10_000}
    assert scenario.events["us_backstop"].source.startswith("analyst")
    text = FILES["scenario.yaml"].read_text(encoding="utf-8")
    cited = set(re.findall(r"statement:([0-9a-f]{8})", text))
    known = {id_[:8] for id_ in work.quotes}
    assert cited and cited <= known, "out of step: python tools/build_example.py"
    assert "# An analyst's changes" in text


@pytest.mark.parametrize(
    ("name", "actors"),
    [
        ("red_sea_patrol.txt", {"GBR", "GRC", "NLD", "AUS", "ESP"}),
        ("sanctions_package.txt", {"SVK", "HUN", "DEU"}),
    ],
)
def test_the_other_pages_can_be_read(name: str, actors: set[str]) -> None:
    (article,) = willing.read(FILES[name])
    prose = " ".join(paragraph.text for paragraph in article.paragraphs)
    assert not any(
        clutter in prose for clutter in ("newsletter", "my cousin", "holidays", "tariffs")
    )
    work = willing.study([article])
    assert actors <= {entry.statement.actor for entry in work.entries}


@pytest.mark.parametrize("name", ["red_sea_patrol.txt", "sanctions_package.txt"])
def test_the_title_is_not_the_menu(name: str) -> None:
    (article,) = willing.read(FILES[name])
    assert "Home |" not in article.title


def test_the_date_is_that_below_the_title() -> None:
    (article,) = willing.read(FILES["red_sea_patrol.txt"])
    assert str(article.date) == "2023-12-22"


def test_its_outlook_and_its_brief_are_json_by_the_schema() -> None:
    outlook = run(load_scenario(FILES["scenario.yaml"]), seed=1, worlds=300)
    found = json.loads(as_json(to_dict(outlook)))
    jsonschema.validate(found, outlook_schema())
    assert found["aid"] and found["leverage"] and found["approvals"] and found["deterrence"]
    brief = json.loads(as_json(plain(brief_content(outlook, ()))))
    assert {"outcomes", "adversary", "costs", "beneficiary"} <= {s["id"] for s in brief["sections"]}
