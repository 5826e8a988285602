"""How much should each member bear by a plain key: equally, by GDP, by population, by a mix?

Shares are in proportion to weights. Where a member cannot bear more than its cap it bears that, and
the others share the rest in proportion, until nobody is above its cap ("water-filling"; with equal
weights the constrained equal awards of Aumann and Maschler 1985). Shares that must be whole
(persons, seats) are rounded by largest remainders (Hamilton 1792; Balinski and Young 1982, "Fair
Representation").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from willing.errors import InputError


def by_key(
    total: Fraction, weights: Sequence[Fraction], caps: Sequence[Fraction | None] | None = None
) -> tuple[Fraction, ...]:
    """Shares in proportion to weights, none above its cap; they sum to the total exactly.

    Raises `InputError` where the weights are all 0, or the caps leave something over.

    >>> weights = [Fraction(x) for x in (5, 3, 2)]
    >>> [str(share) for share in by_key(Fraction(10), weights, [Fraction(4), None, None])]
    ['4', '18/5', '12/5']
    """
    limits = {row: cap for row, cap in enumerate(caps or ()) if cap is not None}
    shares = [Fraction(0)] * len(weights)
    open_, left = list(range(len(weights))), total
    while left:
        base = sum(weights[row] for row in open_)
        if not base:
            raise InputError(
                f"{float(left):g} of {float(total):g} is left over: those who could still bear it "
                "have no weight; raise a cap, or give somebody a weight"
            )
        for row in open_:
            shares[row] = left * weights[row] / base
        full = {row: limits[row] for row in open_ if row in limits and limits[row] < shares[row]}
        if not full:
            break
        for row, cap in full.items():
            shares[row] = cap
        open_ = [row for row in open_ if row not in full]
        left -= sum(full.values())
    return tuple(shares)


def mixed(
    parts: Mapping[str, Fraction], keys: Mapping[str, Sequence[Fraction]]
) -> tuple[Fraction, ...]:
    """The weights of a mix: each key's shares, by their parts.

    >>> keys = {"gdp": [Fraction(3), Fraction(1)], "people": [Fraction(1), Fraction(1)]}
    >>> [str(x) for x in mixed({"gdp": Fraction(1, 2), "people": Fraction(1, 2)}, keys)]
    ['5/8', '3/8']
    """
    whole = sum(parts.values())
    columns = [[value * part / whole / sum(keys[name]) for value in keys[name]]
               for name, part in parts.items()]  # fmt: skip
    return tuple(sum(values, Fraction(0)) for values in zip(*columns, strict=True))


def in_whole_units(shares: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """The shares rounded to whole numbers with the same total: largest remainders, then order.

    >>> [str(x) for x in in_whole_units([Fraction(7, 3), Fraction(7, 3), Fraction(7, 3)])]
    ['3', '2', '2']
    """
    down = [share.numerator // share.denominator for share in shares]
    over = int(sum(shares)) - sum(down)
    by_rest = sorted(range(len(shares)), key=lambda row: down[row] - shares[row])
    for row in by_rest[:over]:
        down[row] += 1
    return tuple(map(Fraction, down))
