"""Leaders in a scenario: their polls, in it or beside it, are checked, kept and written as read."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from willing.errors import InputError, ScenarioError
from willing.scenario.check import check
from willing.scenario.files import check_file, dump_scenario, load_scenario, update_scenario
from willing.scenario.pollfile import MAX_BYTES, read_polls
from willing.scenario.scenario import Scenario
from willing.scenario.schema import scenario_schema

HEAD = """\
initiative: {id: force, date: 2025-04-11}
actors:
  GBR: {pledges: [{kind: air, stance: lead}]}
leaders:
  president:
"""
TABLE = "date,percent,sample,house\n2025-02-28,57,1000,A\n2025-03-19,61.5,,B\n"


def scenario(**leader: Any) -> Scenario:
    given = {"polls": [{"date": "2025-02-28", "percent": 57, "sample": 1000}]} | leader
    return Scenario.model_validate(
        {
            "initiative": {"id": "force", "date": "2025-04-11"},
            "actors": {"GBR": {"pledges": [{"kind": "air", "stance": "lead"}]}},
            "leaders": {"president": given},
        }
    )


def errors(**leader: Any) -> list[tuple[str, str, str]]:
    return [(one.place, one.message, one.mend) for one in check(scenario(**leader))]


def written(folder: Path, leader: str) -> Path:
    path = folder / "s.yaml"
    lines = "".join(f"    {line}\n" for line in leader.splitlines())
    path.write_text(HEAD + lines, encoding="utf-8")
    return path


def test_what_is_right_has_no_problems():
    assert errors() == []
    assert errors(country="UKR", threshold=0.4, effects={"holds": {"points": [0, 5, 12]}}) == []


@pytest.mark.parametrize(
    ("leader", "place", "said"),
    [
        ({"polls": []}, "polls", "no polls"),
        ({"polls": [{"date": "2025-04-12", "share": 0.5}]}, "polls[0]", "lies after 2025-04-11"),
        ({"polls": [{"date": "0025-04-10", "share": 0.5}]}, "polls[0]", "lies before 1900"),
        ({"polls": [{"date": "2025-04-10", "share": 0.5}] * 2}, "polls[1]", "the same poll"),
        ({"country": "UKRA"}, "country", "unknown actor"),
        ({"effects": {"hold": {"points": 1}}}, "effects.hold", "no outcome `hold`"),
        ({"effects": {"holds": {"points": 99}}}, "effects.holds.points", "99 is out of range"),
        ({"effects": {"holds": {"half_life": 0}}}, "effects.holds.half_life", "out of range"),
        ({"effects": {"holds": {"lasting": [0, 2]}}}, "effects.holds.lasting", "2 is out of"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(leader, place, said):
    ((at, message, mend),) = errors(**leader)
    assert at == f"leaders.president.{place}"
    assert said in message
    assert mend


@pytest.mark.parametrize(
    ("leader", "said"),
    [
        ("polls: [{date: 2025-02-28, percent: 157}]", "polls[0].percent: 157"),
        ("polls: [{date: 2025-02-28, percent: .nan}]", "polls[0].percent"),
        ("polls: [{date: 2025-02-28, share: 57}]", "write the share that approves, from 0 to 1"),
        ("polls: [{date: 2025-02-28}]", "write `percent` (0 to 100) or `share` (0 to 1)"),
        ("polls: [{date: 2025-02-28, share: 0.5, percent: 50}]", "and not both"),
        ("polls: [{percent: 57}]", "the field `date` is missing; write a day as 2025-03-05"),
        ("polls: [{date: 28.02.2025, percent: 57}]", "write a day as 2025-03-05"),
        ("polls: [{date: 2025-02-28, percent: 57, sample: 0}]", "write how many were asked"),
        ("polls: [{date: 2025-02-28, percent: =57}]", "write those who approve, from 0 to 100"),
        ("polls: [{date: 2025-02-28, percent: 57, size: 9}]", "unknown field `size`"),
        ("polls: 5", "write a list of polls"),
        ("threshold: 40", "write a share from 0 to 1, such as 0.4"),
        ("effects: {holds: {points: [5, 1]}}", "the numbers must rise"),
        ("effects: [1]", "write {OUTCOME: {points: [low, mode, high]}}"),
        ("polls: none.csv", "`none.csv`: there is no such file beside the scenario"),
        ("polls: ../polls.csv", "lies outside the scenario's folder; put the file beside it"),
        ("polls: /etc/passwd", "lies outside the scenario's folder"),
        ("polls: ''", "there is no such file beside the scenario"),
        ('polls: "a\\0.csv"', "names no file"),
        (f"polls: {'a' * 5000}.csv", "names no file"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(leader, said, tmp_path):
    with pytest.raises(ScenarioError) as raised:
        load_scenario(written(tmp_path, leader), check=True)
    (line,) = str(raised.value).splitlines()
    assert "s.yaml:6:" in line
    assert said in line


def test_a_link_out_of_the_folder_is_refused(tmp_path):
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "polls.csv").write_text(TABLE, encoding="utf-8")
    (inside / "polls.csv").symlink_to(tmp_path / "polls.csv")
    with pytest.raises(ScenarioError, match="lies outside"):
        load_scenario(written(inside, "polls: polls.csv"))


def test_a_pipe_is_no_table(tmp_path):
    os.mkfifo(tmp_path / "polls.csv")
    with pytest.raises(ScenarioError, match="there is no such file"):
        load_scenario(written(tmp_path, "polls: polls.csv"))


def test_messages_name_the_table_as_the_user_named_the_scenario(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "polls.csv").write_text("date,percent\n2025-02-28,=57\n", encoding="utf-8")
    written(tmp_path, "polls: polls.csv")
    with pytest.raises(ScenarioError, match=r": polls\.csv:2: column `percent`") as raised:
        load_scenario(Path("s.yaml"))
    assert str(tmp_path) not in str(raised.value)


def test_polls_beside_the_scenario_stand_in_it_once_it_is_read(tmp_path):
    (tmp_path / "polls.csv").write_text(TABLE, encoding="utf-8")
    path = written(tmp_path, "polls: polls.csv  # ours\nthreshold: 0.4")
    assert check_file(path) == []
    loaded = load_scenario(path, check=True)
    first, second = loaded.leaders["president"].polls
    assert (first.date, first.approving, first.sample) == (dt.date(2025, 2, 28), 0.57, 1000)
    assert (second.approving, second.sample, second.house) == (0.615, None, "B")
    dump_scenario(loaded, tmp_path / "whole.yaml")
    assert load_scenario(tmp_path / "whole.yaml") == loaded


def test_a_rewritten_scenario_keeps_the_name_of_its_table(tmp_path):
    (tmp_path / "polls.csv").write_text(TABLE, encoding="utf-8")
    path = written(tmp_path, "polls: polls.csv  # ours\nthreshold: 0.4")
    loaded = load_scenario(path)
    changed = loaded.leaders["president"].model_copy(update={"threshold": 0.3})
    text = update_scenario(path, loaded.model_copy(update={"leaders": {"president": changed}}))
    assert "polls: polls.csv  # ours" in text
    assert "threshold: 0.3" in text
    fewer = changed.model_copy(update={"polls": changed.polls[:1]})
    text = update_scenario(path, loaded.model_copy(update={"leaders": {"president": fewer}}))
    assert "polls.csv" not in text
    assert load_scenario(path).leaders["president"] == fewer


def test_the_schema_knows_them_in_both_forms():
    validator = Draft202012Validator(scenario_schema())
    for polls in ("polls.csv", [{"date": "2025-02-28", "percent": 57}]):
        given = {
            "initiative": {"id": "x", "date": "2025-04-11"},
            "leaders": {"p": {"polls": polls}},
        }
        assert not list(validator.iter_errors(given))
    wrong = {"initiative": {"id": "x", "date": "2025-04-11"}, "leaders": {"p": {"polls": 5}}}
    assert list(validator.iter_errors(wrong))


def test_a_scenario_without_leaders_is_written_without_them():
    bare = Scenario.model_validate({"initiative": {"id": "x", "date": "2025-04-11"}})
    assert "leaders" not in dump_scenario(bare)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_with_other_delimiters_orders_and_units(tmp_path, delimiter):
    rows = [["House", "share", "Date"], ["Institute, A" if delimiter != "," else "A", "0.57",
                                          "2025-02-28"], ["", "", ""]]  # fmt: skip
    path = tmp_path / "polls.csv"
    path.write_text("\ufeff" + "\r\n".join(map(delimiter.join, rows)), encoding="utf-8")
    (found,) = read_polls(path)
    assert found.share == 0.57
    assert found.house.endswith("A")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "polls.csv: an empty file"),
        ("\n\n", "polls.csv: an empty file"),
        ("date,percent\n", "no poll below the heading"),
        ("date,percent\n2025-02-28,157\n", "polls.csv:2: column `percent`: 157 is above 100"),
        ("date,share\n2025-02-28,57\n", ":2: column `share`: 57 is above 1; head the column `perc"),
        ("date,percent\n2025-02-28,-3\n", "-3 is below 0; write 0 or more"),
        ("date,percent\n,57\n", ":2: column `date`: no date; write a day as 2025-03-05"),
        ("percent\n57\n", "there is no column `date`"),
        ("date\n2025-02-28\n", "no column of shares"),
        ("date,share,percent\n2025-02-28,0.5,50\n", "two columns of shares"),
        ("date,percent\n28.02.2025,57\n", "`28.02.2025` is no date; write a day as 2025-03-05"),
        ("date,percent\n20250228,57\n", "`20250228` is no date"),
        ("date,percent\n2025-02-30,57\n", "`2025-02-30` is no day of the calendar"),
        ("date,percent,sample\n2025-02-28,57,0\n", ":2: column `sample`: 0 are no respondents"),
        ("date,percent,sample\n2025-02-28,57,-9\n", "-9 are no respondents"),
        ("date,percent,sample\n2025-02-28,57,10.5\n", "10.5 are no respondents"),
        ("date,percent,sample\n2025-02-28,57,1e99\n", "are no respondents"),
        ("date,percent\n2025-02-28,nan\n", "`nan` is no number"),
        ("date,percent\n2025-02-28,inf\n", "`inf` is no number"),
        ("date,percent\n2025-02-28,\n", "column `percent`: the cell is empty"),
        ("date,percent\n2025-02-28,1_0\n", "`1_0` is no number"),
        ("date,percent\n2025-02-28,=1+1\n", "`=1+1` is a formula; write its value"),
        ("date,percent,mood\n2025-02-28,57,x\n", "polls.csv:1: unknown column `mood`"),
        ("date,percnt\n2025-02-28,57\n", "did you mean `percent`?"),
        ("date,date,percent\n", "column `date` stands twice"),
        ("date,percent\n2025-02-28,57\n2025-02-28,57\n", ":3: the same poll as in row 2"),
        ("date,percent\n2025-02-28,57,1\n", "more cells than the heading has"),
        ('date,percent\n"2025-02-28,57\n', "not valid CSV"),
        (f"date,percent,house\n2025-02-28,57,{'x' * 300}\n", "over 200 characters"),
        ("date,percent\n" + "2025-02-28,57\n" * 200_000, f"larger than {MAX_BYTES:,} bytes"),
        ("date,percent,house\n" + "".join(f"2025-02-28,57,{n}\n" for n in range(1001)),
         ":1002: more than 1,000 polls"),
        ("PK\x03\x04 and so on", "a spreadsheet; save the table as CSV"),
    ],
)  # fmt: skip
def test_tables_that_are_refused(tmp_path, text, said):
    path = tmp_path / "polls.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_polls(path)
    assert said in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1


def test_bytes_that_are_no_text(tmp_path):
    path = tmp_path / "polls.csv"
    path.write_bytes(b"date,percent\n2025-02-28,\xff\n")
    with pytest.raises(InputError, match=r"polls\.csv:2: not UTF-8"):
        read_polls(path)


def test_percent_signs_are_read(tmp_path):
    path = tmp_path / "polls.csv"
    path.write_text("date,percent\n2025-02-28,57%\n", encoding="utf-8")
    assert read_polls(path)[0].approving == 0.57
