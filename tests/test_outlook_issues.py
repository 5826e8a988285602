"""Issues of a scenario in the outlook: the forecast, the models beside it, what it rests on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from willing.brief.content import brief_content
from willing.brief.html import render_html
from willing.brief.markdown import render_markdown
from willing.errors import InputError
from willing.models.bargaining.compromise import compromise
from willing.models.bargaining.issue import make_issue
from willing.models.bargaining.record import RECORD
from willing.outlook import run
from willing.outlook.document import to_dict
from willing.scenario.check import check
from willing.scenario.scenario import Scenario

ROLE: dict[str, Any] = {
    "title": "Role of the force",
    "scale": {0: "none", 50: "training mission", 100: "deterrent force"},
    "positions": {"GBR": 80, "FRA": 90, "DEU": "training mission", "POL": 20},
    "salience": {"GBR": 0.9, "FRA": 0.9, "DEU": 0.5, "POL": 0.6},
    "capability": {"GBR": 60, "FRA": 60, "DEU": 70, "POL": 40},
    "source": "analyst",
}


def scenario(**issues: Any) -> Scenario:
    return Scenario.model_validate(
        {
            "initiative": {"id": "force", "date": "2025-03-05"},
            "actors": {"GBR": {"pledges": [{"kind": "ground_troops", "stance": "in"}]}},
            "issues": issues,
        }
    )


def test_the_compromise_stands_beside_the_forecast() -> None:
    (found,) = run(scenario(role=ROLE), worlds=200).issues
    issue = make_issue(
        "role", ["GBR", "FRA", "DEU", "POL"], [80, 90, 50, 20], [0.9, 0.9, 0.5, 0.6],
        [60, 60, 70, 40],
    )  # fmt: skip
    models = {one.model: one.outcome for one in found.models}
    assert models["compromise"] == pytest.approx(compromise(issue).outcome)
    assert found.draws == 0
    assert list(found.quantiles) == sorted(found.quantiles)
    low, high = found.interval(80)
    assert 20 <= low < found.mean < high <= 90  # nothing lies outside of what was asked for
    assert sum(actor.weight for actor in found.actors) == pytest.approx(1)


def test_uncertain_inputs_are_drawn_by_the_seed() -> None:
    vague = ROLE | {"positions": ROLE["positions"] | {"FRA": [60, 90, 100]}}
    first, again, other = (
        run(scenario(role=vague), worlds=200, seed=seed).issues[0] for seed in (1, 1, 2)
    )
    assert first == again
    assert first.draws > 0
    assert first.quantiles != other.quantiles
    assert first.mean == pytest.approx(other.mean, abs=4)


def test_an_issue_on_which_hardly_anybody_has_a_position_is_left_out() -> None:
    assert run(scenario(role=ROLE | {"positions": {"GBR": 1}}), worlds=200).issues == ()


def test_what_cannot_be_read_names_its_place() -> None:
    with pytest.raises(InputError, match=r"issues\.role: .*DEU"):
        run(scenario(role=ROLE | {"positions": {"GBR": 1, "DEU": "traning"}}), worlds=200)


@pytest.mark.parametrize("part", ["salience", "capability"])
def test_an_issue_that_lacks_a_number_is_left_out_and_warned_of(part: str) -> None:
    lacking = scenario(role=ROLE | {part: {"GBR": 0.5}})
    assert run(lacking, worlds=200).issues == ()
    (warning,) = [one for one in check(lacking) if "DEU" in one.message]
    assert (warning.severity, part in warning.message) == ("warning", True)


def test_a_title_keeps_its_capitals() -> None:
    outlook = run(scenario(role=ROLE | {"title": "NATO's role"}), worlds=200)
    assert "NATO's role: an agreement would lie" in render_markdown(brief_content(outlook, ()))


def test_issues_of_the_same_actors_are_exchanged_among() -> None:
    """GBR cares for the role, POL for the price, and they differ on both."""
    price = ROLE | {
        "positions": {"GBR": 10, "FRA": 20, "DEU": 60, "POL": 100},
        "salience": {"GBR": 0.2, "FRA": 0.3, "DEU": 0.6, "POL": 0.9},
    }
    names = {"exchange", "exchange, next round"}
    for alone in (ROLE, ROLE | {"positions": {"GBR": 80, "FRA": 90}}):
        for found in run(scenario(role=ROLE, other=alone | {"salience": {}}), worlds=200).issues:
            assert names <= {one.model for one in found.models}
    (found,) = run(scenario(role=ROLE), worlds=200).issues
    assert not names & {one.model for one in found.models}
    assert "spatial_model" in {one.model for one in found.models}
    outlook = run(scenario(role=ROLE, price=price), worlds=200)
    for issue in outlook.issues:
        says = {one.model: one for one in issue.models}
        assert 0 <= says["exchange"].outcome <= 100
        assert says["exchange"].outcome != pytest.approx(says["compromise"].outcome, abs=0.1)
        assert says["exchange"].error == RECORD["exchange"].error
    assert "Exchange of positions between the issues" in render_markdown(brief_content(outlook, ()))


def test_long_numbers_keep_their_labels() -> None:
    scale = {1000001: "low", 1000002: "middle", 1000003: "high"}
    prices = {"scale": scale, "positions": {"GBR": 1000001, "DEU": "middle"}}
    outlook = run(scenario(price=prices), worlds=200)
    assert outlook.issues[0].labels == {f"{point}": label for point, label in scale.items()}
    text = render_markdown(brief_content(outlook, ()))
    assert "from 1000001 (low) to 1000003 (high)" in text


def test_defaults_are_among_the_assumptions() -> None:
    plain = {key: value for key, value in ROLE.items() if key not in ("salience", "capability")}
    found = run(scenario(role=plain), worlds=200).assumptions
    issue = {one.place: one for one in found if one.place.startswith("issues.")}
    assert issue["issues.role.salience"].origin == "default"
    assert issue["issues.role.capability"].origin == "default"
    assert issue["issues.role.positions.DEU"].value == "training mission"
    assert issue["issues.role.positions.DEU"].origin == "analyst"


def test_the_brief_and_the_document() -> None:
    outlook = run(scenario(role=ROLE, other=ROLE | {"title": "<b>Price</b> & cap"}), worlds=200)
    document = json.loads(json.dumps(to_dict(outlook)))
    assert document["issues"][0]["actors"][0]["actor_name"] == "United Kingdom"
    brief = brief_content(outlook, ())
    text, page = render_markdown(brief), render_html(brief)
    assert "Where would it end?" in text
    assert "Role of the force: an agreement would lie at about" in text
    assert "Compromise: weighted mean" in text
    assert "DEU III" in text
    assert page.count("<svg") == 3  # who joins, and one for each issue
    assert "<b>Price" not in page
    without = render_markdown(brief_content(run(scenario(), worlds=200), ()))
    assert "DEU III" not in without
