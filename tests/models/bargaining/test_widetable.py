"""Tables with two columns for each issue: the same as with a row for each actor and issue."""

from __future__ import annotations

import pytest

from willing.errors import InputError
from willing.models.bargaining.tablefile import read_table, read_tables

WIDE = """\
actor,capability,name,troops position,troops salience,Years_Position,Years_Salience
FRA,16,France,"[60, 80, 100]",80%,10,20%
DEU,16,,20,50%,80,40%
POL,8,Poland,50,90%,,
"""

LONG = """\
actor,capability,name,issue,position,salience
FRA,16,France,troops,"[60, 80, 100]",80%
DEU,16,,troops,20,50%
POL,8,Poland,troops,50,90%
FRA,16,France,Years,10,20%
DEU,16,,Years,80,40%
"""


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "issues.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_wide_is_long(file):
    wide, long = ([one.inputs for one in read_tables(file(text))] for text in (WIDE, LONG))
    assert wide == long
    assert [one.name for one in wide] == ["troops", "Years"]
    assert wide[1].actors == ("FRA", "DEU")


def test_one_issue_of_a_wide_table(file):
    found = read_table(file(WIDE), "Years").inputs
    assert [one.middle for one in found.positions] == [10, 80]
    with pytest.raises(InputError, match="2 issues; choose one with --issue: troops, Years"):
        read_table(file(WIDE))


def test_an_issue_may_have_its_own_capability(file):
    text = "actor,a position,a salience,a capability\nX,1,0.5,3\nY,2,0.5,4\n"
    assert [one.middle for one in read_table(file(text)).inputs.capabilities] == [3, 4]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",Years_Salience", ",care", r":1: there is no column `Years salience`; add it"),
        ("troops salience,", "troops salience,troops Salience,", ":1: column `.*` stands twice"),
        ("50,90%,,", "50,90%,5,", r":4: column `salience` of Years: the cell is empty"),
        ("DEU,16,,20", "DEU,16,,x", r":3: column `position` of troops: `x` is no number"),
        ("name,", "issue,", r":1: column `issue` stands twice"),
    ],
)
def test_bad_tables(file, old, new, message):
    with pytest.raises(InputError, match=message):
        read_tables(file(WIDE.replace(old, new, 1)))
