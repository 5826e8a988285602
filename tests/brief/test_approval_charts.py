"""The fans as a picture: a panel for each, with dots, threshold and words."""

from __future__ import annotations

import datetime as dt
from xml.etree import ElementTree

from willing.brief.approval_charts import (
    approval_png,
    approval_spec,
    approval_svg,
    approval_table,
    chart_text,
)
from willing.models.approval.approval import approval
from willing.scenario.leaders import Leader, Poll

POLLS = tuple(
    Poll(date=dt.date(2023, 1, 1) + dt.timedelta(40 * n), percent=50 + n, house="AB"[n % 2])
    for n in range(12)
)
ASKED = dt.date(2024, 5, 1)


def found(**options):
    leader = Leader(name="Leader \x00 & <Co>", polls=POLLS, threshold=0.4)
    return approval(leader, "x", asked=ASKED, seed=1, worlds=400, **options)


def test_a_panel_for_each_fan_with_its_chance():
    spec = approval_spec(found(chances=(0.2, 0.3, 0.5)), POLLS)
    panels = spec["facet"]["sort"]
    assert panels[1:4] == ["a stable ceasefire (20%)", "a ceasefire that falters (30%)",
                           "no deal (50%)"]  # fmt: skip
    assert len(panels) == 5
    rows = spec["data"]["values"]
    assert {row["panel"] for row in rows} == set(panels)
    first = [row for row in rows if row["panel"] == panels[0]]
    assert sum("ahead" in row for row in first) == 13
    recent = [poll for poll in POLLS if (ASKED - poll.date).days <= 365]
    assert sum("polled" in row for row in first) == len(recent) < len(POLLS)
    assert [row["threshold"] for row in first if "threshold" in row] == [0.4]


def test_it_is_drawn_with_its_words():
    drawn = approval_svg(found(), POLLS)
    root = ElementTree.fromstring(drawn)
    shown = [node.text for node in root.iter() if node.tag.endswith("text") and node.text]
    assert "no deal" in shown
    assert any("below 40% at some time" in text for text in shown)
    assert "& <Co>" in "".join(root.itertext())
    assert "var(" not in drawn
    assert approval_png(found(), POLLS).startswith(b"\x89PNG")


def test_the_words_say_what_is_drawn():
    text = chart_text(found())
    assert text.count("after 12 months") == 4
    assert text.count("below 40% at some time") == 4
    bare = approval(Leader(polls=POLLS), "x", asked=ASKED, seed=1, worlds=400)
    assert "below" not in chart_text(bare)


def test_a_threshold_of_nothing_has_its_column():
    table = approval_table(found(threshold=0.0))
    assert {len(row) for row in table.rows} == {len(table.columns)}
