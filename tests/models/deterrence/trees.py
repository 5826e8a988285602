"""Games to try: random ones, and what they are worth by going down every path."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from willing.models.deterrence.game import Chance, Decision, End, make_game, nodes

PLAYERS = ("A", "B", "C")
PAYOFF = st.integers(-50, 50).map(lambda n: n / 10)


def ends():
    return st.tuples(PAYOFF, PAYOFF, PAYOFF).map(lambda payoffs: End("", payoffs))


def _named(children):
    return tuple((f"a{i}", child) for i, child in enumerate(children))


def _decisions(children):
    few = st.lists(children, min_size=1, max_size=3)
    return st.builds(lambda player, kids: Decision(player, _named(kids)), st.integers(0, 2), few)


def _chances(children):
    def build(kids, weights):
        total = sum(weights[: len(kids)])
        return Chance(tuple((f"b{i}", weights[i] / total, kid) for i, kid in enumerate(kids)))

    weights = st.lists(st.integers(1, 9), min_size=3, max_size=3)
    return st.builds(build, st.lists(children, min_size=1, max_size=3), weights)


def games():
    trees = st.recursive(ends(), lambda kids: _decisions(kids) | _chances(kids), max_leaves=12)
    return trees.map(lambda root: make_game("random", PLAYERS, root))


def random_game(seed: int, depth: int = 4):
    """The same without hypothesis, for a fixed list of games."""
    rng = random.Random(seed)

    def node(left: int):
        if left == 0 or (left < depth and rng.random() < 0.25):
            return End("", tuple(rng.randint(-40, 40) / 10 for _ in PLAYERS))
        children = [node(left - 1) for _ in range(rng.randint(2, 3))]
        if left < depth and rng.random() < 0.2:
            shares = [rng.randint(1, 4) for _ in children]
            pairs = zip(shares, children, strict=True)
            return Chance(tuple((f"b{i}", s / sum(shares), c) for i, (s, c) in enumerate(pairs)))
        return Decision(rng.randrange(len(PLAYERS)), _named(children))

    return make_game(f"random {seed}", PLAYERS, node(depth))


def worth(game, choices, path, player):
    """What a node is worth to a player: every end below it, times the chance of its way."""
    below = dict(nodes(game))
    total = 0.0
    for way, node in below.items():
        if not isinstance(node, End) or way[: len(path)] != path:
            continue
        p = 1.0
        for step in range(len(path), len(way)):
            at = below[way[:step]]
            if isinstance(at, Decision):
                names = [name for name, _ in at.actions]
                p *= choices[way[:step]][names.index(way[step])]
            else:
                p *= next(q for name, q, _ in at.branches if name == way[step])
        total += p * node.payoffs[player]
    return total
