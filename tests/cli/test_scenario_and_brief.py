"""`willing draft`, `check`, `run`, `brief` and `demo`."""

from __future__ import annotations

import json
import re

import pytest

from willing.cli import run as run_command
from willing.errors import InputError
from willing.scenario.files import load_scenario

GIVEN = ("--initiatives", "initiatives.json")


def test_draft_prints_or_writes_and_never_overwrites_unasked(kept, folder):
    assert "said: oppose" in kept("draft").stdout
    kept("draft", "-o", "drafted.yaml")
    scenario = load_scenario(folder / "drafted.yaml", check=True)
    assert set(scenario.actors) == {"GBR", "NOR", "DNK", "IRN"}
    assert "drafted.yaml: is there already" in kept("draft", "-o", "drafted.yaml", code=2).stderr
    kept("draft", "-o", "drafted.yaml", "--force", "--as-of", "2024-04-01")
    assert load_scenario(folder / "drafted.yaml").initiative.date.isoformat() == "2024-04-01"


def test_an_update_keeps_comments_and_heeds_reviews(kept, folder):
    kept("draft", "-o", "drafted.yaml")
    path = folder / "drafted.yaml"
    text = path.read_text().replace("  NOR:", "  # ask Oslo\n  NOR:")
    path.write_text(text.replace("requires: {naval: 3}", "requires: {naval: 8}"))
    (statement,) = [
        json.loads(line)
        for line in kept("ledger", "list", "--actor", "NOR", "--json").stdout.splitlines()
    ]
    kept("review", "correct", statement["id"], "--stance", "out", "--conditions", "none")
    kept("draft", "-o", "drafted.yaml", "--update")
    assert "# ask Oslo" in path.read_text()
    assert load_scenario(path).actors["NOR"].said == "out"
    assert load_scenario(path).initiative.requires == {"naval": 8}


def test_an_update_leaves_every_comment_with_its_actor(kept, folder):
    kept("draft", "-o", "drafted.yaml")
    path = folder / "drafted.yaml"
    before = path.read_text()
    codes = re.findall(r"^  ([A-Z]{3}):", before, re.M)
    for code in codes:
        before = before.replace(f"  {code}:", f"  # ask {code}\n  {code}:")
    path.write_text(before)
    gone, next_one = codes[1], codes[2]
    for line in kept("ledger", "list", "--actor", gone, "--json").stdout.splitlines():
        kept("review", "reject", json.loads(line)["id"])
    kept("draft", "-o", "drafted.yaml", "--update")
    after = path.read_text()
    assert f"  {gone}:" not in after
    own = re.search(rf'  # ([0-9a-f]{{8}}: ".*")\n  # ask {next_one}\n', before)
    above = re.search(rf"((?:  #.*\n)+)  {next_one}:", after)
    assert own is not None and above is not None
    assert own[1] in above[1] and f"# ask {next_one}" in above[1]
    assert len(re.findall('# [0-9a-f]{8}: "', above[1])) == 1
    kept("draft", "-o", "drafted.yaml", "--update")
    assert path.read_text() == after


def test_draft_of_an_unknown_initiative(kept):
    assert "known here: azure-patrol" in kept("draft", "--initiative", "moon", code=2).stderr


def test_check_finds_nothing_wrong(run):
    assert run("check", "scenario.yaml").stdout == "scenario.yaml: no errors, no warnings\n"


def test_check_names_file_line_and_mend(run, folder):
    path = folder / "scenario.yaml"
    path.write_text(path.read_text().replace("when: un_mandate", "when: un_mandat"))
    result = run("check", "scenario.yaml", code=2)
    assert "scenario.yaml:16:" in result.stderr and "un_mandate" in result.stderr
    problems = json.loads(run("check", "scenario.yaml", "--json", code=2).stdout)
    errors = [problem for problem in problems if problem["severity"] == "error"]
    assert errors[0]["line"] == 16 and errors[0]["place"].startswith("actors.NOR.pledges[0].when")


