"""P(pass) alone is what `decide` says of it."""

from __future__ import annotations

import pytest

from willing.models.bodies.decision import decide
from willing.models.bodies.passing import pass_chance
from willing.scenario.scenario import Scenario

BODIES = {
    "nato": {"rule": "consensus", "members": ["NATO"]},
    "eu": {"rule": "qualified_majority", "members": ["EU"]},
    "unsc": {"rule": "security_council", "members": ["UNSC"]},
    "few": {
        "rule": {"weights": {"GBR": 3, "FRA": 2, "DEU": 2}, "quota": 4, "counts": "yes"},
        "members": ["GBR", "FRA", "DEU"],
        "votes": {"DEU": {"yes": 0.1, "abstain": 0.2, "no": 0.7}},
        "silent": {"yes": 0.6, "abstain": 0.3, "no": 0.1},
    },
    "moody": {"rule": "majority", "members": ["GBR", "FRA", "DEU", "POL"], "loading": 0.5},
}
SCENARIO = Scenario.model_validate(
    {
        "initiative": {"id": "force", "date": "2025-03-05", "adversary": "RUS"},
        "actors": {
            "GBR": {"said": "lead"},
            "HUN": {"said": "oppose"},
            "POL": {"pledges": [{"kind": "logistics", "stance": "in"}]},
        },
        "bodies": BODIES,
    }
)


@pytest.mark.parametrize("body", BODIES)
def test_it_is_what_the_body_decides(body):
    decided = decide(body, SCENARIO, seed=3)
    assert pass_chance(body, SCENARIO, seed=3) == pytest.approx(decided.p_pass, abs=2e-6)
