"""The nouns of aid: who gave what, and who would stop when."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from willing.scenario.noun import Names, Noun, Quantity, Span, Spanned

Unit = Literal["eur_bn", "eur_mn", "usd_bn", "usd_mn"]

Amounts = dict[str, dict[str, Span | Spanned]]
"""By donor and kind."""


class Gift(Noun):
    """One row of a table of donors: an amount of one kind in one month.

    `kind`: empty where the row is not by kind. `month`: as 2025-02; empty where the table has no
    dates. `allocated`: what was delivered or earmarked; `committed`: what was promised. The one is
    never added to the other.
    """

    donor: str
    kind: str = ""
    month: str = Field(default="", pattern=r"^([0-9]{4}-(0[1-9]|1[0-2]))?$")
    allocated: Quantity | None = None
    committed: Quantity | None = None


def _as_given(value: object) -> object:
    return value


Gifts = Annotated[
    tuple[Gift, ...], BeforeValidator(_as_given, json_schema_input_type=str | tuple[Gift, ...])
]
"""In a file also the name of a table beside it: it is read before anything else looks at it."""


class Aid(Noun):
    """Who supports the recipient with how much, and under which condition a donor stops.

    `recipient`: absent, the beneficiary. `donors`: what each gave, by kind, in `unit`; `committed`:
    what each promised; or instead of both a `table`: rows, or the name of a CSV or XLSX file beside
    the scenario. `months`: over how many months that was given; absent: those of the table.
    `pause`: by donor, a condition over events under which it stops. `keys`: the burden-sharing keys
    that are shown (`reference.aid`); absent: all. `cap_pct_gdp`: the most that anyone gives in a
    year, in percent of its GDP. `year`: of GDP; `growth`: of GDP since, in percent; `gdp`: of
    donors of whom no figure ships, in billions of US dollars; `eur_usd`: dollars for one euro.
    `exempt`: donors who are not asked to fill a hole; `ask`: donors who are, though they gave next
    to nothing. `source`: the origin of what has none of its own.
    """

    recipient: str = ""
    unit: Unit = "eur_bn"
    donors: Amounts = {}
    committed: Amounts = {}
    table: Gifts = ()
    months: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    pause: dict[str, str] = {}
    keys: Names = ()
    cap_pct_gdp: Span | Spanned | None = None
    year: int | None = None
    growth: Span | Spanned | None = None
    gdp: dict[str, Span | Spanned] = {}
    eur_usd: Span | Spanned | None = None
    exempt: Names = ()
    ask: Names = ()
    source: str = ""


def numbers(value: Span | Spanned) -> tuple[float, ...]:
    """The numbers of an amount as they stand in the file: one, two or three."""
    inner = value.value if isinstance(value, Spanned) else value
    return inner if isinstance(inner, tuple) else (inner,)
