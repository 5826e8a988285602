"""Who moves together: correlations by definition, groups by another's average linkage."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy.cluster import hierarchy
from scipy.spatial.distance import squareform

from willing.models.formation.formation import formation
from willing.models.formation.tally import MOST_TOGETHER
from willing.models.formation.together import CLOSE, correlations, groups_of

from ..cases import patrol, pledge, scenario


@pytest.mark.parametrize("seed", range(40))
def test_groups_are_those_of_average_linkage(seed: int) -> None:
    """SciPy's UPGMA on the distance 1 - r, cut at 1 - CLOSE."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 16))
    between = rng.uniform(-0.6, 1, (size, size))
    between = np.triu(between, 1) + np.triu(between, 1).T + np.eye(size)
    tree = hierarchy.linkage(squareform(1 - between), method="average")
    labels = hierarchy.fcluster(tree, 1 - CLOSE, criterion="distance")
    expected = [tuple(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist())]
    found = groups_of(between)
    assert set(found) == {group for group in expected if len(group) > 1}
    assert [len(group) for group in found] == sorted(map(len, found), reverse=True)


def test_some_random_matrices_have_groups() -> None:
    assert groups_of(np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]])) == [(0, 1)]
    assert groups_of(np.full((4, 4), CLOSE)) == [(0, 1, 2, 3)]
    assert groups_of(np.eye(3)) == []
    assert groups_of(np.eye(1)) == []
    assert groups_of(np.zeros((0, 0))) == []


@pytest.mark.parametrize("seed", range(5))
def test_phi_is_pearson_of_memberships(seed: int) -> None:
    """The phi coefficient is Pearson's correlation of two yes-or-no variables."""
    rng = np.random.default_rng(seed)
    latent = rng.normal(size=(6, 300)) + rng.normal(size=300)
    joined = (latent > rng.uniform(-1, 1, (6, 1))).astype(float)
    assert correlations(joined @ joined.T / 300) == pytest.approx(np.corrcoef(joined))


def test_phi_of_two_by_hand() -> None:
    p = np.array([[0.5, 0.2], [0.2, 0.25]])
    phi = (0.2 - 0.5 * 0.25) / sqrt(0.5 * 0.5 * 0.25 * 0.75)
    assert correlations(p) == pytest.approx(np.array([[1, phi], [phi, 1]]))


def test_who_always_joins_tells_nothing() -> None:
    p = np.array([[1.0, 0.4], [0.4, 0.4]])
    assert correlations(p) == pytest.approx(np.array([[0, 0], [0, 1]]))


def test_a_follower_is_with_its_leader() -> None:
    case = scenario(
        {
            "ann": [pledge("ground_troops", 0.5)],
            "bob": [pledge("ground_troops", 0.9, "joined(ann)")],
            "cid": [pledge("ground_troops", 0.5)],
            "dan": [pledge("ground_troops", 0.0)],
            "eve": [pledge("ground_troops", 1.0)],
        }
    )
    found = formation(case, seed=1, worlds=2000).together
    assert found.actors == ("ann", "bob", "cid", "eve")
    assert found.groups == (("ann", "bob"),)
    assert found.p[0][1] == found.p[1][1]
    assert found.p[0][3] == found.p[0][0]


def test_how_often_two_join_together_is_who_waits_for_both() -> None:
    case = patrol()
    witness = scenario({"wit": [pledge("air", 1.0, "joined(ann) and joined(cid)")]}).actors["wit"]
    seen = case.model_copy(update={"actors": {**case.actors, "wit": witness}})
    found = formation(seen, seed=2, worlds=500)
    row, column = (found.together.actors.index(name) for name in ("ann", "cid"))
    assert found.together.p[row][column] == found.together.p[column][row]
    assert found.together.p[row][column] == found.actor("wit").p_supports.p > 0


def test_too_many_to_count_every_two() -> None:
    case = scenario(
        {f"actor{n:03}": [pledge("ground_troops", 0.5)] for n in range(MOST_TOGETHER + 1)}
    )
    found = formation(case, seed=1, worlds=2).together
    assert (found.actors, found.p, found.groups) == ((), (), ())
