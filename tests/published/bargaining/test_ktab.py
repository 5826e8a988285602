"""What KTAB itself gives: every option, two dimensions, a seeded stochastic run.

Its program `smpc` (Kapsarc Toolkit for Behavioral Analysis, source of 17 November 2019), run on
issues invented for the purpose; `ktab.json` says how.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from willing.models.bargaining.spatial_model.options import CHOICES, make_options
from willing.models.bargaining.spatial_model.spatial_issue import make_spatial_issue
from willing.models.bargaining.spatial_model.spatial_model import spatial_model

RECORD = json.loads((Path(__file__).parent / "ktab.json").read_text("utf-8"))
CASES = {case["id"]: case for case in RECORD["cases"]}

TOLERANCE = 1e-9
"""On the scale of 0 to 100; seen: no difference at all."""


def played(case, compat="ktab"):
    given = RECORD["issues"][case["issue"]]
    issue = make_spatial_issue(
        case["id"],
        given["actors"],
        given["dims"],
        given["positions"],
        [[s / 100 for s in row] for row in given["saliences"]],
        given["capabilities"],
        options=make_options(case["options"]),
        seed=case["seed"],
    )
    return spatial_model(issue, compat=compat)


@pytest.mark.parametrize("id_", CASES)
def test_compat_is_ktab(id_):
    case = CASES[id_]
    found = played(case)
    assert len(found.states) == case["states"]
    for turn, positions in case["positions"].items():
        ours = np.array(found.states[int(turn)].positions)
        assert ours == pytest.approx(np.array(positions), abs=TOLERANCE)
    assert found.states[-1].winning == pytest.approx(case["winning"], abs=5.1e-5)


def test_every_choice_that_ktab_can_run_is_in_the_record():
    seen = {item for case in CASES.values() for item in case["options"].items()}
    default = make_options({})
    for name, (field, values) in CHOICES.items():
        for value in values:
            runs = (name, value) != ("BigRAdjust", "Full") and value != getattr(default, field)
            assert not runs or (name, value) in seen


def test_the_mended_model_ends_elsewhere():
    ends = {
        compat: np.array(played(CASES["p03_rand10_1d"], compat).states[-1].positions)
        for compat in ("", "ktab")
    }
    assert np.abs(ends[""] - ends["ktab"]).max() > 1