def test_check_of_what_is_no_yaml(run, folder):
    (folder / "broken.yaml").write_text("a: [")
    assert "broken.yaml" in run("check", "broken.yaml", code=2).stderr
    assert (
        json.loads(run("check", "broken.yaml", "--json", code=2).stdout)[0]["severity"] == "error"
    )


def test_run_prints_tables(run):
    text = run("run", "scenario.yaml", "--worlds", "500").stdout
    for part in ("Who joins", "What comes together", "The question decided",
                 "With and without each event", "What it hangs on", "United Kingdom"):  # fmt: skip
        assert part in text


def test_run_json_is_the_outlook_and_the_same_for_a_seed(run, folder):
    first = run("run", "scenario.yaml", "--worlds", "500", "--seed", "3", "--json").stdout
    run("run", "scenario.yaml", "--worlds", "500", "--seed", "3", "-o", "outlook.json")
    assert (folder / "outlook.json").read_text() == first
    outlook = json.loads(first)
    assert outlook["seed"] == 3 and outlook["worlds"] == 500


def test_the_outlook_keeps_to_its_schema(run):
    from jsonschema import Draft202012Validator

    from willing.outlook.schema import outlook_schema

    outlook = json.loads(run("run", "scenario.yaml", "--worlds", "200", "--json").stdout)
    Draft202012Validator(outlook_schema()).validate(outlook)


def test_given_keeps_worlds_and_set_forces(run):
    words = ("run", "scenario.yaml", "--worlds", "500", "--json")
    given = json.loads(run(*words, "--given", "un_mandate").stdout)
    forced = json.loads(run(*words, "--set", "un_mandate", "--set", "NOR=off").stdout)
    assert given["worlds_used"] < 500 == forced["worlds_used"]
    joins = {actor["actor"]: actor["p_joins"]["p"] for actor in forced["members"]}
    assert joins["NOR"] == 0.0
    changed = {actor["actor"]: actor["p_joins"] for actor in forced["what_if"]["actors"]}
    assert changed["NOR"]["after"] == 0.0 < changed["NOR"]["before"]
    assert json.loads(run(*words).stdout)["what_if"] is None


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--set", "un_mandat"), "did you mean un_mandate?"),
        (("--set", "un_mandate=maybe"), "NAME=on or NAME=off"),
        (("--given", "un_mandat"), "un_mandate"),
        (("--given", "joined(NOR)"), "--set"),
    ],
)
def test_unknown_names_are_exit_code_2(run, option, said):
    assert said in run("run", "scenario.yaml", *option, code=2).stderr


def test_settings():
    assert run_command.read_settings(["a", "b=off", "c = ON"]) == {"a": True, "b": False, "c": True}
    with pytest.raises(InputError, match="both on and off"):
        run_command.read_settings(["a", "a=off"])


def test_a_brief_from_pages(run, folder):
    result = run("brief", "page.txt", *GIVEN, "--worlds", "500", "--scenario-out", "mine.yaml")
    assert result.stderr.splitlines()[-1].startswith("brief.html: ")
    page = (folder / "brief.html").read_text(encoding="utf-8")
    assert page.startswith("<!") and "Denmark has ruled out" in page
    assert load_scenario(folder / "mine.yaml", check=True).initiative.id == "azure-patrol"
    assert (
        "is there already" in run("brief", "page.txt", "--scenario-out", "mine.yaml", code=2).stderr
    )
    assert "4 statements" in run("ledger").stdout


def test_a_brief_from_a_scenario_has_the_ledgers_quotes(kept, folder):
    numbers = json.loads(
        kept("brief", "scenario.yaml", "--worlds", "500", "-o", "b.md", "--json").stdout
    )
    assert numbers["brief"] == "b.md" and numbers["statements"] == 4
    assert set(numbers["bodies"]) == {"nato", "opt_in"}
    assert "called it a provocation" in (folder / "b.md").read_text(encoding="utf-8")
    kept("brief", "scenario.yaml", "--worlds", "500", "-o", "c.md", "--no-ledger")
    assert "called it a provocation" not in (folder / "c.md").read_text(encoding="utf-8")


