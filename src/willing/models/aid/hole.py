"""What is missing, month by month, once donors stop?

A donor that gave f a month leaves f m after m months. What it has promised and not given yet, its
backlog b, may still arrive: then it goes on at the old pace until b is used up, and after m months
max(0, f m - b) is missing. The truth lies between the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Missing:
    """After so many months, in billions: `missing` where everything stops at once; `kept`: where
    what was promised is still given.
    """

    month: int
    missing: float
    kept: float


def hole(
    flow: Mapping[str, float], backlog: Mapping[str, float], months: Sequence[int]
) -> tuple[Missing, ...]:
    """What is missing after each of `months`; `flow`: what each pausing donor gave a month.

    >>> hole({"A": 2.0}, {"A": 5.0}, (1, 3, 6))[-1]
    Missing(month=6, missing=12.0, kept=7.0)
    """
    return tuple(
        Missing(
            month,
            sum(flow.values()) * month,
            sum(max(one * month - backlog.get(donor, 0.0), 0.0) for donor, one in flow.items()),
        )
        for month in months
    )
