"""Agendas from tables, scenarios, and files of decide's: what is read, and what is refused."""

from __future__ import annotations

import pytest

from willing.errors import InputError
from willing.models.bargaining.exchange.decidefile import is_decide, read_decide
from willing.models.bargaining.exchange.files import read_agenda, scenario_agenda
from willing.scenario.files import load_scenario

DECIDE = """\
#O\tthree towns and a bridge
#A\tport\tThe port
#A\thill
#A\tmill\tThe mill
#P\tbridge\tHow wide?
#M\tbridge\t2\tone lane
#M\tbridge\t12\tsix lanes
#P\ttoll\tHow much?
#/\tactor\tissue\tposition\tsalience\tpower
#D\tport\tbridge\t12\t0.9\t10
#D\thill\tbridge\t2\t0.4\t5
#D\tmill\tbridge\t4\t0.6\t2
#D\tport\ttoll\t0\t0.3\t10
#D\thill\ttoll\t100\t0.8\t5
"""

TABLE = """\
issue,actor,position,salience,power
bridge,port,100,0.9,10
bridge,hill,0,0.4,5
toll,port,0,0.3,10
toll,hill,"[80, 100]",0.8,5
"""

SCENARIO = """\
initiative: {id: towns, date: 2025-03-05}
actors: {FRA: {}, DEU: {}}
issues:
  bridge:
    scale: {2: narrow, 12: wide}
    positions: {FRA: wide, DEU: 2}
    salience: {FRA: 0.9, DEU: 0.4}
  toll:
    scale: {0: none, 100: all}
    positions: {FRA: 0, DEU: 100}
    salience: {FRA: 0.3, DEU: 0.8}
  later:
    scale: {0: none, 100: all}
    positions: {FRA: 0}
"""


@pytest.fixture
def read(tmp_path):
    def made(text, name="agenda.txt", scale=None):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_agenda(path, scale)

    return made


def test_decides_file(read):
    agenda, said = read(DECIDE)
    assert agenda.actors == ("port", "hill", "mill")
    assert agenda.titles == ("bridge", "toll")
    bridge, toll = agenda.issues
    assert (bridge.low, bridge.high, toll.low, toll.high) == (2, 12, 0, 100)
    assert [one.middle for one in bridge.positions] == [12, 2, 4]
    assert [one.middle for one in bridge.saliences] == [0.9, 0.4, 0.6]
    assert [one.middle for one in bridge.capabilities] == [10, 5, 2]
    assert toll.actors == ("port", "hill")
    assert agenda.names["port"] == "The port"
    assert agenda.names["hill"] == "hill"
    assert dict(bridge.labels) == {2: "one lane", 12: "six lanes"}
    assert not said


def test_quotes_semicolons_and_tabs_at_the_end(read):
    plain, _ = read(DECIDE)
    quoted = "\n".join(
        "\t".join(f"'{cell}'" for cell in line.split("\t")) + "\t" for line in DECIDE.splitlines()
    )
    assert read(quoted)[0] == plain
    assert read(DECIDE.replace("\t", ";"))[0] == plain
    assert read(("\ufeff" + DECIDE).replace("\n", "\r\n"))[0] == plain


