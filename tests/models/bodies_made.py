"""Random bodies, and their rules read literally: what the models' answers are held against."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import Any

from hypothesis import strategies as st

from willing.models.votes import Ballot


def holds(tree: dict[str, Any], votes: dict[str, str]) -> bool:
    """A rule tree read literally, for one list of votes: the definition, without arithmetic."""
    if "weights" in tree:
        counted = ("yes",) if tree["counts"] == "yes" else ("yes", "abstain")
        score = sum(w for m, w in tree["weights"].items() if votes[m] in counted)
        noes = sum(w for m, w in tree["weights"].items() if votes[m] == "no")
        return score - tree.get("against", 0) * noes >= tree["quota"]
    if "all" in tree:
        return all(holds(part, votes) for part in tree["all"])
    if "any" in tree:
        return any(holds(part, votes) for part in tree["any"])
    return sum(holds(part, votes) for part in tree["of"]) >= tree["k"]


def enumerated(tree: dict[str, Any], ballots: dict[str, Ballot]) -> float:
    total = 0.0
    for votes in product((0, 1, 2), repeat=len(ballots)):
        named = {m: ("yes", "abstain", "no")[v] for m, v in zip(ballots, votes, strict=True)}
        if holds(tree, named):
            total += prod(ballots[m][v] for m, v in zip(ballots, votes, strict=True))
    return total


ballot = (
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5))
    .filter(any)
    .map(lambda parts: tuple(part / sum(parts) for part in parts))
)


@st.composite
def bodies(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Ballot]]:
    members = "ABCDE"[: draw(st.integers(1, 5))]
    leaf = st.builds(
        lambda weights, quota, counts, against: {
            "weights": weights,
            "quota": quota,
            "counts": counts,
            "against": against,
        },
        st.dictionaries(st.sampled_from(members), st.integers(0, 7)),
        st.integers(0, 18),
        st.sampled_from(("yes", "not_no")),
        st.sampled_from((0, 0, 0, 1, 2)),
    )
    parts = lambda inner: st.lists(inner, min_size=1, max_size=3)  # noqa: E731
    tree = st.recursive(
        leaf,
        lambda inner: (
            st.builds(lambda p: {"all": p}, parts(inner))
            | st.builds(lambda p: {"any": p}, parts(inner))
            | parts(inner).flatmap(
                lambda p: st.builds(lambda k: {"k": k, "of": p}, st.integers(1, len(p)))
            )
        ),
        max_leaves=5,
    )
    return draw(tree), {member: draw(ballot) for member in members}
