"""The pictures of winsets: what is drawn, in which colours, and that names never collide."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.brief.label_places import Box, Place, places
from willing.brief.winset_charts import winset_png, winset_spec, winset_svg
from willing.models.winset.one_issue import one_issue
from willing.models.winset.setting import make_setting
from willing.models.winset.two_issues import two_issues
from willing.scenario.rules import read_rule

MAJORITY = read_rule({"weights": dict.fromkeys("ABC", 1), "quota": 2}, "ABC")


def line(status_quo=10.0, **options):
    return one_issue(
        make_setting({"A": [0], "B": [40], "C": [90]}, MAJORITY, [status_quo], **options)
    )


def plane(status_quo=(60, 85), **options):
    ideals = {"A": [20, 70], "B": [45, 30], "C": [80, 60]}
    setting = make_setting(ideals, MAJORITY, status_quo, space=[(0, 100)] * 2, **options)
    return two_issues(setting, side=21, examine=False)


def texts(svg):
    root = ElementTree.fromstring(svg)
    return [node.text for node in root.iter() if node.tag.endswith("text") and node.text]


def test_a_line_names_members_pivots_and_status_quo():
    drawn = winset_svg(winset_spec(line(), proposer=1))
    shown = texts(drawn)
    assert {"A", "B", "C", "Winset", "Gridlock interval", "status quo 10"} <= set(shown)
    assert "if B proposes" in shown
    assert "What could replace the status quo" in drawn
    assert "Nothing can replace" in winset_svg(winset_spec(line(40.0)))


def test_a_plane_names_members_and_status_quo():
    spec = winset_spec(plane(), free=[(50.0, 50.0)])
    shown = texts(winset_svg(spec))
    assert {"A", "B", "C", "status quo"} <= set(shown)
    assert "Small squares: uncovered outcomes." in spec["title"]["subtitle"]


def test_every_uncovered_outcome_lies_within_the_picture():
    free = [(0.0, 0.0), (100.0, 100.0), (50.0, 50.0)]
    axes = winset_spec(plane(), free=free)["layer"][-1]["encoding"]
    for axis, issue in (("x", 0), ("y", 1)):
        low, high = axes[axis]["scale"]["domain"]
        assert all(low <= point[issue] <= high for point in free)


@pytest.mark.parametrize("found", [line(), plane()])
def test_a_file_has_fixed_colours_and_a_page_has_variables(found):
    spec = winset_spec(found)
    assert "var(--blue, #0b5394)" in json.dumps(spec)
    drawn = winset_svg(spec)
    assert "var(" not in drawn
    assert "#0b5394" in drawn
    assert not {"<script", "<image", "href", "url("} & {drawn.lower()}
    for word in ("<script", "<image", "href=", "@import"):
        assert word not in drawn
    assert winset_png(spec).startswith(b"\x89PNG")


def test_members_at_one_place_share_a_mark():
    found = one_issue(make_setting({"A": [40], "B": [40], "C": [90]}, MAJORITY, [10]))
    assert "A, B" in texts(winset_svg(winset_spec(found)))


def test_many_positions_are_thinned_out_but_for_the_pivots():
    names = [f"m{i}" for i in range(200)]
    rule = read_rule({"weights": dict.fromkeys(names, 1), "quota": 101}, names)
    setting = make_setting({n: [i] for i, n in enumerate(names)}, rule, [3])
    found = one_issue(setting)
    spec = winset_spec(found)
    shown = texts(winset_svg(spec))
    assert set(found.lower_pivots) <= set(shown)
    assert any("not drawn" in note for note in spec["title"]["subtitle"])
    assert len(shown) < 100


def test_names_that_are_headings_too_stay_apart():
    names = ["Winset", "Outcome", "C"]
    rule = read_rule({"weights": dict.fromkeys(names, 1), "quota": 2}, names)
    found = one_issue(make_setting({n: [i] for i, n in enumerate(names)}, rule, [3]))
    shown = texts(winset_svg(winset_spec(found, proposer=0)))
    assert shown.count("Winset") == 1
    assert "Winset (1)" in shown


def box(place: Place, label: str) -> Box:
    width = 7 * len(label)
    left = place.x - {"left": 0, "center": width / 2, "right": width}[place.align]
    return Box(left, place.y - 6.5, left + width, place.y + 6.5)


POINT = st.tuples(st.integers(0, 200), st.integers(0, 200))


@given(st.lists(st.tuples(POINT, st.text("abc", min_size=1, max_size=9)), max_size=12))
def test_no_name_covers_another_or_another_point(marks):
    points, labels = [at for at, _ in marks], [label for _, label in marks]
    found = places(points, labels, 200, 200)
    boxes = [box(p, label) if p else None for p, label in zip(found, labels, strict=True)]
    for row, one in enumerate(boxes):
        for other in boxes[:row]:
            assert one is None or other is None or not one.meets(other)
        for (x, y), own in zip(points, range(len(points)), strict=True):
            covered = one is not None and one.meets(Box(x - 4, y - 4, x + 4, y + 4))
            assert not covered or own == row
