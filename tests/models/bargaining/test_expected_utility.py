"""Expected utility: against a plain oracle, the compiled code against both, and what must hold."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.models.bargaining import oracle
from tests.models.bargaining.issues import issues
from willing.errors import InputError
from willing.models.bargaining.challenge import KINDS, TIE, turn
from willing.models.bargaining.engine import play_compiled, play_in_numpy
from willing.models.bargaining.expected_utility import expected_utility, reason
from willing.models.bargaining.issue import make_issue
from willing.models.bargaining.readings import READINGS, Reading, reading

names = st.sampled_from(list(READINGS))

CHOICES = {
    "support": ("all", "pair"),
    "voters": ("own", "linear"),
    "rival": ("focal", "own"),
    "drift": ("better", "median"),
    "conflict": ("lost", "open"),
    "choice": ("order", "strongest"),
    "among": ("least", "lowest"),
    "middle": ("share", "mean"),
    "span": ("first", "current"),
    "status_quo": (1.0, 0.5, 0.0),
    "capitulates": (True, False),
}


@st.composite
def any_reading(draw):
    chosen = {field: draw(st.sampled_from(values)) for field, values in CHOICES.items()}
    return Reading(name="any", words="", **chosen)


def arrays(issue):
    return np.array(issue.positions), np.array(issue.weights), np.array(issue.saliences)


def last(issue, one, rounds=3):
    (path,) = expected_utility(issue, readings=[one], rounds=rounds).paths
    return np.array(path.positions[-1])


@settings(max_examples=60, deadline=None)
@given(issues(most=6), any_reading())
def test_one_turn_against_the_oracle(issue, one):
    assume(max(issue.positions) > min(issue.positions))
    x, w, s = arrays(issue)
    span = float(np.ptp(x))
    ours = turn(x, w, s, span, one).after
    assert ours == pytest.approx(oracle.turn(x.tolist(), w, s, span, one), abs=1e-7)


@settings(max_examples=30, deadline=None)
@given(issues(most=6, whole=True), names)
def test_turns_of_round_numbers_against_the_oracle(issue, name):
    x, w, s = arrays(issue)
    path = oracle.play(x.tolist(), w, s, reading(name), 4)
    assert last(issue, reading(name), 4) == pytest.approx(path[-1], abs=1e-6)


@settings(max_examples=20, deadline=None)
@given(any_reading(), st.integers(2, 12), st.integers(0, 1000), st.booleans())
def test_the_compiled_code_gives_what_numpy_gives(one, n, seed, whole):
    rng = np.random.default_rng(seed)
    x, s, c = rng.random((3, 40, n))
    if whole:
        x, s, c = np.round(10 * x) / 10, np.round(10 * s) / 10, np.round(5 * c) + 1
    w = c * s
    w[:, 0] += 0.01
    plain = play_in_numpy(100 * x, w, s, one, 4)
    compiled = play_compiled(100 * x, w, s, one, 4, workers=1)
    assert compiled.last == pytest.approx(plain.last, abs=1e-6)
    assert compiled.medians == pytest.approx(plain.medians, abs=1e-6)
    assert compiled.means == pytest.approx(plain.means, abs=1e-6)


@pytest.mark.parametrize("name", READINGS)
def test_thirty_actors_and_ten_turns_on_both_engines(name):
    rng = np.random.default_rng(11)
    x, s, c = rng.random((3, 30, 30))
    plain = play_in_numpy(100 * x, c * s, s, reading(name), 10)
    for workers in (1, 2):
        compiled = play_compiled(100 * x, c * s, s, reading(name), 10, workers=workers)
        assert compiled.last == pytest.approx(plain.last, abs=1e-7)


@settings(max_examples=40, deadline=None)
@given(issues(), names, st.randoms())
def test_the_order_of_the_actors_does_not_matter(issue, name, random):
    order = list(range(issue.size))
    random.shuffle(order)
    x, w, s = arrays(issue)
    assume(len(set(issue.positions)) == issue.size)
    one = turn(x, w, s, 100.0, reading(name))
    assume(_no_ties(one))
    other = turn(x[order], w[order], s[order], 100.0, reading(name))
    assert other.after == pytest.approx(one.after[order], abs=1e-7)


def _no_ties(one):
    """Whether nothing hangs on the last digits: no expected utility is near another or 0."""
    near = np.abs(np.concatenate((one.own, one.threat, one.own + one.threat, one.own - one.threat)))
    off = near[near > 1e-12]
    return not (off < 1e-6).any()


@settings(max_examples=40, deadline=None)
@given(issues(), names, st.floats(0.01, 100), st.sampled_from((2.0, 0.5)))
def test_units_do_not_matter(issue, name, unit, stretch):
    richer = replace(issue, capabilities=tuple(unit * c for c in issue.capabilities))
    longer = replace(issue, positions=tuple(stretch * x for x in issue.positions), high=200.0)
    x, w, s = arrays(issue)
    assume(max(x) > min(x) and _no_ties(turn(x, w, s, float(np.ptp(x)), reading(name))))
    here = last(issue, reading(name), 1)
    assert last(richer, reading(name), 1) == pytest.approx(here, abs=1e-6)
    assert last(longer, reading(name), 1) == pytest.approx(stretch * here, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(issues(), names)
def test_nobody_leaves_the_range_of_the_positions(issue, name):
    (path,) = expected_utility(issue, readings=[reading(name)], rounds=6).paths
    low, high = min(issue.positions) - 1e-9, max(issue.positions) + 1e-9
    assert all(low <= x <= high for positions in path.positions for x in positions)
    assert path.positions[0] == issue.positions
    assert len(path.positions) == len(path.medians) == len(path.means) == 7


@settings(max_examples=30, deadline=None)
@given(issues(), names)
def test_every_move_has_its_reason(issue, name):
    (path,) = expected_utility(issue, readings=[reading(name)], rounds=4).paths
    row = {actor: place for place, actor in enumerate(issue.actors)}
    moved = {(move.turn, move.actor) for move in path.moves}
    for number in range(1, 5):
        for actor, place in row.items():
            if path.positions[number][place] != path.positions[number - 1][place]:
                assert (number, actor) in moved
    for move in path.moves:
        assert path.positions[move.turn - 1][row[move.actor]] == move.start
        assert path.positions[move.turn][row[move.actor]] == move.end
        assert move.kind in KINDS[1:]
        assert move.threat > TIE
        assert (move.own > 0) == (move.kind == "confrontation")
        assert (move.threat > abs(move.own)) == (move.kind != "capitulation")
        assert move.offers >= 1
        assert move.toward in reason(move)


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 6), names)
def test_who_agrees_stays(n, name):
    issue = make_issue("issue", [f"a{k}" for k in range(n)], [40] * n, [0.5] * n, [1] * n)
    (path,) = expected_utility(issue, readings=[reading(name)], rounds=3).paths
    assert path.positions == ((40.0,) * n,) * 4
    assert path.moves == ()
    assert path.settled == 0


def test_the_band_is_over_all_readings_unless_some_are_given():
    issue = make_issue("issue", "ABCD", [0, 30, 60, 100], [1, 0.5, 0.7, 0.9], [3, 1, 2, 4])
    found = expected_utility(issue)
    assert [path.reading for path in found.paths] == list(READINGS)
    assert found.low == min(path.outcome for path in found.paths)
    assert found.high == max(path.outcome for path in found.paths)
    alone = expected_utility(issue, readings=[reading("literal")])
    assert alone.low == alone.high == alone.paths[0].outcome


@pytest.mark.parametrize("rounds", [0, -1, 101])
def test_turns_are_from_1_to_100(rounds):
    issue = make_issue("issue", "AB", [0, 1], [1, 1], [1, 1])
    with pytest.raises(InputError, match="rounds"):
        expected_utility(issue, rounds=rounds)


def test_an_unknown_reading_is_named():
    with pytest.raises(InputError, match="scholz_code, literal, order_least, bdm94_like"):
        reading("scholz")


def test_the_powers_of_the_compiled_code():
    from willing.models.bargaining.kernel import powers

    rng = np.random.default_rng(0)
    v = np.concatenate((rng.random(2000), [0.0, 1.0, 0.5, 1e-9, 1 - 1e-12]))
    r = rng.uniform(0.5, 2.0, v.size)
    out = np.empty_like(v)
    powers(v, r, out)
    assert out == pytest.approx(v**r, rel=1e-14, abs=1e-140)
