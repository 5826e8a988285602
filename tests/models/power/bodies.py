"""Random bodies for hypothesis: members, composed rules, unions."""

from __future__ import annotations

from hypothesis import strategies as st


def names(n):
    return [f"m{i}" for i in range(n)]


@st.composite
def leaf_trees(draw, members, top=9):
    weights = draw(st.lists(st.integers(0, top), min_size=len(members), max_size=len(members)))
    if not any(weights):
        weights[0] = 1
    quota = draw(st.integers(1, sum(weights)))
    return {
        "weights": dict(zip(members, weights, strict=True)),
        "quota": quota,
        "counts": draw(st.sampled_from(["yes", "not_no"])),
    }


@st.composite
def gate_trees(draw, parts):
    chosen = draw(st.lists(parts, min_size=1, max_size=3))
    gate = draw(st.sampled_from(["all", "any", "of"]))
    tree = {gate: chosen}
    if gate == "of":
        tree["k"] = draw(st.integers(1, len(chosen)))
    return tree


def trees(members):
    leaves = leaf_trees(members) | st.sampled_from(members).map(lambda name: {"all": [name]})
    return st.recursive(leaves, gate_trees, max_leaves=4)


@st.composite
def bodies(draw, least=1, most=8, weighted=False):
    members = names(draw(st.integers(least, most)))
    return members, draw(leaf_trees(members) if weighted else trees(members))


@st.composite
def partitions(draw, members):
    marks = draw(st.lists(st.integers(0, 3), min_size=len(members), max_size=len(members)))
    unions = [
        [m for m, mark in zip(members, marks, strict=True) if mark == one] for one in range(3)
    ]
    return [union for union in unions if union]
