"""KTAB's files: what is written reads back, and what is wrong is named with its line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.bargaining.spatial_issues import any_options, issue_of
from willing.errors import InputError
from willing.models.bargaining.spatial_model.files import (
    dimension,
    is_ktab,
    read_ktab,
    written_ktab,
)
from willing.models.bargaining.spatial_model.ktab_csv import read_ktab_csv, write_ktab_csv
from willing.models.bargaining.spatial_model.ktab_xml import read_ktab_xml, write_ktab_xml
from willing.models.bargaining.spatial_model.options import Options
from willing.models.bargaining.spatial_model.spatial_issue import KTAB_SEED

CSV = """\
pact,"Three actors, one dimension",3,1,
Actor,Description,Influence,Scope Position,Scope Salience,
Alpha,hawk,60,90.0,70.0,
Beta,dove,45,15.0,80.0,
Gamma,broker,30,50.0,35.0,
"""

XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<Scenario>
<name>pact</name>
<desc>Three actors</desc>
<prngSeed>0123</prngSeed>
<ModelParameters>
<VictoryProbModel>Linear</VictoryProbModel>
<PCEModel>Conditional</PCEModel>
<StateTransitions>Deterministic</StateTransitions>
<VotingRule>Prop</VotingRule>
<BigRAdjust>OneThird</BigRAdjust>
<BigRRange>Mid</BigRRange>
<ThirdPartyCommit>SemiCommit</ThirdPartyCommit>
<InterVecBrgn>S2P2</InterVecBrgn>
<BargnModel>InitOnlyInterp</BargnModel>
</ModelParameters>
<Dimensions><dName>Scope</dName></Dimensions>
<Actors>
<Actor><name>Alpha</name><description>hawk</description><capability>60</capability>
<Position><dCoord>90</dCoord></Position><Salience><dSal>70</dSal></Salience></Actor>
<Actor><name>Beta</name><description>dove</description><capability>45</capability>
<Position><dCoord>15</dCoord></Position><Salience><dSal>80</dSal></Salience></Actor>
<Actor><name>Gamma</name><description>broker</description><capability>30</capability>
<Position><dCoord>50</dCoord></Position><Salience><dSal>35</dSal></Salience></Actor>
</Actors>
<IdealAdjustment>
<iaPair><adjustingIdeal>Alpha</adjustingIdeal><referencePos>Alpha</referencePos><adjust>0.5</adjust>
</iaPair>
<iaPair><adjustingIdeal>Alpha</adjustingIdeal><referencePos>Beta</referencePos><adjust>0.25</adjust>
</iaPair>
</IdealAdjustment>
</Scenario>
"""


