"""Tables of donors: what is read, and what is wrong where."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from willing.errors import InputError
from willing.scenario.aid import Gift
from willing.scenario.donorfile import read_donors

GOOD = """\
donor,kind,date,committed,allocated,unit,note
United States,Military aid,2024-11,5,3,EUR bn,x
DEU,military aid,2024-12-05,2,,bn EUR,
EU institutions,financial,2025-01,,2,EUR billion,
"""


@pytest.fixture
def read(tmp_path):
    """Read a table given as text."""

    def reader(content, **options):
        path = tmp_path / "donors.csv"
        path.write_text(content, encoding="utf-8")
        return read_donors(path, **options)

    return reader


def test_a_row_for_each_gift(read) -> None:
    found = read(GOOD)
    assert found.gifts == (
        Gift(donor="USA", kind="military_aid", month="2024-11", committed=5, allocated=3),
        Gift(donor="DEU", kind="military_aid", month="2024-12", committed=2),
        Gift(donor="eu", kind="financial", month="2025-01", allocated=2),
    )
    assert found.unit == "eur_bn" and found.remarks == ("columns passed over: note",)


def test_the_trackers_months_with_a_column_for_each_kind(read) -> None:
    """The layout of its data explorer; the numbers are made up."""
    found = read(
        '"country","iso","year","month","total","financial","humanitarian","military",'
        '"commitments","gdp","pct_gdp"\n'
        '"Germany","DEU",2024,2,3,1,0,2,4,3600,0.1\n'
        '"EU (Commission and Council)","EU",2024,3,5,5,0,0,6,0,Inf\n'
    )
    assert {gift.donor for gift in found.gifts} == {"DEU", "eu"}
    given = {(g.donor, g.kind): g.allocated for g in found.gifts if g.kind}
    assert given["DEU", "military"] == 2 and given["eu", "financial"] == 5
    promised = {g.donor: g.committed for g in found.gifts if not g.kind}
    assert promised == {"DEU": 4, "eu": 6}  # beside what was allocated, never in it
    assert found.gifts[0].month == "2024-02"


def test_of_cumulative_sums_the_last_is_taken(read) -> None:
    found = read(
        "through,country,iso,total_bn,financial_bn,humanitarian_bn,military_bn,commitments_bn\n"
        "2024-12,Germany,DEU,9,3,3,3,12\n2025-02,Germany,DEU,12,4,4,4,15\n"
    )
    assert found.months == 38
    assert sum(gift.allocated or 0 for gift in found.gifts) == 12


def test_a_sheet(tmp_path) -> None:
    book = Workbook()
    book.active.append(["donor", "allocated", "unit"])
    book.active.append(["France", 1.5, "USD mn"])
    book.save(tmp_path / "donors.xlsx")
    found = read_donors(tmp_path / "donors.xlsx")
    assert found.gifts == (Gift(donor="FRA", allocated=1.5),) and found.unit == "usd_mn"


def test_the_unit_is_said_once_and_the_same(read) -> None:
    assert "EUR billion (default)" in read("donor,allocated\nFRA,1\n").remarks[0]
    assert read("donor,allocated\nFRA,1\n", unit="usd_bn").unit == "usd_bn"
    with pytest.raises(InputError, match="amounts in eur_bn, and `unit: usd_bn`"):
        read("donor,allocated,unit\nFRA,1,EUR bn\n", unit="usd_bn")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("donor,allocated\nFRA,-1\n", r"csv:2: column `allocated`: -1 is below 0; .* it corrects"),
        (
            "country,iso,allocated\nGermany,FRA,1\n",
            "`Germany` and `FRA` are two donors, DEU and FRA",
        ),
        ("country,iso,allocated\nEU Institutions,NA,1\n", "two donors, eu and NAM"),
        ("donor,allocated\nGer\0many,1\n", r"control character \(U\+0000\)"),
        ("donor,allocated\nFRA,nan\n", "`nan` is no number"),
        ("donor,allocated\nFRA,inf\n", "`inf` is no number"),
        ("donor,allocated\nFRA,=1+1\n", "is a formula"),
        ("donor,allocated\nFRA,1e300\n", "use a larger unit"),
        ("donor,allocated\nGermny,1\n", "nobody knows the donor `Germny`; did you mean Germany"),
        ("donor,allocated\n,1\n", "the cell is empty"),
        ("donor,allocated\n", "no donor below the heading"),
        ("", "an empty table; write donor,kind"),
        ("donor,allocated\nFRA,0\n", "nobody gave anything"),
        ("donor,allocated\nFRA,\n", "no amount"),
        ("donor,allocated,unit\nFRA,1,EUR bn\nGBR,1,USD bn\n", "usd_bn, and eur_bn above"),
        ("donor,allocated,unit\nFRA,1,pounds\n", "`pounds` is no unit"),
        ("donor,allocated\nFRA,1\nFrance,2\n", "`FRA` has a sum already, in row 2"),
        ("donor,date,allocated\nFRA,2024-01-05,1\nFRA,2024-01-05,1\n", "the same gift, in row 2"),
        ("donor,date,allocated\nFRA,2024-13,1\n", "is no date; write a month"),
        ("donor,year,month,allocated\nFRA,24,1,1\n", "is no month"),
        ("donor,allocated,delivered\nFRA,1,1\n", "mean the same"),
        ("donor,military,kind\nFRA,1,a\n", "kinds as columns and as rows"),
        ("donor,money\nFRA,1\n", "no column of amounts"),
        ("who,allocated\nFRA,1\n", "there is no column `donor`"),
        ("donor,allocated\nFRA,1,2\n", "more cells than the heading"),
        ("through,donor,military\n2019-01,FRA,1\n", "before 2022-01"),
        ("country,year,month,military\nFRA,2024,1,1\nFRA,2024,1,2\n", "has 2024-01 already"),
    ],
)
def test_what_is_wrong_and_where(read, text, said) -> None:
    with pytest.raises(InputError, match=said):
        read(text)


def test_a_code_says_who_is_meant_where_the_name_does_not(read) -> None:
    found = read("country,iso,allocated\nThe Republic in the south,KOR,1\nGermany,,2\n")
    assert [gift.donor for gift in found.gifts] == ["KOR", "DEU"]


def test_gifts_of_one_month_add_up(read) -> None:
    found = read("donor,date,allocated\nFRA,2024-01-05,1\nFRA,2024-01-09,1\n")
    assert len(found.gifts) == 2
