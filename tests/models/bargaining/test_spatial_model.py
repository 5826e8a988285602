"""The Spatial Model of Politics: against a plain oracle, compiled code against both, what holds."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.models.bargaining import spatial_oracle as oracle
from tests.models.bargaining.spatial_issues import (
    any_options,
    issue_of,
    peculiar_issues,
    spatial_issues,
)
from willing.errors import InputError
from willing.models.bargaining.inputs import Input, exact
from willing.models.bargaining.issue import make_issue
from willing.models.bargaining.spatial_model.document import plain, reason, trace
from willing.models.bargaining.spatial_model.engine import play_many
from willing.models.bargaining.spatial_model.options import (
    CHOICES,
    Options,
    make_options,
    named,
    read_options,
)
from willing.models.bargaining.spatial_model.sensitivity import sensitivities
from willing.models.bargaining.spatial_model.spatial_inputs import drawn, exactly, from_inputs
from willing.models.bargaining.spatial_model.spatial_issue import affinities, make_spatial_issue
from willing.models.bargaining.spatial_model.spatial_model import spatial_model
from willing.models.bargaining.spatial_model.spread import spatial_spread
from willing.models.bargaining.spatial_model.twister import raw

STEEP = ("Binary", "PropBin")
"""Rules under which the last digit of a sum can turn a vote: the order of the actors matters."""

compats = st.sampled_from(("", "ktab"))


def path_of(found):
    return np.array([state.positions for state in found.states])


def one_dimension(positions, *, saliences=0.5, capabilities=10, options=None):
    n = len(positions)
    return make_spatial_issue(
        "pact",
        [f"A{row}" for row in range(n)],
        ["D0"],
        [[x] for x in positions],
        [[s] for s in np.broadcast_to(saliences, n).tolist()],
        np.broadcast_to(capabilities, n).tolist(),
        options=options or Options(),
    )


@settings(max_examples=120, deadline=None)
@given(peculiar_issues(), compats)
def test_against_the_oracle(issue, compat):
    """To the last digit: the oracle sums in KTAB's order too, so that ties fall alike."""
    try:
        expected = oracle.play(issue, ktab=bool(compat), turns=3)
    except oracle.Lost:
        with pytest.raises(InputError, match="KTAB"):
            spatial_model(issue, compat=compat, turns=3)
        return
    apart = np.abs(path_of(spatial_model(issue, compat=compat, turns=3)) - expected).max()
    # the oracle's stationary distributions are exact and ours are not: ties may fall otherwise
    assume(compat or issue.options.outcome == "Conditional" or apart < 1e-9)
    assert apart < 1e-9


@settings(max_examples=30, deadline=None)
@given(peculiar_issues(), compats)
def test_draws_are_played_as_single_runs_are(issue, compat):
    try:
        single = spatial_model(issue, compat=compat)
    except InputError:
        assume(issue.options.adjust != "Full")  # refused before any turn is played
        assume(all(issue.capabilities) and all(map(sum, issue.saliences)))
        with pytest.raises(InputError, match="draw 1"):
            compiled(issue, compat)
        return
    found = compiled(issue, compat)
    assert found.turns.tolist() == [single.turns]
    assert 100 * found.last[0] == pytest.approx(path_of(single)[-1], abs=1e-9)


def compiled(issue, compat="", **rest):
    return play_many(
        np.array([issue.positions]) / 100,
        np.array([issue.saliences]),
        np.array([issue.capabilities]),
        np.array(affinities(issue)),
        issue.options,
        compat=compat,
        **rest,
    )


@settings(max_examples=30, deadline=None)
@given(spatial_issues(most=7), st.randoms())
def test_the_order_of_the_actors_does_not_matter(issue, random):
    assume(issue.options.voting not in STEEP)
    order = list(range(issue.size))
    random.shuffle(order)
    other = replace(
        issue,
        actors=tuple(issue.actors[row] for row in order),
        positions=tuple(issue.positions[row] for row in order),
        saliences=tuple(issue.saliences[row] for row in order),
        capabilities=tuple(issue.capabilities[row] for row in order),
    )
    first, second = (path_of(spatial_model(one, turns=1)) for one in (issue, other))
    assert second[-1] == pytest.approx(first[-1][order], abs=0.011)


