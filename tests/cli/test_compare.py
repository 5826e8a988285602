"""`willing compare`: two scenarios, two outlooks, two days, and what is refused."""

from __future__ import annotations

import json

import pytest

from .conftest import SCENARIO

MANY = ("--worlds", "500")


@pytest.fixture
def after(folder):
    """The scenario a month later: another chance, another word."""
    text = SCENARIO.replace("p: 0.4", "p: 0.7").replace("amount: 2, stance: lead", "amount: 1")
    text = text.replace("{kind: naval, amount: 1}", "{kind: naval, amount: 1, stance: in}")
    path = folder / "after.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_says_what_changed_and_why(run, after):
    text = run("compare", "scenario.yaml", "after.yaml", *MANY).stdout
    for part in (
        "Azure Strait patrol: what changed, as of 12 March 2024",
        "500 worlds, seed 1",
        "What is required comes together",
        "exact over all 8 mixtures",
        "Un mandate",
        "United Kingdom: how much it offers",
        "un mandate: chance",
        "40%",
        "70%",
        "in, 94% willing",
        "Altogether",
    ):
        assert part in text


def test_in_json_it_keeps_to_its_schema(run, folder, after):
    from jsonschema import Draft202012Validator

    from willing.outlook.schema import compare_schema

    words = ("compare", "scenario.yaml", "after.yaml", *MANY)
    first = run(*words, "--json").stdout
    assert run(*words, "-o", "compared.json").stdout == ""
    assert (folder / "compared.json").read_text() == first
    found = json.loads(first)
    Draft202012Validator(compare_schema()).validate(found)
    assert {d["topic"] for d in found["differences"]} == {"event", "stance", "amount"}
    for movement in found["movements"]:
        assert sum(p["change"] for p in movement["parts"]) == pytest.approx(movement["change"])


def test_nothing_changed(run, folder):
    (folder / "same.yaml").write_text(SCENARIO.replace("# our guess", "# theirs"))
    text = run("compare", "scenario.yaml", "same.yaml", *MANY).stdout
    assert text.endswith("Nothing that the models read has changed.\n")


def test_what_only_other_models_read(run, folder):
    (folder / "other.yaml").write_text(SCENARIO + "changes: [{secure: un_mandate, cost: 3}]\n")
    text = run("compare", "scenario.yaml", "other.yaml", *MANY).stdout
    assert "Nothing of what changed moves these numbers." in text
    assert "changes[0].secure" in text


def test_saved_outlooks_are_compared_as_they_were_run(run, after):
    for name in ("scenario", "after"):
        run("run", f"{name}.yaml", "--worlds", "300", "--seed", "9", "-o", f"{name}.json")
    outlooks = run("compare", "scenario.json", "after.json", "--json").stdout
    files = run(
        "compare", "scenario.yaml", "after.yaml", "--worlds", "300", "--seed", "9", "--json"
    ).stdout
    assert outlooks == files
    assert (
        "400 worlds, seed 9"
        in run("compare", "scenario.json", "after.json", "--worlds", "400").stdout
    )
    run("run", "after.yaml", "--worlds", "300", "--set", "un_mandate", "-o", "forced.json")
    mixed = run("compare", "scenario.json", "forced.json")
    assert "note: forced.json was run with --given or --set" in mixed.stderr
    assert "300 worlds, seed 1" in mixed.stdout
    forced = run("compare", "forced.json", "forced.json")
    assert (forced.stderr, "300 worlds, seed 1; un_mandate on" in forced.stdout) == ("", True)


def test_a_scenario_for_a_later_day(run):
    text = run("compare", "scenario.yaml", "--to", "2025-03-12", *MANY).stdout
    assert "The day that is asked for" in text
    assert "the same day" in text
    assert "There is one cause" in text


def test_two_days_of_the_ledger(run, folder):
    run("extract", "page.txt", "--initiatives", "initiatives.json", "--keep")
    (folder / "later.txt").write_text(
        "Oslo says no to the patrol\n\n3 April 2024\n\nNorway has ruled out joining the Azure "
        "Strait patrol, its foreign minister told reporters in Oslo on Wednesday.\n"
    )
    run("extract", "later.txt", "--initiatives", "initiatives.json", "--keep")
    text = run("compare", "--from", "2024-03-12", "--to", "2024-04-03", *MANY).stdout
    assert "from 12 March 2024 to 3 April 2024" in text
    assert "Norway: its word" in text
    assert "the same words, 22 days older" in text
    assert "Said since" in text
    assert "“Norway has ruled out joining the Azure" in text
    alone = run(
        "compare", "--initiative", "azure-patrol", "--from", "2024-03-12", "--to", "2024-04-03",
        "--horizon", "2024-09-01", *MANY,
    ).stdout  # fmt: skip
    assert "1 September 2024" not in alone  # both sides are asked for the same day
    error = run("compare", "--from", "2020-01-01", "--to", "2024-04-03", code=2).stderr
    assert "nothing is said of 'Azure Strait patrol' up to 2020-01-01" in error


def test_two_initiatives_are_compared_with_a_word_of_warning(run, folder):
    other = SCENARIO.replace("id: azure-patrol", "id: red-patrol")
    (folder / "other.yaml").write_text(other, encoding="utf-8")
    result = run("compare", "scenario.yaml", "other.yaml", *MANY)
    assert "these are two initiatives, azure-patrol and red-patrol" in result.stderr
    assert "Nothing that the models read has changed." in result.stdout


def test_only_the_largest_causes_are_shown(run, after):
    text = run("compare", "scenario.yaml", "after.yaml", *MANY, "--top", "1").stdout
    assert "2 others together" in text
    assert "Denmark: what it says" not in text.split("Whose joining moved")[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name two scenarios, or two days"),
        (("--from", "2024-03-01"), "name two scenarios, or two days"),
        (("scenario.yaml",), "compared with what?"),
        (("scenario.yaml", "scenario.yaml", "scenario.yaml"), "compare two at a time"),
        (("scenario.yaml", "scenario.yaml", "--to", "2025-01-01"), "--to: goes with one file"),
        (("scenario.yaml", "--to", "2020-01-01"), "--to 2020-01-01: lies before"),
        (("scenario.yaml", "--initiative", "x"), "--initiative: asks the ledger"),
        (("scenario.yaml", "--from", "2025-01-01"), "--from: asks the ledger"),
        (("scenario.yaml", "nothing.yaml"), "nothing.yaml: cannot read"),
        (("scenario.yaml", "page.txt"), "page.txt:"),
        (("scenario.yaml", "initiatives.json"), "initiatives.json:"),
        (("scenario.yaml", "broken.json"), "broken.json"),
        (("scenario.yaml", "deep.json"), "deep.json"),
        (("scenario.yaml", "outlook.json"), "outlook.json: its scenario"),
        (("scenario.yaml", "scenario.yaml", "--set", "rain"), "unknown event or pledge"),
        (("scenario.yaml", "scenario.yaml", "--given", "rain"), "unknown event"),
    ],
)
def test_bad_input_is_one_clear_error(run, folder, words, said):
    (folder / "broken.json").write_text('{"scenario": {')
    (folder / "deep.json").write_text('{"scenario":' + "[" * 100_000)
    (folder / "outlook.json").write_text('{"scenario": {"initiative": 3}, "seed": 1}')
    error = run("compare", *words, code=2).stderr
    assert said in error
    assert "Traceback" not in error


def test_without_a_ledger(run):
    result = run("compare", "--from", "2024-03-12", "--to", "2024-04-03", code=4)
    assert "willing.db" in result.stderr
