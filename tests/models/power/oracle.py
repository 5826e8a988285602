"""Every index in plain Python, straight from its definition: all coalitions, all orders."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import factorial

from willing.models.power.game import make_game
from willing.scenario.rules import read_rule

F = Fraction


def coalitions(rows):
    return [frozenset(c) for size in range(len(rows) + 1) for c in combinations(rows, size)]


def wins(rule, yes):
    """Whether a rule as written passes where these names vote yes and all others no."""
    if isinstance(rule, str):
        return rule in yes
    if "weights" in rule:
        weights = rule["weights"]
        noes = sum(w for name, w in weights.items() if name not in yes)
        ayes = sum(w for name, w in weights.items() if name in yes)
        return ayes - rule.get("against", 0) * noes >= rule["quota"]
    parts = next(rule[gate] for gate in ("all", "any", "of") if gate in rule)
    need = len(parts) if "all" in rule else 1 if "any" in rule else rule["k"]
    return sum(wins(part, yes) for part in parts) >= need


def by_size(chosen, n):
    return tuple(sum(len(c) == size for c in chosen) for size in range(n + 1))


def everything(members, tree, unions=None):
    """All indices of a small body, by name, and the counts."""
    n = len(members)
    everyone = frozenset(members)
    passing = {c: wins(tree, c) for c in coalitions(members)}
    winning = [c for c in passing if passing[c]]
    critical = {c: [m for m in c if not passing[c - {m}]] for c in winning}
    swings = {m: [c for c in winning if m in critical[c]] for m in members}
    minimal = [c for c in winning if len(critical[c]) == len(c)]
    blocking = [c for c in passing if not passing[everyone - c]]
    least_blocking = [c for c in blocking if all(passing[(everyone - c) | {m}] for m in c)]
    total = sum(map(len, swings.values()))
    score = {m: sum((F(1, len(critical[c])) for c in swings[m]), F()) for m in members}
    public = {m: sum(m in c for c in minimal) for m in members}
    found = {
        "banzhaf": [F(len(swings[m]), 2 ** (n - 1)) for m in members],
        "banzhaf_normalised": [F(len(swings[m]), total) for m in members],
        "shapley_shubik": [
            sum(
                (F(factorial(len(c) - 1) * factorial(n - len(c)), factorial(n)) for c in swings[m]),
                F(),
            )
            for m in members
        ],
        "coleman_initiate": [F(len(swings[m]), 2**n - len(winning)) for m in members],
        "coleman_prevent": [F(len(swings[m]), len(winning)) for m in members],
        "deegan_packel": [
            sum((F(1, len(c) * len(minimal)) for c in minimal if m in c), F()) for m in members
        ],
        "holler_packel": [F(public[m], sum(public.values())) for m in members],
        "johnston": [score[m] / sum(score.values()) for m in members],
    }
    counts = {
        "winning_coalitions": len(winning),
        "blocking_coalitions": len(blocking),
        "minimal_winning_coalitions": len(minimal),
        "minimal_blocking_coalitions": len(least_blocking),
        "minimal_winning_by_size": by_size(minimal, n),
        "minimal_blocking_by_size": by_size(least_blocking, n),
        "power_to_act": F(len(winning), 2**n),
    }
    if unions is not None:
        found |= _with_unions(members, passing, unions)
    return found, counts


def _with_unions(members, passing, unions):
    taken = {m for union in unions for m in union}
    unions = [*unions, *([m] for m in members if m not in taken)]
    m = len(unions)
    owen, banzhaf = dict.fromkeys(members, F()), dict.fromkeys(members, F())
    for union in unions:
        others = [frozenset(other) for other in unions if other is not union]
        size = len(union)
        for member in union:
            mates = [mate for mate in union if mate != member]
            for blocs in coalitions(range(len(others))):
                outside = frozenset().union(*(others[b] for b in blocs))
                for inside in coalitions(mates):
                    joined = outside | inside
                    if passing[joined | {member}] and not passing[joined]:
                        u, t = len(blocs), len(inside)
                        owen[member] += F(
                            factorial(u) * factorial(m - 1 - u)
                            * factorial(t) * factorial(size - 1 - t),
                            factorial(m) * factorial(size),
                        )  # fmt: skip
                        banzhaf[member] += F(1, 2 ** (m - 1) * 2 ** (size - 1))
    return {
        "owen": [owen[m] for m in members],
        "banzhaf_owen": [banzhaf[m] for m in members],
    }


def game(members, tree):
    return make_game(members, read_rule(tree, members))