def test_a_body_decides_only_where_the_pages_speak_of_it(folder):
    import willing

    named = {
        "patrol": {"name": "Azure Strait patrol"},
        "quarrel": {"name": "Amber levy", "body": "NATO"},
    }
    (folder / "both.json").write_text(json.dumps(named))
    (folder / "levy.txt").write_text(
        "A levy that few want\n\n14 March 2024\n\nHungary threatened to veto the Amber levy, its "
        "minister said on Thursday, and Slovakia is against the Amber levy too.\n"
    )
    given = willing.load_initiatives(folder / "both.json")
    page, levy = willing.read(folder / "page.txt"), willing.read(folder / "levy.txt")
    with willing.open_ledger(":memory:") as ledger:
        alone = willing.study(page, ledger, given=given, initiative="patrol")
        willing.keep(levy, ledger, given)
        remembered = willing.recall(ledger, initiative="patrol")
        about_both = willing.study([*page, *levy], ledger, given=given, initiative="patrol")
    assert set(alone.scenario.bodies) == {"opt_in"}
    assert set(remembered.scenario.bodies) == {"opt_in"}
    assert set(about_both.scenario.bodies) == {"opt_in"}
    assert about_both.scenario.initiative.date == page[0].date


def test_a_brief_needs_no_ledger_and_prints(run, folder):
    to_screen = ("--worlds", "200", "--no-ledger", "--format", "json", "-o", "-")
    result = run("brief", "-", *GIVEN, *to_screen, input=(folder / "page.txt").read_text())
    both = json.loads(result.stdout)
    assert both["brief"]["title"] == "Azure Strait patrol" and both["outlook"]["worlds"] == 200
    assert not (folder / "willing.db").exists()


def test_a_brief_goes_on_after_what_it_cannot_read(run, folder):
    (folder / "pages").mkdir()
    (folder / "pages" / "empty.html").write_text("")
    (folder / "pages" / "page.txt").write_text((folder / "page.txt").read_text())
    result = run("brief", "pages", *GIVEN, "--worlds", "200", "-o", "b.md", code=3)
    assert "empty.html" in result.stderr and (folder / "b.md").exists()
    assert "no page could be read" in run("brief", "gone.html", code=3).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("page.txt", "scenario.yaml"), "not both"),
        (("passages.jsonl",), "willing extract passages.jsonl --keep"),
        (("scenario.yaml", "--scenario-out", "x.yaml"), "from a scenario already"),
        (("scenario.yaml", "--as-of", "2025-03-05"), "--as-of is for pages"),
        (("scenario.yaml", "--initiatives", "mine.yaml"), "--initiatives is for pages"),
        (("page.txt", "-o", "-", "--json"), "both print"),
        (("page.txt", "-o", "brief.pdf"), "written as .html, .md or .json"),
        (("page.txt", "-o", "./page.txt", "--format", "md"), "overwrite what it is made from"),
        (("page.txt", *GIVEN, "--initiative", "moon"), "no initiative 'moon'"),
    ],
)
def test_a_brief_of_nothing_sensible(run, words, said):
    assert said in run("brief", *words, code=2).stderr


def test_the_demo(run, folder):
    result = run("demo", "-o", "example")
    assert "The brief is in example/brief.html" in result.stdout
    assert "Try next:" in result.stdout
    assert (folder / "example" / "brief.html").stat().st_size > 10_000
    page = folder / "example" / "initiatives.yaml"
    page.write_text(page.read_text() + "\n# mine\n")
    again = run("demo", "-o", "example")
    assert "initiatives.yaml: kept as it is" in again.stderr and "# mine" in page.read_text()