@pytest.fixture
def file(tmp_path):
    def write(text, name="issue.csv"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_csv(file):
    issue = read_ktab(file(CSV)).issue
    assert (issue.name, issue.text) == ("pact", "Three actors, one dimension")
    assert issue.actors == ("Alpha", "Beta", "Gamma")
    assert issue.texts == ("hawk", "dove", "broker")
    assert issue.dims == ("Scope",)
    assert issue.positions == ((90,), (15,), (50,))
    assert issue.saliences == ((0.7,), (0.8,), (0.35,))
    assert (issue.options, issue.affinity, issue.seed) == (Options(), {}, KTAB_SEED)
    loose = CSV.replace(",\n", "\n").replace(",60,", ", 60 ,") + "\n"
    assert read_ktab(file(loose)).issue == issue
    free = CSV.replace("Scope Position,Scope Salience", "Pstn1,Sal1")
    assert read_ktab(file(free)).issue.dims == ("Pstn1",)


def test_csv_with_semicolons_for_commas(file):
    plain = CSV.replace('"Three actors, one dimension"', "Three actors")
    expected = read_ktab(file(plain))
    found = file(plain.replace(",", ";"))
    assert is_ktab(found)
    assert read_ktab(found) == expected


def test_semicolons_in_a_description_part_nothing(file):
    text = CSV.replace('"Three actors, one dimension"', "a; b; c; d; e; f")
    assert read_ktab(file(text)).issue.text == "a; b; c; d; e; f"


def test_xml(file):
    issue = read_ktab(file(XML, "issue.xml")).issue
    plain = read_ktab(file(CSV)).issue
    assert (issue.name, issue.seed) == ("pact", 123)
    assert (issue.positions, issue.saliences) == (plain.positions, plain.saliences)
    assert issue.affinity == {("Alpha", "Alpha"): 0.5, ("Alpha", "Beta"): 0.25}
    bare = XML[: XML.index("<IdealAdj")] + "</Scenario>"
    assert read_ktab(file(bare, "issue.xml")).issue.affinity == {}


@settings(max_examples=40)
@given(
    st.integers(0, 1000),
    any_options(),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Z")), min_size=1),
)
def test_what_is_written_reads_back(tmp_path_factory, seed, options, name):
    folder = tmp_path_factory.mktemp("ktab")
    issue = issue_of(seed, 4, 2, options, affinity=True, whole=True)
    shares = tuple(tuple(round(100 * s, 2) / 100 for s in row) for row in issue.saliences)
    issue = replace(issue, saliences=shares, name=name, text=f"<&> ' {name}", seed=seed)
    xml, csv = folder / "one.xml", folder / "one.csv"
    xml.write_text(write_ktab_xml(issue), encoding="utf-8")
    again = read_ktab_xml(xml).issue
    filled = {pair: weight for pair, weight in issue.affinity.items() if weight}
    assert replace(again, affinity=filled) == replace(issue, affinity=filled)
    plain = replace(issue, options=Options(), affinity={}, seed=KTAB_SEED)
    csv.write_text(write_ktab_csv(plain), encoding="utf-8", newline="")
    assert read_ktab_csv(csv).issue == plain


def test_csv_has_no_place_for_options(tmp_path):
    issue = issue_of(1, 4, 1, Options(voting="Cubic"))
    with pytest.raises(InputError, match="write XML"):
        written_ktab(issue, tmp_path / "one.csv")
    with pytest.raises(InputError, match=r"\.xml and \.csv"):
        written_ktab(issue, tmp_path / "one.txt")


def test_uncertain_cells(file):
    text = CSV.replace("90.0,70.0", '"[80, 90, 100]","[60, 80]"').replace(
        ",45,", ',"[40; 45; 60]",'
    )
    inputs = read_ktab(file(text))
    assert inputs.uncertain
    assert inputs.positions[0][0].numbers == (80, 90, 100)
    assert inputs.saliences[0][0].numbers == (0.6, 0.8)
    assert inputs.issue.positions[0] == (90,)
    assert inputs.issue.saliences[0] == pytest.approx((0.7,))
    assert inputs.capabilities[1].numbers == (40, 45, 60)
    assert not read_ktab(file(CSV)).uncertain


def test_a_dimension_is_an_issue_of_its_own(file):
    one = dimension(read_ktab(file(CSV)), None)
    assert (one.name, one.low, one.high) == ("Scope", 0, 100)
    assert [place.middle for place in one.positions] == [90, 15, 50]
    two = CSV.replace(",1,\n", ",2,\n").replace("Salience,\n", "Salience,Pace,Pace care,\n")
    two = two.replace(".0,\n", ".0,5,1,\n")
    assert dimension(read_ktab(file(two)), "Pace").positions[0].middle == 5
    for dim, message in ((None, "choose one with --issue"), ("Pance", "did you mean")):
        with pytest.raises(InputError, match=message):
            dimension(read_ktab(file(two)), dim)


def test_which_files_are_ktabs(file):
    assert is_ktab(file(CSV))
    assert is_ktab(file("", "any.xml"))
    assert not is_ktab(file("actor,capability,position,salience\nA,1,2,3\n"))
    assert not is_ktab(file("")) and not is_ktab(file(b"\xff\xfe\x00"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (CSV, "", "begins with name"),
        (CSV, "a,b,c\nd\n", r":1: 3 cells; the first line"),
        (",3,1,", ",2,1,", r":1: 2 actors; the model takes 3 to 250"),
        (",3,1,", ",500,1,", r":1: 500 actors; the model takes 3 to 250"),
        (",3,1,", ",x,1,", r":1: number of actors: `x` is no whole number"),
        (",3,1,", ",3,99,", r":1: 99 dimensions"),
        (",3,1,", ",4,1,", r":5: the first line announces 4 actors, and 3"),
        (",3,1,", ",3,2,", r":2: 2 headings after the influence; 2 dimensions need 4"),
        ("Beta,dove,45,15.0", "Beta,dove,45", r":4: 4 cells; an actor has 5"),
        (",45,", ",many,", r":4: influence: `many` is no number"),
        (",45,", ",-1,", r":4: influence: -1 is no capability"),
        (",45,", ",nan,", r":4: influence: `nan` is no number"),
        ("15.0", "115", r":4: position on Scope: 115 is off the scale"),
        ("80.0", "110", r":4: salience on Scope: 110 is not from 0 to 100"),
        ("15.0", '"[20, 10]"', r":4: position on Scope: \[20, 10\]: the numbers must rise"),
        ("Beta", "Alpha", r":4: `Alpha` is listed twice, first at .*:3"),
        ("Beta", "", r":4: the name is empty"),
        ("Beta", "B" * 201, r":4: the name is too long"),
        ("dove", '"do"ve', r":4: not valid CSV"),
    ],
)
def test_bad_csv(file, old, new, message):
    with pytest.raises(InputError, match=message) as caught:
        read_ktab_csv(file(CSV.replace(old, new, 1)))
    assert "issue.csv" in str(caught.value)


def test_more_rows_than_any_issue_has(file):
    rows = "".join(f"A{row},x,1,2,3\n" for row in range(100_000))
    with pytest.raises(InputError, match=r":253: more than 250 actors"):
        read_ktab_csv(file(CSV.replace(",3,1,", ",250,1,") + rows))


def test_salience_of_more_than_100(file):
    text = CSV.replace(",1,\n", ",2,\n").replace("Salience,\n", "Salience,Pace,Pace care,\n")
    text = text.replace("70.0,\n", "70.0,5,31,\n").replace(".0,\n", ".0,5,1,\n")
    with pytest.raises(InputError, match=r":3: Alpha: saliences of 101 in total"):
        read_ktab_csv(file(text))


BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n'
    "<Scenario><name>&b;</name></Scenario>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><Scenario/>'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (XML, BOMB, r":2: declares a document type"),
        (XML, OUTSIDE, r":1: declares a document type"),
        (XML, "", "not valid XML"),
        (XML, "<a>" * 100_000, "not valid XML: Excessive depth in document: [0-9]+$"),
        (XML, XML[:700], "not valid XML"),
        ("pact", "&pact;", r":3: not valid XML"),
        ("<Scenario>", "<Scenery>", r":\d+: not valid XML"),
        (XML, "<Scene/>", r":1: the outermost element is <Scene>"),
        ("<name>pact</name>", "", r":2: <Scenario> has no <name>"),
        ("<name>pact</name>", "<name>a</name><name>b</name>", r":3: <name> stands twice"),
        ("pact", "<b>pact</b>", r":3: <name> holds elements"),
        ("0123", "many", r":5: `many` is no whole number"),
        ("<VotingRule>Prop</VotingRule>", "", r":6: <ModelParameters> has no <VotingRule>"),
        ("<VotingRule>Prop<", "<VotingRule>Loud<", r":10: VotingRule `Loud`: write one of"),
        ("<dName>Scope</dName>", "", r":17: <Dimensions> has 0 of <dName>"),
        ("<capability>45</capability>", "", r":21: <Actor> has no <capability>"),
        ("<capability>45<", "<capability>x<", r":21: capability: `x` is no number"),
        ("<dCoord>15</dCoord>", "", r":22: <Position> has 0 of <dCoord>; it needs 1"),
        ("<dCoord>15<", "<dCoord>-15<", r":22: position: -15 is off the scale"),
        ("<dSal>80<", "<dSal>180<", r":22: salience: 180 is not from 0 to 100"),
        ("<name>Beta<", "<name>Alpha<", r":21: actor `Alpha` is listed twice, first in line 19"),
        ("<adjust>0.5<", "<adjust>0.9<", r":29: the weights of Alpha add up to 1\.15"),
        ("<adjust>0.5<", "<adjust>-1<", r":27: adjust: -1 is not from 0 to 1"),
        ("<referencePos>Beta<", "<referencePos>Bob<", r":29: `Bob` is no actor of this file"),
        ("<adjust>0.5</adjust>", "", r":27: <iaPair> has no <adjust>"),
    ],
)
def test_bad_xml(file, old, new, message):
    with pytest.raises(InputError, match=message) as caught:
        read_ktab_xml(file(XML.replace(old, new, 1), "issue.xml"))
    assert "issue.xml" in str(caught.value)


@pytest.mark.parametrize("count", [2, 500])
def test_too_few_and_too_many_actors_in_xml(file, count):
    start, end = XML.index("<Actor>"), XML.index("</Actors>")
    one = "<Actor><name>N{}</name><capability>1</capability><Position><dCoord>1</dCoord></Position>"
    one += "<Salience><dSal>1</dSal></Salience></Actor>\n"
    text = XML[:start] + "".join(one.format(row) for row in range(count)) + XML[end:]
    message = rf":18: <Actors> has {count} of <Actor>; it takes 3 to 250"
    with pytest.raises(InputError, match=message):
        read_ktab_xml(file(text, "issue.xml"))


@pytest.mark.parametrize("name", ["issue.csv", "issue.xml"])
def test_files_that_are_no_text(file, tmp_path, name):
    for data, message in ((b"pact\n\xff\xfe", r":2: not UTF-8"), (b" " * 20_000_001, "larger")):
        with pytest.raises(InputError, match=message):
            read_ktab(file(data, name))
    with pytest.raises(InputError, match="cannot read"):
        read_ktab(tmp_path / f"none-{name}")
