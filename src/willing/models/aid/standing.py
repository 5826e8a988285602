"""How things stand: who gave how much, how concentrated it is, who depends on whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from willing.models.aid.amounts import by_donor, middle
from willing.models.aid.concentration import Concentration, concentration
from willing.models.aid.dependence import Dependence, dependence
from willing.models.aid.setting import Setting


@dataclass(frozen=True, slots=True)
class Standing:
    """Uncertain amounts are taken at their middles.

    `total` in billions, all months together; `all` and `by_kind`: how concentrated it is, of kinds
    of which something was given; `donors` with the largest first; `committed`: all promises, in
    whichever month they were made, None where there are none. `by_month`: for tables with dates,
    all donors' gifts in each month.
    """

    total: float
    all: Concentration
    by_kind: Mapping[str, Concentration]
    donors: tuple[Dependence, ...]
    committed: float | None
    by_month: Mapping[str, float]


def standing(setting: Setting) -> Standing:
    """Shares, concentration and dependence of what was given. Raises `InputError`."""
    by_kind: dict[str, dict[str, float]] = {kind: {} for kind in setting.kinds}
    for (donor, kind), spread in setting.allocated.items():
        by_kind[kind][donor] = middle(spread)
    totals = dict.fromkeys(setting.donors, 0.0)
    for amounts in by_kind.values():
        for donor, amount in amounts.items():
            totals[donor] += amount
    committed, delivered = by_donor(setting.committed), by_donor(setting.delivered)
    each = (dependence(donor, by_kind, committed, delivered) for donor in setting.donors)
    return Standing(
        total=sum(totals.values()),
        all=concentration(totals),
        by_kind={
            kind: concentration(amounts)
            for kind, amounts in by_kind.items()
            if sum(amounts.values()) > 0
        },
        donors=tuple(sorted(each, key=lambda one: -one.amount)),
        committed=sum(committed.values()) if committed else None,
        by_month={month: sum(each.values()) for month, each in setting.by_month.items()},
    )


def backlog(found: Standing) -> dict[str, float]:
    """What each donor has promised and not allocated yet, in billions."""
    return {one.donor: one.open for one in found.donors if one.open is not None}