@settings(max_examples=30, deadline=None)
@given(spatial_issues(most=7), st.sampled_from((2.0**-30, 0.5, 4.0, 2.0**40)))
def test_the_unit_of_capability_does_not_matter(issue, unit):
    richer = replace(issue, capabilities=tuple(unit * c for c in issue.capabilities))
    assert path_of(spatial_model(richer)).tolist() == path_of(spatial_model(issue)).tolist()


@settings(max_examples=30, deadline=None)
@given(spatial_issues(most=7), compats)
def test_positions_stay_between_those_of_before(issue, compat):
    """A bargain lies between two positions; KTAB's slip of Q6 can put it elsewhere."""
    assume(not compat or issue.options.bargain == "InitOnlyInterp")
    try:
        path = path_of(spatial_model(issue, compat=compat))
    except InputError:
        assume(False)
    for before, after in pairwise(path):
        assert (after >= before.min(axis=0) - 0.006).all()
        assert (after <= before.max(axis=0) + 0.006).all()


@settings(max_examples=30, deadline=None)
@given(spatial_issues(most=7))
def test_it_stops_by_ktabs_rule(issue):
    found = spatial_model(issue)
    path = path_of(found) / 100
    moved = [np.sqrt(((after - before) ** 2).sum(axis=1)).sum() for before, after in pairwise(path)]
    small = [step / (moved[0] + 1e-4) < 0.02 for step in moved]
    assert 2 <= found.turns <= 100
    assert not any(small[1:-1])
    assert found.settled == small[-1]
    assert found.settled or found.turns == 100


def test_agreement_moves_nobody():
    found = spatial_model(one_dimension([40, 40, 40, 40]))
    assert path_of(found).tolist() == [[[40.0]] * 4] * 3
    assert not list(found.moves)
    assert found.states[0].risk == (0.0,) * 4


@pytest.mark.parametrize("positions", [[0, 50, 100], [20, 20, 80, 80], [10, 10, 10]])
def test_where_ktab_loses_a_run_there_is_a_result(positions):
    issue = one_dimension(positions)
    with pytest.raises(InputError, match="leave compat out"):
        spatial_model(issue, compat="ktab")
    found = spatial_model(issue)
    assert 2 <= found.turns <= 100
    assert np.isfinite(path_of(found)).all()


def test_full_knowledge_of_risk_attitudes_works_only_without_compat():
    issue = issue_of(1, 6, 2, make_options({"BigRAdjust": "Full"}))
    assert spatial_model(issue).turns >= 2
    with pytest.raises(InputError, match="BigRAdjust=Full: KTAB always stops"):
        spatial_model(issue, compat="ktab")


@pytest.mark.parametrize("field", ["capability", "salience"])
def test_an_actor_without_weight_sits_by(field):
    words = {"capabilities": [0, 10, 10, 20]} if field == "capability" else {}
    words |= {"saliences": [0, 0.5, 0.6, 0.9]} if field == "salience" else {}
    issue = one_dimension([30, 0, 55, 100], **words)
    assert spatial_model(issue).turns >= 2
    with pytest.raises(InputError, match=f"A0: {field} 0: KTAB loses"):
        spatial_model(issue, compat="ktab")


def test_nobody_proposes_without_caring():
    issue = one_dimension([30, 0, 55, 100], saliences=[0, 0.5, 0.6, 0.9])
    for choice in (one for some in spatial_model(issue).choices for one in some):
        assert choice.bargain is None or choice.bargain.proposer != "A0"


def test_third_parties_matter_without_compat_only():
    for commit in ("NoCommit", "FullCommit"):
        issue = issue_of(5, 7, 2, make_options({"ThirdPartyCommit": commit}))
        other = replace(issue, options=make_options({"ThirdPartyCommit": "NoCommit"}))
        same = path_of(spatial_model(issue, compat="ktab"))
        assert same.tolist() == path_of(spatial_model(other, compat="ktab")).tolist()
    full = issue_of(5, 7, 2, make_options({"ThirdPartyCommit": "FullCommit"}))
    none = replace(full, options=make_options({"ThirdPartyCommit": "NoCommit"}))
    assert path_of(spatial_model(full)).tolist() != path_of(spatial_model(none)).tolist()


def test_prospects_without_reference_are_proportions():
    """At ideals everything is a loss, so that losses count for all alike."""
    prospect, plain = (
        issue_of(9, 6, 1, make_options({"VotingRule": rule})) for rule in ("ASymProsp", "Prop")
    )
    risks = [spatial_model(one, turns=1).states[0].risk for one in (prospect, plain)]
    assert risks[0] == pytest.approx(risks[1], abs=1e-9)


