"""How many join where members and outsiders act at the same time?

Carraro and Siniscalco (1993), "Strategies for the international protection of the environment": the
payoffs of Barrett (1994),

    b (a Q - Q^2 / 2) / n - c q^2 / 2,

but nobody leads (Nash and Cournot): with g = c / b each outsider sets q = (a - Q) / (n g), each of
k members k times as much, so that Q = a w / (1 + w) with w = (k^2 + n - k) / (n g).
"""

from __future__ import annotations

from fractions import Fraction

from willing.models.stability.symmetric import Payoffs, check_players


def cournot(n: int, a: Fraction, b: Fraction, c: Fraction) -> Payoffs:
    """Payoffs and efforts by size, for a, b and c above 0.

    >>> from willing.models.stability.symmetric import symmetric
    >>> symmetric(cournot(10, Fraction(100), Fraction(1), Fraction(1, 4))).stable
    ()
    """
    check_players(n)
    inside, outside, effort = [], [], []
    for k in range(n + 1):
        weight = (k * k + n - k) / (n * c / b)
        total = a * weight / (1 + weight)
        effort.append(total)
        benefit = b * (a * total - total * total / 2) / n
        alone = (a - total) / (n * c / b)
        if k:
            inside.append(benefit - c * (k * alone) ** 2 / 2)
        if k < n:
            outside.append(benefit - c * alone**2 / 2)
    words = f"members and outsiders act at the same time (Cournot), {n} players"
    return Payoffs(tuple(inside), tuple(outside), tuple(effort), words)
