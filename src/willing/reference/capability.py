"""What could a state give? Economy and forces by state, and default amounts where none is stated.

The figures are the World Bank's (GDP and population) and the Correlates of War project's
(military personnel and spending: National Material Capabilities; Singer, Bremer and Stuckey 1972,
"Capability Distribution, Uncertainty, and Major Power War"). A default amount is a marked guess
of the usual size of a contribution and says nothing about what the state intends.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from math import floor as whole
from math import log10
from statistics import median_low

from willing.reference.countries import country_name
from willing.reference.tables import table
from willing.reference.vocabulary import unit_of

Triangle = tuple[float, float, float]

TROOP_SHARES = (0.0025, 0.01, 0.03)
"""Shares of the active personnel that a state sends: least, usual, most.

The contingents of the states other than the USA in Iraq (2004-07) and Afghanistan (2011) were,
as shares of their active personnel: first decile 0.1 percent, quartiles 0.25, 0.6 to 1.2 and 2.0,
ninth decile 2.7 to 3.3.
"""

TROOP_CAPS = (1_000.0, 4_000.0, 10_000.0)
"""No contingent is taken to be larger: the largest of a state other than the USA in those two
operations had 9,500 soldiers after the first months."""

SMALLEST = (1.0, 2.0, 4.0)
"""The smallest contingent: a few officers."""

TRAINING_SHARE = 0.1
"""Trainers for each soldier of a default contingent: training missions are that much smaller
(an analyst's convention)."""

PLATFORMS: tuple[tuple[float, Triangle, Triangle], ...] = (
    (40_000.0, (6, 12, 30), (1, 2, 5)),
    (4_000.0, (2, 6, 12), (1, 2, 3)),
    (1_000.0, (1, 4, 6), (0, 1, 2)),
    (200.0, (0, 2, 4), (0, 0.5, 1)),
    (0.0, (0, 1, 2), (0, 0.25, 1)),
)
"""Military spending from which a class begins (USD million), aircraft, ships.

Over Libya in 2011 the middle class (Belgium, Denmark, Norway, the Netherlands, Canada) sent four
to seven fighters each and the large air forces a dozen or more; naval patrols see one ship of
most states and a few of the large navies."""

GDP_SHARES = (0.0002, 0.001, 0.0025)
"""Shares of a year's GDP given as money or arms: least, usual, most. The usual one is that of the
three billion pounds a year that the United Kingdom promised Ukraine in 2024; the least and the most
are conventions."""

EUR_PER_USD = 1 / 1.0813
"""The average rate of 2023 (European Central Bank), the year of most GDP figures."""


def gdp_usd(code: str) -> float | None:
    """GDP in current US dollars, latest year known; None where there is no figure."""
    return _figure(code, "gdp_usd")


def population(code: str) -> int | None:
    """Inhabitants, latest year known; None where there is no figure."""
    found = _figure(code, "population")
    return None if found is None else int(found)


def personnel(code: str) -> int | None:
    """Active military personnel in 2022, in thousands as published: 0 means fewer than 500."""
    found = _figure(code, "personnel")
    return None if found is None else int(found)


def military_spending(code: str) -> float | None:
    """Military spending in 2022 in US dollars; None where there is no figure."""
    found = _figure(code, "military_spending_musd")
    return None if found is None else found * 1e6


@lru_cache(maxsize=4096)
def default_amount(code: str, kind: str) -> tuple[Triangle | float, str]:
    """A default amount of one kind of contribution, in the kind's unit, and where it comes from.

    `(least, usual, most)` for persons, platforms and EUR million; 1.0 for kinds that are only
    there or not. Where there is no figure for the actor, the median state's stands in, and the
    origin says so.

    >>> default_amount("EST", "ground_troops")
    ((18.0, 70.0, 210.0), 'data: 0.25, 1 and 3% of 7,000 active personnel (COW NMC 2022)')
    """
    rule = _RULES.get(kind) or _BY_UNIT.get(unit_of(kind))
    return rule(code) if rule else (1.0, "data: takes part or does not")


def _troops(code: str, share: float = 1.0, what: str = "") -> tuple[Triangle, str]:
    known = personnel(code)
    force = 250.0 if known == 0 else _known(code, "personnel")
    least, usual, most = (
        max(share * min(part * force, cap), floor)
        for part, cap, floor in zip(TROOP_SHARES, TROOP_CAPS, SMALLEST, strict=True)
    )
    size = "fewer than 500" if known == 0 else f"{force:,.0f}"
    capped = ", capped" if TROOP_SHARES[0] * force > TROOP_CAPS[0] else ""
    origin = f"data: {what}0.25, 1 and 3% of {size} active personnel{capped} (COW NMC 2022)"
    return _rounded(least, usual, most), origin + _stand_in(code, "personnel")


def _training(code: str) -> tuple[Triangle, str]:
    return _troops(code, TRAINING_SHARE, "a tenth of ")


def _aircraft(code: str) -> tuple[Triangle, str]:
    spent = _known(code, "military_spending_musd")
    amount = next(air for least, air, _ in PLATFORMS if spent >= least)
    return amount, _spending_origin(code, spent)


def _ships(code: str) -> tuple[Triangle, str]:
    spent = _known(code, "military_spending_musd")
    amount = next(ships for least, _, ships in PLATFORMS if spent >= least)
    return amount, _spending_origin(code, spent)


def _spending_origin(code: str, spent: float) -> str:
    origin = f"data: size class of USD {spent:,.0f} million military spending (COW NMC 2022)"
    return origin + _stand_in(code, "military_spending_musd")


def _money(code: str) -> tuple[Triangle, str]:
    gdp = _known(code, "gdp_usd") * EUR_PER_USD / 1e6
    least, usual, most = (share * gdp for share in GDP_SHARES)
    year = _figures().get(code, {}).get("gdp_year", "")
    origin = f"data: 0.02, 0.1 and 0.25% of GDP ({' '.join(filter(None, ('World Bank', year)))})"
    return _rounded(least, usual, most), origin + _stand_in(code, "gdp_usd")


_RULES: dict[str, Callable[[str], tuple[Triangle, str]]] = {
    "ground_troops": _troops,
    "training": _training,
    "air": _aircraft,
    "naval": _ships,
}
_BY_UNIT: dict[str, Callable[[str], tuple[Triangle, str]]] = {"EUR million": _money}


def _rounded(least: float, usual: float, most: float) -> Triangle:
    """To two significant figures: a default should not look like a count."""
    return _two_figures(least), _two_figures(usual), _two_figures(most)


def _two_figures(value: float) -> float:
    return round(value, 1 - whole(log10(value))) if value > 0 else 0.0


def _known(code: str, column: str) -> float:
    """The figure of the state, or the median state's."""
    found = _figure(code, column)
    return found if found is not None else _median(column)


def _stand_in(code: str, column: str) -> str:
    if _figure(code, column) is not None:
        return ""
    return f", of the median state: no figure for {country_name(code)}"


@cache
def _figures() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in table("capability")}


def _figure(code: str, column: str) -> float | None:
    text = _figures().get(code, {}).get(column, "")
    return float(text) if text else None


@cache
def _median(column: str) -> float:
    return median_low(float(row[column]) for row in table("capability") if row[column])
