"""Issues on several dimensions, for property tests of the Spatial Model of Politics."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from willing.models.bargaining.spatial_model.options import CHOICES, make_options
from willing.models.bargaining.spatial_model.spatial_issue import make_spatial_issue


@st.composite
def any_options(draw, stochastic=False):
    """Any choice of each option."""
    chosen = {
        name: draw(st.sampled_from(values))
        for name, (_, values) in CHOICES.items()
        if name != "StateTransitions"
    }
    chosen["StateTransitions"] = "Stochastic" if stochastic else "Deterministic"
    return make_options(chosen)


def issue_of(seed, n, dims, options, *, affinity=False, whole=False):
    """An issue from a seed: names A0, A1, ..., dimensions D0, ..."""
    rng = np.random.default_rng(seed)
    positions = 100 * rng.random((n, dims))
    saliences = rng.random((n, dims))
    saliences /= saliences.sum(axis=1, keepdims=True) * (1 + rng.random((n, 1)))
    names = [f"A{row}" for row in range(n)]
    weights = rng.random((n, n))
    weights /= weights.sum(axis=1, keepdims=True) * (1 + rng.random((n, 1)))
    pairs = {(names[i], names[j]): float(weights[i, j]) for i in range(n) for j in range(n)}
    return make_spatial_issue(
        "pact",
        names,
        [f"D{k}" for k in range(dims)],
        np.round(positions, -1) if whole else positions,
        saliences,
        1 + 50 * rng.random(n),
        options=options,
        affinity=pairs if affinity else None,
    )


@st.composite
def spatial_issues(draw, most=6, options=None, affinity=None):
    """An issue of three actors or more on one to three dimensions."""
    return issue_of(
        draw(st.integers(0, 10_000)),
        draw(st.integers(3, most)),
        draw(st.integers(1, 3)),
        draw(any_options() if options is None else options),
        affinity=draw(st.booleans()) if affinity is None else affinity,
    )


PECULIAR = ("none", "agreed", "mirrored", "ends", "alike", "careless", "weak")


@st.composite
def peculiar_issues(draw, most=6):
    """Issues of the kinds on which programs stumble: everyone agrees, stands in pairs opposite each
    other, stands at an end of the scale or is like the others; one without salience or capability.
    """
    issue = draw(spatial_issues(most=most))
    kind = draw(st.sampled_from(PECULIAR))
    n, dims = issue.size, len(issue.dims)
    x, s, c = (np.array(a) for a in (issue.positions, issue.saliences, issue.capabilities))
    if kind == "agreed":
        x[:] = x[0]
    if kind == "mirrored":
        for i in range(n // 2):
            x[n - 1 - i], s[n - 1 - i], c[n - 1 - i] = 100 - x[i], s[i], c[i]
    if kind == "ends":
        x = np.where(x < 50, 0.0, 100.0)
    if kind == "alike":
        x, s[:], c[:] = np.round(x, -1), 0.5 / dims, 10
    if kind == "careless":
        s[draw(st.integers(0, n - 1))] = 0
    if kind == "weak":
        c[draw(st.integers(0, n - 1))] = 0
    return make_spatial_issue(
        "l'accord",
        [f"{actor}'s" for actor in issue.actors],
        issue.dims,
        x,
        s,
        c,
        options=issue.options,
        affinity={(f"{one}'s", f"{two}'s"): w for (one, two), w in issue.affinity.items()},
    )
