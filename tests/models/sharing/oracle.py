"""What the definitions say, in plain Python over permutations and all coalitions."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise, permutations

import numpy as np
from scipy.optimize import linprog


def shapley(worths, n):
    """The average of what each adds, over all orders."""
    found = [Fraction(0)] * n
    orders = list(permutations(range(n)))
    for order in orders:
        add(found, worths, order)
    return [value / len(orders) for value in found]


def owen(worths, unions, n):
    """The same over the orders in which the members of each union stand together."""
    found, count = [Fraction(0)] * n, 0
    of = {row: number for number, union in enumerate(unions) for row in union}
    for order in permutations(range(n)):
        runs = [of[row] for row in order]
        changes = sum(a != b for a, b in pairwise(runs))
        if changes == len(unions) - 1:
            add(found, worths, order)
            count += 1
    return [value / count for value in found]


def add(found, worths, order):
    before = 0
    for row in order:
        found[row] += worths[before | 1 << row] - worths[before]
        before |= 1 << row


def payoff(values, coalition):
    return sum((v for row, v in enumerate(values) if coalition >> row & 1), Fraction(0))


def excess(worths, values):
    """By coalition, without the empty one and that of all."""
    return {s: worths[s] - payoff(values, s) for s in range(1, len(worths) - 1)}


def is_prenucleolus(worths, values, n):
    """Kohlberg (1971): the coalitions of each excess and above are a balanced collection."""
    if payoff(values, len(worths) - 1) != worths[-1]:
        return False
    by_coalition = excess(worths, values)
    return all(
        is_balanced([s for s, e in by_coalition.items() if e >= level], n)
        for level in set(by_coalition.values())
    )


def is_balanced(coalitions, n):
    """Whether positive weights make every player's coalitions sum to 1."""
    matrix = np.array([[s >> row & 1 for s in coalitions] for row in range(n)], dtype=float)
    sides = np.hstack([matrix, matrix.sum(axis=1, keepdims=True)])  # weights are w + t, w >= 0
    cost = np.zeros(len(coalitions) + 1)
    cost[-1] = -1
    found = linprog(cost, A_eq=sides, b_eq=np.ones(n), bounds=(0, None))
    return found.status == 0 and -found.fun > 1e-7


def least_margin(worths, n):
    """The least core's margin by one program over all coalitions."""
    rows = range(1, (1 << n) - 1)
    matrix = [[-(s >> row & 1) for row in range(n)] + [-1] for s in rows]
    found = linprog(
        [0] * n + [1],
        A_ub=matrix,
        b_ub=[-float(worths[s]) for s in rows],
        A_eq=[[1] * n + [0]],
        b_eq=[float(worths[-1])],
        bounds=(None, None),
    )
    return found.fun


def talmud(claims, estate):
    """Aumann and Maschler (1985): half of each claim first, then half of it is lost last."""
    half = sum(claims) / 2
    if estate <= half:
        return equal_awards([c / 2 for c in claims], estate)
    lost = equal_awards([c / 2 for c in claims], sum(claims) - estate)
    return [c - x for c, x in zip(claims, lost, strict=True)]


def equal_awards(claims, estate):
    """The same for everybody, up to the claim."""
    found, left = [Fraction(0)] * len(claims), Fraction(estate)
    order = sorted(range(len(claims)), key=lambda row: claims[row])
    for place, row in enumerate(order):
        found[row] = min(claims[row], left / (len(claims) - place))
        left -= found[row]
    return found


def best_split(worths, coalition):
    """The largest sum of worths over all partitions."""
    if not coalition:
        return 0
    first, best = coalition & -coalition, None
    rest = part = coalition ^ first
    while True:
        value = worths[part | first] + best_split(worths, rest ^ part)
        best = value if best is None or value > best else best
        if not part:
            return best
        part = part - 1 & rest
