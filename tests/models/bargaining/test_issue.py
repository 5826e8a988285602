"""What an issue may be."""

from __future__ import annotations

import pytest

from willing.errors import InputError
from willing.models.bargaining.issue import MOST_ACTORS, make_issue

NAN, INF = float("nan"), float("inf")
GOOD = {
    "actors": ["A", "B"],
    "positions": [0, 100],
    "saliences": [0.5, 1],
    "capabilities": [1, 2],
}
CROWD = [f"a{row}" for row in range(MOST_ACTORS + 1)]

WRONG = [
    ("off the scale", {"positions": [0, 101]}, "B: position: 101 is off the scale from 0 to 100"),
    ("no number", {"positions": [NAN, 1]}, "A: position: nan"),
    ("infinite", {"positions": [1, INF]}, "B: position: inf"),
    ("percent", {"saliences": [50, 100]}, "A: salience: 50 is not from 0 to 1"),
    ("negative salience", {"saliences": [0.1, -0.1]}, "B: salience"),
    ("negative capability", {"capabilities": [-1, 2]}, "A: capability: -1"),
    ("no weight", {"saliences": [0, 0]}, "the total weight is zero"),
    ("nobody cares who can", {"saliences": [0, 1], "capabilities": [1, 0]}, "total weight is zero"),
    ("twice", {"actors": ["A", "A"]}, "`A` is listed twice"),
    ("too few", {"positions": [1]}, "positions: 1 for 2 actors"),
    ("reference", {"reference": -1}, "reference: -1 is off the scale"),
    ("flat", {"low": 3, "high": 3}, "scale: it must rise"),
    ("endless", {"high": INF}, "scale: inf"),
    (
        "alone",
        {"actors": ["A"], "positions": [1], "saliences": [1], "capabilities": [1]},
        "only one actor is listed; an agreement needs at least two",
    ),
    (
        "nobody",
        {"actors": [], "positions": [], "saliences": [], "capabilities": []},
        "no actor is listed",
    ),
    (
        "crowd",
        {
            "actors": CROWD,
            "positions": [1] * len(CROWD),
            "saliences": [1] * len(CROWD),
            "capabilities": [1] * len(CROWD),
        },
        "251 are beyond the limit of 250",
    ),
]


def make(**fields):
    given = GOOD | fields
    by_actor = [given.pop(field) for field in GOOD]
    return make_issue("issue", *by_actor, **given)


@pytest.mark.parametrize(("fields", "said"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_what_is_wrong_is_named(fields, said):
    with pytest.raises(InputError) as error:
        make(**fields)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_a_good_issue():
    issue = make(reference=50)
    assert issue.weights == (0.5, 2.0)
    assert (issue.size, issue.width, issue.reference) == (2, 100.0, 50.0)
