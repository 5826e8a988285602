"""Published results on winsets: a chain of majorities on a grid, and pivotal politics."""

from __future__ import annotations

import numpy as np
import pytest

from willing.models.winset.grid import beats, grid_points
from willing.models.winset.one_issue import one_issue
from willing.models.winset.setting import make_setting
from willing.scenario.rules import read_rule


def test_where_majorities_wander():
    """Brewer, Juybari and Moberly (2023), tables 4 and 5: three voters on a grid of 41 x 41.

    Journal of Economic Interaction and Coordination; as quoted in the tests of gridvoting 0.70.
    From each outcome the next is drawn evenly from its winset and itself.
    """
    ideals = {"A": [-15, -9], "B": [0, 17], "C": [15, -9]}
    rule = read_rule({"weights": dict.fromkeys("ABC", 1), "quota": 2}, "ABC")
    setting = make_setting(ideals, rule, [0, 0], space=[(-20, 20), (-20, 20)])
    points = grid_points(setting, 41)
    steps = np.array([beats(setting, points, tuple(point)) for point in points.tolist()], float)
    np.fill_diagonal(steps, 1)
    steps /= steps.sum(axis=1, keepdims=True)
    share = np.full(len(points), 1 / len(points))
    for _ in range(60):
        share = share @ steps
    boundary = (np.abs(points) == 20).any(axis=1)
    assert round(share[boundary].sum(), 3) == 0.024
    assert round(-(share * np.log2(share)).sum(), 2) == 10.32
    assert share @ points == pytest.approx([0, -0.1452], abs=5e-5)


@pytest.mark.parametrize(("president", "interval"), [(90, (41, 67)), (55, (41, 60)), (5, (34, 60))])
def test_pivotal_politics(president, interval):
    """Krehbiel (1998), chapter 2: the filibuster pivot on one side, the veto pivot on the other.

    A hundred members at 1 ... 100, of whom 60 end a debate and 67 override a veto.
    """
    members = [f"m{place}" for place in range(1, 101)]
    names = [*members, "president"]
    ideals = {name: [place] for place, name in enumerate(members, 1)} | {"president": [president]}

    def at_least(quota):
        return {"weights": dict.fromkeys(members, 1), "quota": quota}

    tree = {"all": [at_least(60), {"any": ["president", at_least(67)]}]}
    setting = make_setting(ideals, read_rule(tree, names), [50], space=[(0, 101)])
    found = one_issue(setting)
    assert (found.gridlock.low, found.gridlock.high) == interval
    assert found.locked
