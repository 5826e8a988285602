"""The pictures of the Spatial Model of Politics show what was found, and nothing gets lost."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.models.bargaining.spatial_issues import issue_of

from willing.brief.spatial_charts import (
    bargains_spec,
    pictures,
    positions_spec,
    power_spec,
    spaced,
)
from willing.models.bargaining.spatial_model.document import reason
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
    texts = positions_spec(found, 1)["layer"][3]["data"]["values"]
    assert {row["actor"] for row in texts} == set(found.issue.actors)


@given(st.lists(st.floats(0, 300), min_size=1, max_size=20))
def test_names_keep_their_distance_and_their_order(wanted):
    found = spaced(sorted(wanted), 14, 300)
    assert all(after - before >= 14 - 1e-9 for before, after in pairwise(found))
    assert found[0] >= -1e-9 and found[-1] <= 300
    if all(after - before >= 14 for before, after in pairwise(sorted(wanted))):
        assert found == sorted(wanted)


def test_why_an_actor_moved_is_the_title_of_its_step(found):
    svgs = {name: svg for name, svg, _ in pictures(found)}
    for move in found.moves:
        words = escape(f"{move.actor} {reason(move)}")
        assert f"<title>{words}</title>" in svgs["positions-1"]
    assert set(svgs) >= {"positions-2", "power-1", "bargains-1"}
    assert "aria-label=" not in svgs["positions-1"].replace("aria-labelledby", "")


def test_names_that_are_cut_alike_stay_apart(found):
    long = tuple(f"The Republic of the {actor} Isles" for actor in found.issue.actors)
    alike = replace(found.issue, actors=tuple(f"The United Federation of {x}" for x in long))
    rows = positions_spec(spatial_model(alike), 0)["data"]["values"]
    assert len({row["actor"] for row in rows}) == 6


def test_power_is_kept(found):
    issue = found.issue
    whole = sum(c * s[0] for c, s in zip(issue.capabilities, issue.saliences, strict=True))
    for when in ("First", "Last"):
        rows = [row for row in power_spec(found, 0)["data"]["values"] if row["when"] == when]
        assert len(rows) == 20
        assert sum(row["power"] for row in rows) == pytest.approx(whole)


def test_bargains_are_those_that_were_taken(found):
    ends = bargains_spec(found, 1)["layer"][0]["data"]["values"]
    lines = {}
    for end in ends:
        lines.setdefault(end["line"], []).append(end["actor"])
    taken = {
        (one.bargain.proposer, one.bargain.other)
        for one in found.choices[0]
        if one.bargain is not None
    }
    assert {tuple(line) for line in lines.values()} == taken
    both = {tuple(lines[end["line"]]) for end in ends if end["taker"] == "both"}
    pairs = [(one.bargain.proposer, one.bargain.other) for one in found.choices[0] if one.bargain]
    assert both == {pair for pair in pairs if pairs.count(pair) > 1}


def test_names_are_text_and_colours_plain(found):
    sly = replace(found.issue, actors=("<script>alert(1)</script>", *found.issue.actors[1:]))
    for _, svg, text in pictures(spatial_model(sly)):
        assert "<script" not in svg
        assert "var(" not in svg
        assert text in svg
