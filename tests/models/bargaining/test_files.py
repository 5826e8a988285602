"""Issues from tables and scenarios: what is read, and what is wrong where."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from willing.errors import InputError
from willing.models.bargaining.from_scenario import scenario_inputs
from willing.models.bargaining.inputs import Input, central
from willing.models.bargaining.tablefile import read_table
from willing.reference.sheets import MAX_BYTES, MAX_STYLES, MAX_UNPACKED, STYLES
from willing.scenario.check import check
from willing.scenario.files import dump_scenario, load_scenario
from willing.scenario.scenario import Scenario

GOOD = """\
actor,capability,position,salience
FRA,16,"[60, 80, 100]",0.8
DEU,16,40,0.6
POL,"{p10: 4, p50: 8, p90: 16}",10,0.9
"""


@pytest.fixture
def read(tmp_path):
    """Read a table given as text or bytes."""

    def reader(content, name="table.csv", **options):
        path = tmp_path / name
        data = content if isinstance(content, bytes) else content.encode()
        path.write_bytes(data)
        return read_table(path, **options)

    return reader


def workbook(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_table(read):
    found = read(GOOD)
    assert found.inputs.name == "table"
    assert found.inputs.actors == ("FRA", "DEU", "POL")
    assert found.inputs.names == ("France", "Germany", "Poland")
    assert found.inputs.positions[0] == Input((60, 80, 100), source="analyst")
    assert found.inputs.capabilities[2] == Input((4, 8, 16), True, "analyst")
    assert central(found.inputs).positions == (80, 40, 10)
    assert found.remarks == ("the scale is taken to be 0 to 100 (default)",)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_orders_and_more_columns(read, delimiter):
    rows = [
        ["Salience", "Actor", "note", "Power", "Position", "source", "Status quo", "voting"],
        ["50%", "A", "x", "1", "2030", "data:X", "2040", "Unan"],
        ["0.25", "B", "y", "2", "2050", "", "", ""],
        [],
    ]
    text = "\ufeff" + "\r\n".join(delimiter.join(row) for row in rows)
    found = read(text, scale=(2025, 2060))
    issue = central(found.inputs)
    assert issue.saliences == (0.5, 0.25)
    assert issue.capabilities == (1, 2)
    assert (issue.low, issue.high, issue.reference, issue.rule) == (2025, 2060, 2040, "Unan")
    assert [one.source for one in found.inputs.positions] == ["data:X", "analyst"]
    assert found.remarks == ("columns passed over: note",)


def test_a_column_of_percentages(read):
    found = read("actor,capability,position,salience\nA,1,0,80\nB,1,100,1\n")
    assert central(found.inputs).saliences == (0.8, 0.01)
    assert "percentages" in found.remarks[1]


def test_several_issues(read):
    text = "issue,actor,capability,position,salience\np,A,1,0,1\np,B,1,1,1\nq,A,1,2,1\nq,B,1,3,1\n"
    assert central(read(text, issue="q").inputs).positions == (2, 3)
    with pytest.raises(InputError, match="2 issues; choose one with --issue: p, q"):
        read(text)
    with pytest.raises(InputError, match="no issue `r`"):
        read(text, issue="r")
    with pytest.raises(InputError, match="there is no column `issue`"):
        read(GOOD, issue="q")


def test_a_workbook(read):
    header = ["actor", "capability", "position", "salience"]
    data = workbook([header, ["FRA", 16, "[60, 80, 100]", 0.8], [None] * 4, ["DEU", 0.1, 40, 1]])
    found = read(data, "table.xlsx")
    assert found.inputs.positions[0].numbers == (60, 80, 100)
    assert central(found.inputs).capabilities == (16, 0.1)
    with pytest.raises(InputError, match=r"table.xlsx:3: column `salience`: the cell is empty"):
        read(workbook([header, ["FRA", 1, 2, 1], ["DEU", 1, 2, None]]), "table.xlsx")


def table(*rows):
    return "actor,capability,position,salience\n" + "\n".join(rows) + "\n"


WRONG = [
    ("off the scale", table("A,1,0,1", "B,1,101,1"), "table.csv:3: column `position`: 101 is off"),
    ("below a triangle", table("A,1,0,1", 'B,1,"[-5, 0, 5]",1'), ":3: column `position`: -5 is"),
    ("falling", table("A,1,0,1", 'B,1,"[9, 5]",1'), ":3: column `position`: [9, 5]: the numbers"),
    ("nan", table("A,nan,0,1", "B,1,1,1"), ":2: column `capability`: `nan` is no number"),
    ("infinite", table("A,1,0,inf", "B,1,1,1"), ":2: column `salience`: `inf` is no number"),
    ("a word", table("A,1,much,1", "B,1,1,1"), ":2: column `position`: `much` is no number"),
    ("empty cell", table("A,1,,1", "B,1,1,1"), ":2: column `position`: the cell is empty"),
    ("short row", table("A,1", "B,1,1,1"), ":2: column `position`: the cell is empty"),
    ("no name", table(",1,0,1", "B,1,1,1"), ":2: column `actor`: is empty"),
    ("twice", table("A,1,0,1", "B,1,1,1", "A,1,2,1"), ":4: column `actor`: `A` is listed twice"),
    ("first of them", table("A,1,0,1", "B,1,1,1", "A,1,2,1"), "first in row 2"),
    ("negative", table("A,-1,0,1", "B,1,1,1"), ":2: column `capability`: -1 is no capability"),
    ("over 100 percent", table("A,1,0,120", "B,1,1,1"), ":2: column `salience`: 120 is more than"),
    ("negative salience", table("A,1,0,-0.1", "B,1,1,1"), ":2: column `salience`: -0.1 is not"),
    ("no weight", table("A,0,0,1", "B,1,1,0"), "table.csv: the total weight is zero"),
    ("alone", table("A,1,0,1"), "table.csv: actors: only one actor is listed"),
    ("nobody", table(), "table.csv: no actor is listed"),
    ("a crowd", table(*(f"a{row},1,0,1" for row in range(260))), ":252: more than 250 actors"),
    ("nothing", "", "table.csv: an empty table"),
    ("no column", "actor,capability,position\nA,1,0\n", ":1: there is no column `salience`"),
    ("misspelt", "actor,capability,position,saliense\nA,1,0,1\n", "is it `saliense`?"),
    ("two of one", "actor,power,capability,position,salience\n", "`capability` stands twice"),
    ("bad quotes", 'actor,capability,position,salience\nA,1,"0"x,1\n', ":2: not valid CSV"),
    ("other bytes", b"actor,capability,position,salience\n\xff,1,0,1\n", ":2: not UTF-8"),
    ("no workbook", b"PK\x03\x04nonsense", "not a readable XLSX file"),
    ("too large", b"a" * (MAX_BYTES + 1), "larger than"),
]


@pytest.mark.parametrize(("content", "said"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_what_is_wrong_is_said_with_its_place(read, content, said):
    with pytest.raises(InputError) as error:
        read(content)
    assert said in str(error.value)
    assert "table.csv" in str(error.value)
    assert "\n" not in str(error.value)


def test_a_workbook_that_unpacks_to_too_much(read):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (MAX_UNPACKED + 1))
    with pytest.raises(InputError, match="unpacked"):
        read(out.getvalue(), "bomb.xlsx")


def test_a_packed_file_of_styles(read):
    rows = [["actor", "capability", "position", "salience"], ["A", 1, 0, 1], ["B", 1, 1, 1]]
    out = io.BytesIO(workbook(rows))
    with zipfile.ZipFile(out) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[STYLES] += b" " * MAX_STYLES
    with zipfile.ZipFile(out := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with pytest.raises(InputError, match=r"styles\.xlsx: too many styles"):
        read(out.getvalue(), "styles.xlsx")


MISREAD = [
    ("A,1,000,50,1\nB,1,80,1", r":2: more cells than the heading has"),
    ("A,1,80%,1\nB,1,40,1", r":2: column `position`: `80%` is no number"),
    ("A,1,80,80%\nB,1,40,40", r":3: column `salience`: without %"),
    ("A,20%,80,1\nB,3,40,1", r":3: column `capability`: without %"),
    ("A,1,80,0.8\nB,1,40,40", r":2: column `salience`: 0.8 stands among percentages"),
    ("A,1,80,150%\nB,1,40,40%", r":2: column `salience`: 1.5 is not from 0 to 1"),
    ('A,"1,000",80,1\nB,1,40,1', r":2: column `capability`: `1,000` is no number"),
]


@pytest.mark.parametrize(("rows", "said"), MISREAD, ids=[w[1] for w in MISREAD])
def test_numbers_that_could_mean_something_else_are_refused(read, rows, said):
    with pytest.raises(InputError, match=said):
        read(f"actor,capability,position,salience\n{rows}\n")


def test_percent_signs_and_decimal_commas(read):
    found = read("actor;capability;position;salience\nA;12,5;0,5;80%\nB;0,125;40;7,5%\n").inputs
    assert central(found).positions == (0.5, 40)
    assert central(found).capabilities == (12.5, 0.125)
    assert central(found).saliences == pytest.approx((0.8, 0.075))


def test_an_issue_without_a_name(read):
    text = "actor,capability,position,salience,issue\nA,1,0,1,x\nB,1,1,1\n"
    with pytest.raises(InputError, match=r":3: column `issue`: the cell is empty"):
        read(text)


def test_empty_headings_are_not_spoken_of(read):
    rows = [["actor", "capability", "position", "salience", None], ["A", 1, 0, 1, "x"]]
    remarks = read(workbook([*rows, ["B", 1, 1, 1, None]]), "b.xlsx").remarks
    assert not any("passed over" in remark for remark in remarks)


def test_two_reference_points_are_one_too_many(read):
    text = "actor,capability,position,salience,reference\nA,1,0,1,5\nB,1,1,1,6\n"
    with pytest.raises(InputError, match=r":3: column `reference`: 6, and 5 above"):
        read(text)


def test_no_file(tmp_path):
    with pytest.raises(InputError, match="cannot read the table"):
        read_table(tmp_path / "none.csv")


ROLE = {
    "scale": {0: "none", 50: "training mission", 100: "deterrent force"},
    "positions": {"FRA": "deterrent force", "DEU": [30, 50], "us_lobby": {"value": 10}},
    "salience": {
        "FRA": 0.9,
        "DEU": {"value": [0.4, 0.6, 0.8], "source": "statement:9f3a61c2"},
        "us_lobby": {"p10": 0.1, "p50": 0.2, "p90": 0.4},
    },
    "status_quo": 0,
    "rule": "unanimity",
    "source": "data:PANEL",
}


def scenario(**issues):
    return Scenario.model_validate(
        {
            "initiative": {"id": "x", "date": "2025-03-05"},
            "actors": {"FRA": {}, "DEU": {}, "us_lobby": {"name": "The lobby"}},
            "issues": issues,
        }
    )


def test_an_issue_of_a_scenario(tmp_path):
    found = scenario_inputs(scenario(role=ROLE))
    assert found.actors == ("FRA", "DEU", "us_lobby")
    assert found.names == ("France", "Germany", "The lobby")
    assert [one.middle for one in found.positions] == [100, 40, 10]
    assert found.positions[0].source == "data:PANEL"
    assert found.saliences[1] == Input((0.4, 0.6, 0.8), source="statement:9f3a61c2")
    assert found.saliences[2].percentiles
    assert [one.source for one in found.capabilities] == ["default"] * 3
    assert (found.low, found.high, found.reference, found.rule) == (0, 100, 0, "unanimity")
    path = tmp_path / "scenario.yaml"
    dump_scenario(scenario(role=ROLE), path)
    assert scenario_inputs(load_scenario(path, check=True)) == found


ISSUES = [
    ({"scale": {0: "none"}}, "issues.role: scale: it needs two points", ["warning"]),
    ({"positions": {"FRA": "deterent force", "DEU": 1}}, "did you mean", ["error"]),
    ({"positions": {"FRA": 101, "DEU": 1}}, "FRA: position: 101 is off the scale", ["error"]),
    ({"salience": {"FRA": 1.5, "DEU": 1, "us_lobby": 1}}, "FRA: salience: 1.5", ["error"]),
    ({"capability": {"FRA": -1, "DEU": 1, "us_lobby": 1}}, "FRA: capability: -1", ["error"]),
    ({"salience": {"FRA": 0, "DEU": 0, "us_lobby": 0}}, "total weight is zero", ["error"]),
    ({"salience": {"FRA": 1}}, "salience: DEU has a position and no salience", ["warning"] * 2),
    ({"positions": {"FRA": 1}}, "only one actor", []),
]


@pytest.mark.parametrize(("change", "said", "severities"), ISSUES, ids=[w[1] for w in ISSUES])
def test_an_issue_that_is_wrong_or_says_too_little(change, said, severities):
    wrong = scenario(role=ROLE | change)
    with pytest.raises(InputError) as error:
        scenario_inputs(wrong)
    assert said in str(error.value)
    problems = [problem for problem in check(wrong) if "issues.role" in problem.place]
    assert [problem.severity for problem in problems] == severities


def test_which_issue():
    two = scenario(role=ROLE, size=ROLE)
    assert scenario_inputs(two, "size").name == "size"
    with pytest.raises(InputError, match="choose one of role, size"):
        scenario_inputs(two)
    with pytest.raises(InputError, match="no issue `roll`; did you mean `role`"):
        scenario_inputs(two, "roll")
    with pytest.raises(InputError, match="the scenario has none"):
        scenario_inputs(scenario())
