"""Issues for the tests, drawn by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from willing.models.bargaining.issue import Issue, make_issue

places = st.floats(0, 100).map(lambda x: round(x, 3))
shares = st.floats(0, 1).map(lambda s: round(s, 3))
amounts = st.floats(0.01, 50).map(lambda c: round(c, 3))


@st.composite
def issues(draw: st.DrawFn, most: int = 8, whole: bool = False) -> Issue:
    """Issues of 2 to `most` actors; `whole`: with the round numbers that analysts write."""
    n = draw(st.integers(2, most))

    def several(one):
        return draw(st.lists(one, min_size=n, max_size=n))

    position = st.integers(0, 10).map(lambda x: 10.0 * x) if whole else places
    salience = st.integers(1, 10).map(lambda s: s / 10) if whole else shares
    saliences = several(salience)
    saliences[0] = max(saliences[0], 0.05)
    return make_issue(
        "issue",
        [f"a{row}" for row in range(n)],
        several(position),
        saliences,
        several(st.integers(1, 5) if whole else amounts),
        reference=draw(st.none() | places),
    )
