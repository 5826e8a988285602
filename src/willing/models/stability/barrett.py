"""How many join an agreement whose members act first, knowing how the others will respond?

Barrett (1994), "Self-enforcing international environmental agreements". With Q the effort of all n
and q a player's own, each gets

    b (a Q - Q^2 / 2) / n - c q^2 / 2.

Outsiders do what is best for each; members choose what is best for all members, foreseeing the
outsiders' answer. With g = c / b and r = n g / (n g + n - k), by how much Q rises with the members'
effort Q_k, the members' first-order condition gives

    Q_k = a m / (1 + m)   with m = k^2 r^2 / (n g),   and outsiders   q = (a - Q_k) / (n g + n - k).
"""

from __future__ import annotations

from fractions import Fraction

from willing.models.stability.symmetric import Payoffs, check_players


def barrett(n: int, a: Fraction, b: Fraction, c: Fraction) -> Payoffs:
    """Payoffs and efforts by size, for a, b and c above 0.

    >>> found = barrett(10, Fraction(100), Fraction(1), Fraction(1, 4))
    >>> round(float(found.inside[3]), 1), round(float(found.outside[4]), 1)
    (472.2, 474.9)
    """
    check_players(n)
    inside, outside, effort = [], [], []
    for k in range(n + 1):
        members, outsider = _efforts(n, k, a, c / b)
        total = members + (n - k) * outsider
        effort.append(total)
        benefit = b * (a * total - total * total / 2) / n
        if k:
            inside.append(benefit - c * (members / k) ** 2 / 2)
        if k < n:
            outside.append(benefit - c * outsider**2 / 2)
    words = f"members lead, outsiders follow (Barrett 1994), {n} players"
    return Payoffs(tuple(inside), tuple(outside), tuple(effort), words)


def _efforts(n: int, k: int, a: Fraction, g: Fraction) -> tuple[Fraction, Fraction]:
    """What the k members do together, and what each outsider does."""
    answer = n * g / (n * g + n - k)
    weight = (k * answer) ** 2 / (n * g)
    members = a * weight / (1 + weight)
    return members, (a - members) / (n * g + n - k)