def test_fixed_ideals_stay():
    issue = issue_of(3, 5, 2, Options())
    fixed = replace(issue, affinity={(actor, actor): 0.0 for actor in issue.actors})
    found = spatial_model(fixed)
    for state in found.states:
        assert np.array(state.ideals) == pytest.approx(np.array(issue.positions), abs=1e-12)
    for state in spatial_model(issue).states:
        assert state.ideals == state.positions


def test_stochastic_runs_hang_on_the_seed_and_the_names_alone():
    issue = issue_of(2, 6, 2, make_options({"StateTransitions": "Stochastic"}))
    first = spatial_model(issue, seed=1, turns=5)
    assert spatial_model(issue, seed=1, turns=5) == first
    assert path_of(spatial_model(issue, seed=2, turns=5)).tolist() != path_of(first).tolist()
    assert first.seed == 1
    own = spatial_model(issue, turns=5)
    assert own.seed == issue.seed
    names = {actor: row for row, actor in enumerate(issue.actors)}
    order = sorted(names, reverse=True)
    rows = [names[actor] for actor in order]
    other = replace(
        issue,
        actors=tuple(order),
        positions=tuple(issue.positions[row] for row in rows),
        saliences=tuple(issue.saliences[row] for row in rows),
        capabilities=tuple(issue.capabilities[row] for row in rows),
    )
    second = path_of(spatial_model(other, seed=1, turns=1))[-1]
    assert second == pytest.approx(path_of(spatial_model(issue, seed=1, turns=1))[-1][rows])


@settings(max_examples=20, deadline=None)
@given(spatial_issues(options=any_options(stochastic=True)), st.integers(0, 100))
def test_a_run_is_the_first_draw(issue, seed):
    single = spatial_model(issue, seed=seed)
    spread = spatial_spread(exactly(issue), seed=seed, draws=1)
    last = [[one.mean for one in row] for row in spread.actors]
    assert spread.turns == single.turns
    assert np.array(last) == pytest.approx(path_of(single)[-1], abs=1e-9)


def test_the_twister_is_the_published_one():
    """The 10,000th number from the seed 5489, as the C++ standard has it (26.5.5 of C++11)."""
    assert next(islice(raw(5489), 9_999, None)) == 9_981_545_732_273_789_042


def test_options_by_ktabs_names():
    chosen = {"VotingRule": "Cubic", "BigRRange": "Max"}
    assert {**named(make_options(chosen))} == {**named(Options()), **chosen}
    assert read_options(["VotingRule = Cubic"], make_options({"BigRRange": "Max"})) == make_options(
        chosen
    )
    assert list(named(Options())) == list(CHOICES)
    for wrong, message in (
        (["VotingRle=Cubic"], "did you mean `?VotingRule"),
        (["VotingRule=Loud"], "write one of Binary, PropBin"),
        (["Cubic"], "NAME=VALUE"),
    ):
        with pytest.raises(InputError, match=message):
            read_options(wrong)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"compat": "smp"}, "write ktab"),
        ({"turns": 0}, "from 1 to 100"),
        ({"turns": 101}, "from 1 to 100"),
    ],
)
def test_what_is_refused(words, message):
    with pytest.raises(InputError, match=message):
        spatial_model(one_dimension([1, 2, 3]), **words)


def test_the_reasons_are_told():
    found = spatial_model(issue_of(4, 6, 2, Options()))
    moves = list(found.moves)
    assert moves
    for move in moves:
        assert move.bargain is not None
        assert f"{move.bargain.chance:.0%}" in reason(move)
        mine = move.bargain.proposer == move.actor
        assert move.end == (move.bargain.mine if mine else move.bargain.theirs)
        assert mine or move.bargain.other == move.actor
    assert len(plain(found)["choices"]) == 6 * found.turns


def test_the_trace_is_on_ktabs_scale():
    issue = make_issue("year", "ABC", [2025, 2035, 2050], [0.5] * 3, [1, 2, 3], low=2025, high=2050)
    inputs = from_inputs(exact(issue))
    found = spatial_model(inputs.issue)
    rows = [line.split(",") for line in trace(found).splitlines()]
    assert rows[0] == ["turn", "actor", "dim", "position"]
    assert rows[1:4] == [["0", "A", "year", "0.0"], ["0", "B", "year", "40.0"],
                         ["0", "C", "year", "100.0"]]  # fmt: skip
    assert found.states[0].positions == ((2025,), (2035,), (2050,))
    assert 2025 <= found.outcome[0] <= 2050


