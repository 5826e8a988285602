"""Stability by definition, coalition by coalition; payoffs by numerical best answers."""

from __future__ import annotations

from scipy.optimize import brentq, minimize_scalar


def linear_payoffs(benefits, costs, coalition):
    """Each chooses what is best for itself, or for all members, of b_i Q - c_i q^2 / 2."""
    n = len(benefits)
    inside = [coalition >> row & 1 for row in range(n)]
    joint = sum(b for b, i in zip(benefits, inside, strict=True) if i)
    efforts = [(joint if i else b) / c for b, c, i in zip(benefits, costs, inside, strict=True)]
    total = sum(efforts)
    return [b * total - c * q * q / 2 for b, c, q in zip(benefits, costs, efforts, strict=True)]


def holds(payoffs, coalition, n):
    """Internally, externally, and with payments internally stable; payoffs by coalition."""
    inside = [row for row in range(n) if coalition >> row & 1]
    outside = [row for row in range(n) if not coalition >> row & 1]
    stay = [payoffs[coalition][row] - payoffs[coalition ^ 1 << row][row] for row in inside]
    join = [payoffs[coalition | 1 << row][row] - payoffs[coalition][row] for row in outside]
    return all(x >= 0 for x in stay), all(x <= 0 for x in join), sum(stay)


def barrett(n, k, a, b, c, *, leads):
    """Payoffs of a member and of an outsider, from first-order conditions solved numerically."""

    def payoff(total, own):
        return b * (a * total - total**2 / 2) / n - c * own**2 / 2

    def outsider(member):
        """What each outsider does when each member does this much."""
        if k == n:
            return 0.0
        return brentq(lambda q: b * (a - k * member - (n - k) * q) / n - c * q, -20 * a, 20 * a)

    def best(member, others):
        total = k * member + (n - k) * others
        return -k * payoff(total, member)

    if leads:
        member = minimize_scalar(
            lambda q: best(q, outsider(q)), bounds=(0, a), method="bounded",
            options={"xatol": 1e-10},
        ).x  # fmt: skip
    else:
        member = brentq(
            lambda q: k * b * (a - k * q - (n - k) * outsider(q)) / n - c * q, 0, 10 * a
        )
    others = outsider(member)
    total = k * member + (n - k) * others
    return payoff(total, member), payoff(total, others)
