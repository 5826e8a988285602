"""Votes in plain Python, straight from the definition, and random settings for hypothesis."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from willing.models.winset.setting import make_setting
from willing.scenario.rules import read_rule


def loss(ideal, outcome, salience=(1, 1)):
    return sum(
        Fraction(s) * (Fraction(p) - Fraction(x)) ** 2
        for p, x, s in zip(ideal, outcome, salience, strict=False)
    )


def ballot(ideal, quo, outcome, silent="abstain", salience=(1, 1)):
    if ideal is None:
        return silent
    there, here = loss(ideal, outcome, salience), loss(ideal, quo, salience)
    return "yes" if there < here else "no" if there > here else "abstain"


def holds(tree, ballots):
    """Whether a rule as written passes with these ballots by name."""
    if isinstance(tree, str):
        return ballots[tree] == "yes"
    if "weights" in tree:
        counts = {"yes"} if tree.get("counts", "yes") == "yes" else {"yes", "abstain"}
        score = sum(w for name, w in tree["weights"].items() if ballots[name] in counts)
        noes = sum(w for name, w in tree["weights"].items() if ballots[name] == "no")
        return score - tree.get("against", 0) * noes >= tree["quota"]
    parts = next(tree[gate] for gate in ("all", "any", "of") if gate in tree)
    need = len(parts) if "all" in tree else 1 if "any" in tree else tree["k"]
    return sum(holds(part, ballots) for part in parts) >= need


def adopted(tree, ideals, quo, outcome, silent="abstain", salience=None, consents=None):
    """Whether an outcome would be adopted in place of the status quo."""
    salience = salience or {}
    ballots = {
        name: ballot(ideal, quo, outcome, silent, salience.get(name, (1, 1)))
        for name, ideal in ideals.items()
    }
    wanted = any(ballots[name] == "yes" for name, ideal in ideals.items() if ideal is not None)
    if consents is not None and ideals[consents] is not None:
        ballots[consents] = "yes"
    return wanted and holds(tree, ballots)


@st.composite
def leaf_trees(draw, names):
    weights = draw(st.lists(st.integers(0, 4), min_size=len(names), max_size=len(names)))
    weights[0] = weights[0] or 1
    tree = {
        "weights": dict(zip(names, weights, strict=True)),
        "quota": draw(st.integers(1, sum(weights))),
        "counts": draw(st.sampled_from(["yes", "not_no"])),
    }
    return tree | draw(st.sampled_from([{}, {"against": 1}]))


@st.composite
def gate_trees(draw, parts):
    chosen = draw(st.lists(parts, min_size=1, max_size=3))
    gate = draw(st.sampled_from(["all", "any", "of"]))
    return {gate: chosen} | ({"k": draw(st.integers(1, len(chosen)))} if gate == "of" else {})


def trees(names):
    leaves = leaf_trees(names) | st.sampled_from(names).map(lambda name: {"all": [name]})
    return st.recursive(leaves, gate_trees, max_leaves=4)


@st.composite
def cases(draw, issues=1, most=6, top=10, unknown=True):
    """A rule tree, ideal points by name (some not known), a status quo, on a scale of 0 to top."""
    count = draw(st.integers(1, most))
    names = [f"m{i}" for i in range(count)]
    point = st.tuples(*[st.integers(0, top)] * issues)
    known = st.one_of(point, st.none()) if unknown else point
    ideals = {name: draw(known) for name in names}
    ideals[names[0]] = draw(point)
    return draw(trees(names)), ideals, draw(point)


def setting_of(tree, ideals, quo, top=10, **options):
    names = list(ideals)
    space = [(0, top)] * len(quo)
    return make_setting(ideals, read_rule(tree, names), quo, space=space, **options)


def majority(names, k):
    return {"weights": dict.fromkeys(names, 1), "quota": k}


def consensus(names):
    return majority(names, len(names)) | {"counts": "not_no"}
