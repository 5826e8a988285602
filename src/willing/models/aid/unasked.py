"""Whom does nobody think of asking, unless the analyst says so?

A table of donors names everyone who ever gave anything. To share a hole among all of them by GDP
would leave most of it to large economies that sent a token. So those who gave next to nothing of
their GDP are not asked; nor are small donors whose GDP nobody knows, for they can neither be
weighed nor capped.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from willing.reference.aid import LITTLE, SMALL


def unasked(
    yearly: Mapping[str, float], gdp: Mapping[str, float | None], asked: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Donors who gave less than `LITTLE` percent of GDP a year, and those without GDP who gave less
    than the share `SMALL` of all; `asked` are never among them.

    `yearly`: what each gave a year, all kinds together, in the money of `gdp` (a year).

    >>> unasked({"GBR": 5.0, "CHN": 0.1, "TWN": 0.01}, {"GBR": 3000, "CHN": 17000, "TWN": None}, ())
    (('CHN',), ('TWN',))
    """
    least = SMALL * sum(yearly.values())
    little, unknown = [], []
    for donor, economy in gdp.items():
        gave = yearly.get(donor, 0.0)
        if donor in asked:
            continue
        if economy is None and gave < least:
            unknown.append(donor)
        elif economy is not None and gave < LITTLE / 100 * economy:
            little.append(donor)
    return tuple(little), tuple(unknown)
