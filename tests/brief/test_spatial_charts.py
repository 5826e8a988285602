"""The pictures of the Spatial Model of Politics show what was found, and nothing gets lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.models.bargaining.spatial_issues import issue_of

from willing.brief.spatial_charts import bargains_spec, pictures, positions_spec, power_spec
from willing.models.bargaining.spatial_model.options import DEFAULTS
from willing.models.bargaining.spatial_model.spatial_model import spatial_model


@pytest.fixture(scope="module")
def found():
    return spatial_model(issue_of(4, 6, 2, DEFAULTS))


def test_every_position_is_drawn(found):
    rows = positions_spec(found, 1)["data"]["values"]
    assert len(rows) == 6 * len(found.states)
    last = {row["actor"]: row["position"] for row in rows if row["turn"] == found.turns}
    assert list(last.values()) == [row[1] for row in found.states[-1].positions]
    moved = {(one.turn, one.actor) for one in found.moves}
    assert {(row["turn"], row["actor"]) for row in rows if row["why"]} == moved


def test_power_is_kept(found):
    issue = found.issue
    whole = sum(c * s[0] for c, s in zip(issue.capabilities, issue.saliences, strict=True))
    for when in ("first", "last"):
        rows = [row for row in power_spec(found, 0)["data"]["values"] if row["when"] == when]
        assert len(rows) == 20
        assert sum(row["power"] for row in rows) == pytest.approx(whole)


def test_bargains_are_those_that_were_taken(found):
    ends = bargains_spec(found, 1)["layer"][1]["data"]["values"]
    lines = {}
    for end in ends:
        lines.setdefault(end["line"], []).append(end["actor"])
    taken = {
        (one.bargain.proposer, one.bargain.other)
        for one in found.choices[0]
        if one.bargain is not None
    }
    assert {tuple(line) for line in lines.values()} == taken


def test_names_are_text_and_colours_plain(found):
    sly = replace(found.issue, actors=("<script>alert(1)</script>", *found.issue.actors[1:]))
    for _, svg, text in pictures(spatial_model(sly)):
        assert "<script" not in svg
        assert "var(" not in svg
        assert text in svg
