"""Quotas that are shares of the total weight: "65%", "2/3", "half", "more than half"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import ceil, floor, lcm

SHARES = '"65%", "2/3", "half", "more than half"'
"""What a share looks like, for messages."""

_SHARE = re.compile(
    r"(?P<above>more than )?"
    r"(?:(?P<half>half)|(?P<percent>\d{1,3}(?:\.\d{1,9})?) ?%|(?P<part>\d{1,4})/(?P<whole>\d{1,4}))"
)


def quota_of(text: str, weights: Iterable[Fraction]) -> Fraction | None:
    """The least sum of weights that is the share which the text names; None if it names none.

    "2/3" is at least two thirds of all weights, "more than 2/3" is more than that.

    >>> quota_of("65%", [Fraction(1)] * 27), quota_of("more than half", [Fraction(1)] * 10)
    (Fraction(18, 1), Fraction(6, 1))
    """
    found = _SHARE.fullmatch(" ".join(text.lower().split()))
    if found is None or (found["whole"] is not None and int(found["whole"]) == 0):
        return None
    if found["half"]:
        share = Fraction(1, 2)
    elif found["percent"]:
        share = Fraction(found["percent"]) / 100
    else:
        share = Fraction(int(found["part"]), int(found["whole"]))
    whole, scale = _whole(list(weights))
    wanted = share * whole
    return Fraction(floor(wanted) + 1 if found["above"] else ceil(wanted), scale)


def total_of(weights: Sequence[Fraction]) -> Fraction:
    """The sum, in whole numbers, which are faster.

    >>> total_of([Fraction(1, 2), Fraction(1, 3)])
    Fraction(5, 6)
    """
    return Fraction(*_whole(weights))


def _whole(weights: Sequence[Fraction]) -> tuple[int, int]:
    """The sum, and of which part of 1."""
    scale = lcm(*(weight.denominator for weight in weights))
    return sum(weight.numerator * (scale // weight.denominator) for weight in weights), scale


def as_written(number: int | float) -> Fraction:
    """A number as its digits have it: 0.1 is a tenth.

    >>> as_written(0.1), as_written(7)
    (Fraction(1, 10), Fraction(7, 1))
    """
    return Fraction(number) if isinstance(number, int) else Fraction(repr(number))


def as_number(exact: Fraction) -> int | float:
    """A whole number where it is one, else the nearest decimal.

    >>> as_number(Fraction(3)), as_number(Fraction(1, 10) + Fraction(2, 10))
    (3, 0.3)
    """
    return int(exact) if exact.denominator == 1 else float(exact)
