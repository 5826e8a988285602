"""The table of DEU: what is read, and what is refused with file, line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from willing.errors import InputError
from willing.history.deu import read_deu, shipped_cases

HEAD = "issue,proposal,voting,year,reference_point,outcome,actor,position,salience,power\n"
ROWS = (
    "i1,p1,QMV,2001,0.0,70,com,100,50,1\n"
    "i1,p1,QMV,2001,0.0,70,fr,40,20,0.5\n"
    "i1,p1,QMV,2001,0.0,70,de,40,,1\n"
    "i2,p1,Unan,2001,,,com,0,100,1\n"
    "i2,p1,Unan,2001,,,fr,100,80,0.5\n"
)


@pytest.fixture
def read(tmp_path: Path):
    def made(text: str | bytes):
        path = tmp_path / "deu.csv"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_deu(path)

    return made


def test_cases_are_read(read) -> None:
    one, two = read(HEAD + ROWS)
    assert (one.issue.name, one.proposal, one.outcome) == ("i1", "p1", 70.0)
    assert one.issue.actors == ("com", "fr")  # a position without a salience is left out
    assert one.issue.saliences == (0.5, 0.2)
    assert (one.issue.reference, one.issue.rule) == (0.0, "qualified_majority")
    assert (two.outcome, two.issue.reference, two.issue.rule) == (None, None, "unanimity")


def test_columns_in_any_order_and_others_besides(read) -> None:
    rows = [line.split(",") for line in (HEAD + ROWS).splitlines()]
    turned = "".join(",".join([*row[::-1], "x"]) + "\n" for row in rows)
    assert read(turned) == read(HEAD + ROWS)
    assert read(("\ufeff" + HEAD + ROWS).replace("\n", "\r\n")) == read(HEAD + ROWS)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("fr,40,20,0.5", "fr,forty,20,0.5", "deu.csv:3: position: 'forty' is no number from 0 to"),
        ("fr,40,20,0.5", "fr,140,20,0.5", "deu.csv:3: position: '140' is no number from 0 to 100"),
        ("fr,40,20,0.5", "fr,nan,20,0.5", "deu.csv:3: position: 'nan'"),
        ("fr,40,20,0.5", "fr,40,120,0.5", "deu.csv:3: salience: '120'"),
        ("fr,40,20,0.5", "fr,40,20,-1", "deu.csv:3: power: '-1'"),
        ("fr,40,20,0.5", "fr,40,20,inf", "deu.csv:3: power: 'inf'"),
        ("fr,40,20,0.5", "com,40,20,0.5", "deu.csv:2: issue i1: actors: `com` is listed twice"),
        ("fr,40,20,0.5", "fr,40,20", "deu.csv:3: not as many cells"),
        ("fr,40,20,0.5", "fr,40,20,1,1", "deu.csv:3: not as many cells"),
        ("fr,40,20,0.5", "fr,40,,0.5", "deu.csv:2: issue i1: actors: only one actor"),
        ("70,fr", "71,fr", "deu.csv:3: outcome: '71', but line 2 has '70'"),
        ("0.0,70,com", "0.0,170,com", "outcome"),
        ("i1,p1,QMV,2001,0.0,70,fr", ",p1,QMV,2001,0.0,70,fr", "deu.csv:3: issue: it has no name"),
        ("salience", "salients", "no column `salience`"),
        ("fr,40,20", '"fr,40,20', "not valid CSV"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(read, old: str, new: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read((HEAD + ROWS).replace(old, new, 1))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no column"),
        (HEAD, "no issue is in it"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (HEAD + "x" * 5_000_001, "larger than"),
        (HEAD + "".join(f"i{n},p,QMV,,,,fr,1,1,1\n" for n in range(2002)), "more than 2,000"),
    ],
)
def test_other_files_are_refused(read, content: str | bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(content)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read the table"):
        read_deu(tmp_path / "nowhere.csv")


def test_the_table_that_ships_is_what_its_card_says() -> None:
    cases = shipped_cases()
    assert len(cases) == 364
    assert len({case.proposal for case in cases}) == 141
    assert sum(case.outcome is None for case in cases) == 105
    assert all(case.issue.high == 100 and case.issue.size >= 2 for case in cases)