def test_what_is_decides(tmp_path):
    for name, text, is_one in (("a", DECIDE, True), ("b", TABLE, False), ("c", "", False)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert is_decide(tmp_path / name) == is_one
    assert not is_decide(tmp_path / "none")


def test_a_table(read):
    agenda, said = read(TABLE, "agenda.csv", (0, 100))
    assert agenda.titles == ("bridge", "toll")
    assert agenda.issues[1].positions[1].numbers == (80, 100)
    assert not said
    _, said = read(TABLE, "agenda.csv")
    assert said == ("the scale is taken to be 0 to 100 (default)",)


def test_saliences_are_percentages_in_all_issues_or_none(read):
    text = TABLE.replace("0.9", "90").replace("0.4", "40").replace("0.8", "80")
    with pytest.raises(
        InputError, match=r"agenda\.csv:4: column `salience` of toll: 0\.3 stands among"
    ):
        read(text, "agenda.csv")
    agenda, _ = read(text.replace("0.3", "1"), "agenda.csv")
    assert [one.middle for one in agenda.issues[1].saliences] == [0.01, 0.8]


def test_a_scenario(tmp_path):
    path = tmp_path / "towns.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    agenda = scenario_agenda(load_scenario(path))
    assert agenda.titles == ("bridge", "toll")
    assert [one.middle for one in agenda.issues[0].positions] == [12, 2]


def test_a_file_of_ktabs(read):
    text = (
        "pact,two issues,3,2,\n"
        "Actor,Description,Influence,"
        "Troops Position,Troops Salience,Money Position,Money Salience,\n"
        "Alpha,,60,90,70,10,20,\n"
        "Beta,,45,15,20,80,60,\n"
        "Gamma,,30,50,10,0,50,\n"
    )
    agenda, _ = read(text, "ktab.csv")
    assert agenda.titles == ("Troops", "Money")
    assert [one.middle for one in agenda.issues[1].saliences] == pytest.approx([0.2, 0.6, 0.5])


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("#D\thill\tbridge\t2\t", "#D\thill\tbridge\ttwo\t", ":11: position: `two` is no number"),
        ("#D\thill\tbridge\t2\t", "#D\thill\tbridge\tnan\t", ":11: position: `nan` is no number"),
        ("#D\thill\tbridge\t2\t", "#D\thill\tbridge\t1\t", ":11: position: 1 is off the scale"),
        ("\t0.4\t5", "\t-0.4\t5", ":11: salience: -0.4 is not from 0 to 1"),
        ("\t0.4\t5", "\t0.4\tinf", ":11: power: `inf` is no number"),
        ("\t0.4\t5", "\t0.4\t-5", ":11: power: -5 is no capability"),
        ("\t0.4\t5", "\t0.4\t=A1+1", ":11: power: `=A1+1` is no number"),
        ("\t0.4\t5", "\t0.4", ":11: 5 cells; write #D actor issue position salience power"),
        ("#D\thill\tbridge", "#D\thil\tbridge", ":11: actor `hil` is not listed; did you mean"),
        ("#D\thill\tbridge", "#D\thill\tbrige", ":11: issue `brige` is not listed; did you"),
        ("#D\thill\tbridge", "#D\tport\tbridge", ":11: port has a position on bridge already"),
        ("#A\thill\n", "#A\tport\n", ":3: actor `port` is listed twice"),
        ("#A\thill\n", "#A\t \n", ":3: 1 cells; write #A actor name"),
        ("#P\ttoll", "#P\tbridge", ":8: issue `bridge` is listed twice"),
        ("#M\tbridge\t12", "#M\tbridge\t2", "scale: it must rise"),
        ("#M\tbridge\t2\t", "#M\tbrigde\t2\t", ":6: issue `brigde` is not listed"),
        ("#/\tactor", "#Q\tactor", ":9: `#Q` begins no line"),
        ("#/\tactor", "actor", ":9: `actor` begins no line"),
    ],
)
def test_what_is_refused_in_decides_file(read, old, new, said):
    assert old in DECIDE
    with pytest.raises(InputError) as error:
        read(DECIDE.replace(old, new, 1))
    assert said in str(error.value)
    assert "agenda.txt" in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#A\tport\tThe port\n", "no issue is there"),
        ("#A\ta\n#A\tb\n#P\tp\n#D\ta\tp\t0\t1\t1\n#D\tb\tp\t9\t1\t1\n", "only one issue is there"),
        ("#A\ta\n#P\tp\n#D\ta\tp\t0\t1\t1\n#P\tq\n#D\ta\tq\t0\t1\t1\n", "only one actor"),
        (b"#A\tport\n\xff\xfe", ":2: not UTF-8 text"),
        (b"#A\t" + b"x" * 2_000_001, "larger than 2,000,000 bytes"),
    ],
)
def test_files_of_decides_that_are_no_agendas(read, text, said):
    with pytest.raises(InputError) as error:
        read(text)
    assert said in str(error.value)
    assert "agenda.txt" in str(error.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TABLE.replace("toll,", "bridge2,", 1), "only one actor is listed"),
        (
            TABLE.replace("toll", "bridge"),
            "agenda.csv:4: column `actor` of bridge: `port` is listed twice",
        ),
        (
            TABLE.replace("bridge,hill,0", "bridge,hill,-1"),
            "agenda.csv:3: column `position` of bridge: -1",
        ),
        (TABLE.replace("0.4", "-0.4"), "agenda.csv:3: column `salience` of bridge: -0.4"),
        (
            TABLE.replace("bridge,hill,0", "bridge,hill,"),
            "agenda.csv:3: column `position` of bridge: the",
        ),
        (
            TABLE.replace("bridge,hill,0", "bridge,hill,=1+1"),
            "agenda.csv:3: column `position` of bridge: `=",
        ),
        (TABLE.replace("bridge,hill,0", "bridge,hill,nan"), "`nan` is no number"),
        (
            TABLE.replace("issue,", "topic,"),
            "agenda.csv:4: column `actor`: `port` is listed twice",
        ),
        (
            TABLE.replace("0.3", "0").replace("0.8", "0"),
            "agenda.csv:4: issue toll: the total weight",
        ),
        ("\n".join(TABLE.splitlines()[:3]), "only one issue is there"),
        ("issue,actor,position,salience,power\n", "no issue is there"),
        ("", "an empty table"),
    ],
)
def test_tables_that_are_refused(read, text, said):
    with pytest.raises(InputError) as error:
        read(text, "agenda.csv")
    assert said in str(error.value)
    assert "agenda.csv" in str(error.value)


def test_limits(read):
    head = "issue,actor,position,salience,power\n"
    many = [f"i{k},a{a},50,0.5,1\n" for k in range(100) for a in range(250)]
    with pytest.raises(InputError, match="250 actors on 100 issues: their product 25,000"):
        read(head + "".join(many), "agenda.csv")
    with pytest.raises(InputError, match="101 issues are beyond the limit of 100"):
        read(head + "".join(f"i{k},a,50,0.5,1\n" for k in range(101)), "agenda.csv")
    with pytest.raises(InputError, match="more than 250 actors"):
        read(head + "".join(f"i,a{a},50,0.5,1\n" for a in range(251)), "agenda.csv")


def test_scales_of_their_own(read):
    with pytest.raises(InputError, match="is one of decide's, and says its own scale"):
        read(DECIDE, scale=(0, 10))


def test_only_decides_reader_wants_decides_file(tmp_path):
    with pytest.raises(InputError, match="cannot read the agenda"):
        read_decide(tmp_path / "none.txt")
