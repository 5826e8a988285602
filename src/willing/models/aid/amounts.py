"""What was given and promised, summed by donor and kind; money in billions.

What was given counts by the months that are looked at. A promise does not: it stands until it is
kept, in whichever month it was made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from willing.errors import InputError
from willing.reference.crisis import Span
from willing.scenario.aid import Aid, numbers
from willing.scenario.noun import Span as Given
from willing.scenario.noun import Spanned

Amount = tuple[str, str]
"""A donor and a kind; the kind is empty where nothing is said by kind."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Sums by donor and kind.

    `allocated` in the last `months`, and `by_month` in each of them for tables with dates;
    `delivered` and `committed` in all months, of which there are `all_months`. Months are None
    where nobody says how many the amounts cover.
    """

    allocated: Mapping[Amount, Span]
    delivered: Mapping[Amount, Span]
    committed: Mapping[Amount, Span]
    by_month: Mapping[str, Mapping[Amount, float]]
    months: float | None
    all_months: float | None


def middle(spread: Span) -> float:
    """The number, the middle of the interval, or the mode.

    >>> middle((1.0,)), middle((1.0, 4.0)), middle((1.0, 2.0, 9.0))
    (1.0, 2.5, 2.0)
    """
    both = (spread[0] + spread[-1]) / 2
    return both if len(spread) == 2 else spread[len(spread) // 2]


def scaled(value: Given | Spanned, factor: float) -> Span:
    """An amount of a file in another unit."""
    return tuple(number * factor for number in numbers(value))


def amounts(aid: Aid, size: float, months: float | None) -> Amounts:
    """The sums of `aid`, whose unit is `size` billions. Raises `InputError`.

    `months`: of a table with dates, the last so many; else how many the amounts cover.
    """
    if aid.table and aid.table[0].month:
        return _dated(aid, size, months or aid.months)
    allocated, committed = (
        {
            (donor, kind): scaled(value, size)
            for donor, by_kind in given.items()
            for kind, value in by_kind.items()
        }
        for given in (aid.donors, aid.committed)
    )
    for gift in aid.table:
        _add(allocated, (gift.donor, gift.kind), gift.allocated, size)
        _add(committed, (gift.donor, gift.kind), gift.committed, size)
    covered = months or aid.months
    return Amounts(allocated, allocated, committed, {}, covered, covered)


def _dated(aid: Aid, size: float, months: float | None) -> Amounts:
    """The sums of the last so many months, or of all from the first to the last."""
    whole = [_number(gift.month) for gift in aid.table]
    last = max(whole)
    every = float(last - min(whole) + 1)
    covered = months or every
    if covered != int(covered):
        raise InputError(f"months: {covered:g}: a table with dates is cut by whole months")
    allocated: dict[Amount, Span] = {}
    delivered: dict[Amount, Span] = {}
    committed: dict[Amount, Span] = {}
    by_month: dict[str, dict[Amount, float]] = {
        _written(month): {} for month in range(last - int(covered) + 1, last + 1)
    }
    for gift, month in zip(aid.table, whole, strict=True):
        key = (gift.donor, gift.kind)
        _add(delivered, key, gift.allocated, size)
        _add(committed, key, gift.committed, size)
        if month > last - covered:
            _add(allocated, key, gift.allocated, size)
            there = by_month[gift.month]
            there[key] = there.get(key, 0.0) + (gift.allocated or 0.0) * size
    return Amounts(allocated, delivered, committed, by_month, covered, max(every, covered))


def _add(sums: dict[Amount, Span], key: Amount, amount: float | None, size: float) -> None:
    if amount is not None:
        sums[key] = (sums.get(key, (0.0,))[0] + amount * size,)


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:]) - 1


def _written(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def by_donor(sums: Mapping[Amount, Span]) -> dict[str, float]:
    """All kinds together, at the middles; no entry for a donor of whom nothing is said."""
    found: dict[str, float] = {}
    for (donor, _), spread in sums.items():
        found[donor] = found.get(donor, 0.0) + middle(spread)
    return found
