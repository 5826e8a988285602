"""How many join where each either contributes or does not, and all gain from each contribution?

The binary public good (Barrett 1999, "A theory of full international cooperation"; Ulph 2004): each
contribution is worth b to every player and costs c to who makes it. Members contribute where that
is better for them together, k b >= c; outsiders where it is for each alone, b >= c. With b < c the
least coalition that contributes, k = ceil(c / b), holds, and no larger one.
"""

from __future__ import annotations

from fractions import Fraction

from willing.models.stability.symmetric import Payoffs, check_players


def threshold(n: int, b: Fraction, c: Fraction) -> Payoffs:
    """Payoffs and contributions by size, for b and c above 0.

    >>> from willing.models.stability.symmetric import symmetric
    >>> symmetric(threshold(10, Fraction(2), Fraction(7))).stable
    (4,)
    """
    check_players(n)
    others = b >= c
    inside, outside, effort = [], [], []
    for k in range(n + 1):
        members = others or (k > 0 and k * b >= c)
        total = Fraction(k * members + (n - k) * others)
        effort.append(total)
        if k:
            inside.append(b * total - c * members)
        if k < n:
            outside.append(b * total - c * others)
    words = f"each contributes or not (a binary public good), {n} players"
    return Payoffs(tuple(inside), tuple(outside), tuple(effort), words)
