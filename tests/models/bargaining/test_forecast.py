"""The forecast: against its formula in plain Python, and what it promises whatever the issue."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from math import exp, log

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from willing.errors import InputError
from willing.models.bargaining.forecast import Forecast, forecast
from willing.models.bargaining.issue import Issue, make_issue
from willing.reference.forecast import Coefficients, fitted, record

CLOSE = 1e-9

names = [f"a{number}" for number in range(40)]


@st.composite
def issues(draw: st.DrawFn) -> Issue:
    size = draw(st.integers(2, 34))
    whole = st.lists(st.integers(0, 20), min_size=size, max_size=size)
    positions = [5 * x for x in draw(whole)]
    weights = st.lists(st.integers(1, 10), min_size=size, max_size=size)
    reference = draw(st.none() | st.integers(0, 20))
    return make_issue(
        "made up",
        names[:size],
        positions,
        [s / 10 for s in draw(weights)],
        draw(weights),
        reference=None if reference is None else 5 * reference,
        rule=draw(st.sampled_from(["", "unanimity", "consensus", "qualified_majority"])),
    )


coefficients = st.builds(
    Coefficients,
    share=st.floats(0.2, 2),
    unanimity=st.floats(0, 1),
    many=st.floats(0, 1),
    middle=st.floats(0.5, 2),
    ends=st.floats(-0.4, 0.4),
    sharpness=st.floats(0.7, 1.5),
)


def spread(issue: Issue) -> bool:
    reached = {*issue.positions, *([] if issue.reference is None else [issue.reference])}
    return len(reached) > 1


def below(issue: Issue, c: Coefficients, x: float, *, strictly: bool = False) -> float:
    """P(outcome <= x), or < x, as the page on theory writes it."""
    reached = [*issue.positions, *([] if issue.reference is None else [issue.reference])]
    low, high = min(reached), max(reached)
    if x < low or (strictly and x == low):
        return 0.0
    if x > high or (x == high and not strictly):
        return 1.0
    total = sum(issue.weights)
    w = sum(
        weight
        for weight, y in zip(issue.weights, issue.positions, strict=True)
        if y < x or (y == x and not strictly)
    )
    a = c.share + c.many * min(max((issue.size - 15) / 15, 0), 1)
    a += c.unanimity if issue.rule in ("unanimity", "consensus") else 0
    b = c.middle + (c.ends if all(y in (low, high) for y in issue.positions) else 0)
    share = log((w / total + 0.1) / (1 - w / total + 0.1))
    odds = c.sharpness * (a * share + b * (x - (low + high) / 2) / ((high - low) / 4))
    return 1 / (1 + exp(-odds))


@given(issues(), coefficients)
@settings(deadline=None, max_examples=60)
def test_the_quantiles_are_those_of_the_formula(issue: Issue, c: Coefficients) -> None:
    assume(spread(issue))
    found = forecast(issue, coefficients=c)
    for percent, x in enumerate(found.quantiles, 1):
        assert below(issue, c, x) >= percent / 100 - CLOSE
        assert below(issue, c, x, strictly=True) <= percent / 100 + CLOSE


@given(issues(), coefficients)
@settings(deadline=None, max_examples=60)
def test_mean_jumps_and_density_are_those_of_the_formula(issue: Issue, c: Coefficients) -> None:
    assume(spread(issue))
    found = forecast(issue, coefficients=c)
    for x, p in zip(found.positions, found.at_positions, strict=True):
        jump = below(issue, c, x) - below(issue, c, x, strictly=True)
        assert p == pytest.approx(jump, abs=CLOSE)
    # the mean is what lies above x, summed up between the jumps, which are at multiples of 5
    above = sum(1 - below(issue, c, number + 0.5) for number in range(100))
    assert found.mean == pytest.approx(above, abs=0.05)
    assert sum(found.density) == pytest.approx(1)
    for part, p in enumerate(found.density[:-1]):
        low, high = 5.0 * part, 5.0 * (part + 1)
        between = below(issue, c, high, strictly=True) - below(issue, c, low, strictly=True)
        assert p == pytest.approx(between, abs=1e-6)


@given(issues())
@settings(deadline=None, max_examples=60)
def test_it_stays_in_the_range_and_rises(issue: Issue) -> None:
    found = forecast(issue)
    reached = [*issue.positions, *([] if issue.reference is None else [issue.reference])]
    assert min(reached) <= found.quantiles[0]
    assert found.quantiles[-1] <= max(reached)
    assert list(found.quantiles) == sorted(found.quantiles)
    assert found.interval(98) == (found.quantiles[0], found.quantiles[-1])
    assert found.interval(80) == (found.quantiles[9], found.quantiles[89])


@given(issues(), st.randoms())
@settings(deadline=None, max_examples=60)
def test_order_and_units_do_not_matter(issue: Issue, random: object) -> None:
    order = list(range(issue.size))
    random.shuffle(order)  # type: ignore[attr-defined]
    mixed = replace(
        issue,
        actors=tuple(issue.actors[i] for i in order),
        positions=tuple(10 + 2 * issue.positions[i] for i in order),
        saliences=tuple(issue.saliences[i] for i in order),
        capabilities=tuple(7 * issue.capabilities[i] for i in order),
        low=10.0,
        high=210.0,
        reference=None if issue.reference is None else 10 + 2 * issue.reference,
    )
    same(forecast(mixed), [10 + 2 * x for x in forecast(issue).quantiles])


@given(issues(), coefficients)
@settings(deadline=None, max_examples=60)
def test_the_scale_turned_around_turns_the_forecast_around(issue: Issue, c: Coefficients) -> None:
    turned = replace(
        issue,
        positions=tuple(100 - x for x in issue.positions),
        reference=None if issue.reference is None else 100 - issue.reference,
    )
    one, other = forecast(issue, coefficients=c), forecast(turned, coefficients=c)
    assert other.mean == pytest.approx(100 - one.mean)
    ends = [below(issue, c, x) for x in one.positions] if spread(issue) else []
    ends += [below(issue, c, x, strictly=True) for x in one.positions] if spread(issue) else []
    for percent in range(1, 100):
        if all(abs(end - (1 - percent / 100)) > CLOSE for end in ends):  # else either may be taken
            assert other.quantiles[percent - 1] == pytest.approx(
                100 - one.quantiles[99 - percent], abs=1e-6
            )


@given(issues(), st.data())
@settings(deadline=None, max_examples=60)
def test_more_weight_above_raises_every_quantile(issue: Issue, data: st.DataObject) -> None:
    highest = issue.positions.index(max(issue.positions))
    more = data.draw(st.integers(2, 9))
    capabilities = list(issue.capabilities)
    capabilities[highest] *= more
    raised = forecast(replace(issue, capabilities=tuple(capabilities)))
    for before, after in zip(forecast(issue).quantiles, raised.quantiles, strict=True):
        assert after >= before - CLOSE


def test_all_of_one_mind_are_certain() -> None:
    found = forecast(make_issue("agreed", "AB", [30, 30], [1, 1], [1, 2], reference=30))
    assert set(found.quantiles) == {30.0}
    assert (found.mean, found.positions, found.at_positions) == (30.0, (30.0,), (1.0,))
    assert found.density[6] == sum(found.density) == 1.0
    top = forecast(make_issue("agreed", "AB", [100, 100], [1, 1], [1, 2]))
    assert top.density[-1] == 1.0


def test_traits_and_rules() -> None:
    issue = make_issue("i", "ABC", [0, 100, 100], [1, 1, 1], [1, 1, 1], rule="Unanimity")
    found = forecast(issue).traits
    assert (found.unanimity, found.many, found.ends) == (1.0, 0.0, 1.0)
    other = replace(issue, rule="qualified_majority", positions=(0.0, 50.0, 100.0))
    found = forecast(other).traits
    assert (found.unanimity, found.ends) == (0.0, 0.0)


def test_the_narrowest_range_and_the_widest_scale() -> None:
    narrow = make_issue("n", "AB", [50, 50 + 1e-6], [1, 1], [1, 1])
    found = forecast(narrow)
    assert 50 <= found.quantiles[0] <= found.quantiles[-1] <= 50 + 1e-6
    wide = make_issue("w", "AB", [-1e12, 1e12], [1, 1], [1e-300, 1e-300], low=-1e12, high=1e12)
    assert forecast(wide).mean == pytest.approx(0, abs=1)


@pytest.mark.parametrize("percent", [0, 81, 100, -2])
def test_intervals_that_there_are_not(percent: int) -> None:
    found = forecast(make_issue("i", "AB", [0, 100], [1, 1], [1, 1]))
    with pytest.raises(InputError, match="not an even percentage"):
        found.interval(percent)


def test_what_ships_is_said_with_its_record() -> None:
    assert fitted().share > 0 and fitted().middle > 0
    assert record().crps < record().plain_crps < record().point_crps


def same(found: Forecast, expected: list[float]) -> None:
    odd = [x for x in found.quantiles if x not in expected]
    assert len(found.quantiles) == len(expected)
    assert list(found.quantiles) == pytest.approx(expected, abs=1e-6), odd


def test_the_quantile_of_an_actors_position_is_exactly_that_position() -> None:
    positions = [0.1, 33.3, 66.7, 100]
    found = forecast(make_issue("i", "ABCD", positions, [1] * 4, [1] * 4))
    for x, p in zip(found.positions, found.at_positions, strict=True):
        assert p < 0.02 or found.quantiles[bisect_left(found.quantiles, x)] == x