@pytest.mark.parametrize("kind", ["Deterministic", "Stochastic"])
def test_draws_depend_on_nothing_but_their_number(kind):
    issue = issue_of(6, 5, 2, make_options({"StateTransitions": kind}))
    unsure = exactly(issue)
    unsure = replace(
        unsure, positions=((Input((0, 20, 90)), Input((5.0, 60.0))), *unsure.positions[1:])
    )
    whole, part = drawn(unsure, 3, 0, 40), drawn(unsure, 3, 10, 20)
    assert whole.positions[10:30].tolist() == part.positions.tolist()
    spread = spatial_spread(unsure, seed=3, draws=600)
    again = spatial_spread(unsure, seed=3, draws=600)
    assert spread == again
    assert spread.outcome[0].sd > 0


def test_certain_inputs_have_one_outcome():
    issue = issue_of(8, 6, 2, Options())
    found, spread = spatial_model(issue), spatial_spread(exactly(issue), seed=1, draws=3)
    assert [one.mean for one in spread.outcome] == pytest.approx(found.outcome)
    assert spread.turns == found.turns
    last = [[one.median for one in row] for row in spread.actors]
    assert np.array(last) == pytest.approx(path_of(found)[-1])


def test_drawn_saliences_never_pass_one_in_total():
    issue = issue_of(8, 4, 2, Options())
    unsure = replace(exactly(issue), saliences=((Input((0.4, 0.9)), Input((0.3, 0.9))),) * 4)
    totals = drawn(unsure, 1, 0, 200).saliences.sum(axis=2)
    assert totals.max() == pytest.approx(1)
    assert totals.min() < 1


def test_draws_are_limited():
    with pytest.raises(InputError, match="1,000,000"):
        spatial_spread(exactly(one_dimension([1, 2, 3])), seed=1, draws=2_000_000)


@settings(max_examples=30, deadline=None)
@given(spatial_issues(most=6, options=any_options()))
def test_winning_chances_are_probabilities(issue):
    for state in spatial_model(issue, turns=2).states:
        assert all(0 <= chance <= 1 for chance in state.winning)
        assert all(
            -1 - 1e-6 <= risk <= 1 + 1e-6 for risk in state.risk
        )  # of chances that nearly tie
        if len(set(state.positions)) == issue.size:
            assert sum(state.winning) > 0


def test_the_likeliest_winner_shuns_risk_most():
    issue = issue_of(7, 6, 1, Options())
    state = spatial_model(issue, turns=1).states[0]
    assert max(state.risk) == pytest.approx(1)
    assert min(state.risk) == pytest.approx(-0.5)


def test_the_outcome_hangs_on_what_moves_it():
    """Three who agree and a fourth whose position alone is unsure: the mean follows it."""
    issue = one_dimension([40, 40, 40, 40])
    sure = exactly(issue)
    inputs = replace(sure, positions=(*sure.positions[:3], (Input((30, 50)),)))
    spread = spatial_spread(inputs, seed=1, draws=200, turns=1)
    (only,) = spread.sensitivities
    assert (only.dim, only.field, only.actor, only.of) == ("D0", "position", "A3", "D0")
    assert only.correlation > 0.9
    assert spatial_spread(sure, seed=1, draws=3).sensitivities == ()


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=5, max_size=30), st.integers(0, 100))
def test_sensitivities_are_spearmans(values, seed):
    scipy = pytest.importorskip("scipy.stats")
    other = np.random.default_rng(seed).integers(0, 4, len(values))
    assume(len(set(values)) > 1 and len(set(other.tolist())) > 1)
    sure = exactly(one_dimension([0, 50, 100]))
    inputs = replace(sure, capabilities=(Input((0, 5)), *sure.capabilities[1:]))
    given_, outcome = (np.array(column, float)[:, None] for column in (values, other))
    found = sensitivities(inputs, given_, outcome)
    expected = scipy.spearmanr(values, other).statistic
    assert sum(one.correlation for one in found) == pytest.approx(expected, abs=1e-12)
