"""Position exchange: against an oracle in fractions, engines against each other, what holds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.bargaining.exchange_agendas import agenda_of, random_tables, tables
from tests.models.bargaining.exchange_oracle import Round
from willing.errors import InputError
from willing.models.bargaining.compromise import compromise
from willing.models.bargaining.exchange.agenda import make_agenda, remarks, shared_issues
from willing.models.bargaining.exchange.cells import central_cells, drawn_cells
from willing.models.bargaining.exchange.document import exchanges, plain, trace
from willing.models.bargaining.exchange.engine import play_compiled, play_in_python
from willing.models.bargaining.exchange.exchange import exchange
from willing.models.bargaining.exchange.options import Options, read_options
from willing.models.bargaining.exchange.splits import drawn_splits
from willing.models.bargaining.exchange.spread import exchange_outcomes, exchange_spread
from willing.models.bargaining.inputs import Input, central, exact
from willing.models.bargaining.issue import make_issue

MENDED = Options(rules="mended")
RANDOM = Options(gains="random")


def two():
    """A cares for troops, B for money: both give way entirely on the other."""
    return agenda_of([[0, 0], [100, 100]], [[0.9, 0.3], [0.3, 0.9]], [1, 1])


def trades_of(found):
    return [trade for one in found.rounds for trade in one.trades]


def votes_of(found):
    return np.array([[np.nan if x is None else x for x in row] for row in found.rounds[-1].votes])


def test_by_hand():
    """O = (25, 75); shifts of 25 points each; gains 0.9 x 25 - 0.3 x 25."""
    found = exchange(two())
    assert found.start == (25, 75)
    (trade,) = trades_of(found)
    assert set(zip(trade.actors, trade.supplies, strict=True)) == {("A0", "I1"), ("A1", "I0")}
    assert trade.gains == pytest.approx((15, 15))
    assert found.outcome == (0, 100)
    assert found.utilities == pytest.approx((15, 15))
    # won over in part: 0.1 + 0.4 (1 - 0.3) of the way to the vote
    assert found.rounds[0].wishes[1][0] == pytest.approx(100 - 38)


def test_the_smaller_step_is_scaled():
    """B weighs twice on troops: its whole way is worth more than A can pay for with its own."""
    found = exchange(agenda_of([[0, 0], [100, 100]], [[0.9, 0.3], [0.3, 0.9]], [1, 2]))
    (trade,) = trades_of(found)
    # O = (40, 85.7); A's whole way shifts money by 100 x 0.3 / 2.1, and B's troops by as much
    step = 100 * 0.3 / 2.1 * 1.5 / 0.6
    ends = dict(zip(trade.actors, trade.ends, strict=True))
    assert ends == pytest.approx({"A0": 100, "A1": 100 - step})


def test_the_outcome_does_not_pass_the_demander():
    """A stands at 20 on troops: B's whole way would bring the outcome to 8."""
    found = exchange(
        agenda_of([[20, 0], [90, 100], [0, 50]], [[0.9, 0.3], [0.3, 0.9], [0.6, 0.01]], [1, 3, 1])
    )
    (trade,) = [one for one in trades_of(found) if set(one.actors) == {"A0", "A1"}][:1]
    after = dict(zip(trade.supplies, trade.after, strict=True))
    assert after["I0"] >= 20 - 1e-9


@settings(max_examples=60, deadline=None)
@given(tables())
def test_against_the_oracle(some):
    positions, saliences, capabilities = some
    there = [(a, k) for a, row in enumerate(positions) for k, x in enumerate(row) if x is not None]
    try:
        agenda = agenda_of(*some)
    except InputError:
        return
    oracle = Round(
        {(a, k): Fraction(positions[a][k]) for a, k in there},
        {(a, k): Fraction(saliences[a][k]) for a, k in there},
        {(a, k): Fraction(capabilities[a]) for a, k in there},
    )
    swaps = oracle.play()
    for exactly in (False, True):
        found = exchange(agenda, options=MENDED, exact=exactly)
        names = {actor: row for row, actor in enumerate(f"A{row}" for row in range(9))}
        seen = [
            {(names[a], int(k[1:])) for a, k in zip(one.actors, one.supplies, strict=True)}
            for one in trades_of(found)
        ]
        assert seen == [{(one.i, one.q), (one.j, one.p)} for one in swaps]
        gains = [float(one.gains[0]) for one in swaps]
        assert [one.gains[0] for one in trades_of(found)] == pytest.approx(gains, abs=1e-9)
        for row, actor in enumerate(agenda.actors):
            for k, x in enumerate(found.rounds[0].votes[row]):
                if x is not None:
                    assert x == pytest.approx(float(oracle.y[names[actor], k]), abs=1e-8)


@pytest.mark.parametrize("rules", ["decide", "mended"])
@pytest.mark.parametrize("gains", ["equal", "random"])
@pytest.mark.parametrize("seed", range(3))
def test_compiled_code_is_the_same(rules, gains, seed):
    agenda = agenda_of(*random_tables(seed, 7, 4, holes=0.2))
    options = Options(gains=gains, rules=rules, noise=0.1)
    cells = drawn_cells(agenda, seed, 0, 20, 0.1)
    splits = drawn_splits(agenda, 2, options, seed, 0, 20)
    one, other = (
        engine(cells, 2, mended=rules == "mended", splits=splits, room=60)
        for engine in (play_in_python, play_compiled)
    )
    assert one.counts.sum() > 100
    for name in ("counts", "who", "traded"):
        assert (getattr(one, name) == getattr(other, name)).all()
    for name in ("votes", "wishes", "effects", "record"):
        assert np.abs(getattr(one, name) - getattr(other, name)).max() < 1e-9


def test_blocks_and_threads_make_no_difference():
    agenda = agenda_of(*random_tables(4, 6, 3))
    whole = drawn_cells(agenda, 3, 0, 50, 0.05)
    part = drawn_cells(agenda, 3, 20, 10, 0.05)
    assert (whole.saliences[20:30] == part.saliences).all()
    assert (whole.capabilities[20:30] == part.capabilities).all()
    one, two_ = (play_compiled(whole, 1, mended=False, workers=k) for k in (1, 3))
    assert (one.votes == two_.votes).all()


@settings(max_examples=40, deadline=None)
@given(tables(), st.randoms(use_true_random=False), st.sampled_from(["decide", "mended"]))
def test_the_order_of_actors_and_issues_does_not_matter(some, random, rules):
    try:
        agenda = agenda_of(*some)
    except InputError:
        return
    issues = list(agenda.issues)
    random.shuffle(issues)
    shuffled = []
    for issue in issues:
        order = list(range(len(issue.actors)))
        random.shuffle(order)
        fields = ("actors", "positions", "saliences", "capabilities", "names")
        shuffled.append(
            replace(
                issue,
                **{name: tuple(getattr(issue, name)[row] for row in order)
                   for name in fields if getattr(issue, name)},
            )
        )  # fmt: skip
    options = Options(rules=rules)
    exactly = rules == "mended"
    one, other = (
        exchange(of, options=options, exact=exactly)
        for of in (agenda, make_agenda("pact", shuffled))
    )
    places = [other.agenda.titles.index(title) for title in agenda.titles]
    assert one.outcome == pytest.approx([other.outcome[k] for k in places], abs=1e-6)
    rows = [other.agenda.actors.index(actor) for actor in agenda.actors]
    assert one.utilities == pytest.approx([other.utilities[row] for row in rows], abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(tables(), st.floats(0.01, 1000), st.sampled_from(["decide", "mended"]))
def test_only_relative_capabilities_matter(some, factor, rules):
    """In decimals the last digit tells whether an outcome has come to a position, as in decide."""
    positions, saliences, capabilities = some
    options, exactly = Options(rules=rules), rules == "mended"
    try:
        one = exchange(agenda_of(*some), options=options, exact=exactly)
    except InputError:
        return
    more = agenda_of(positions, saliences, [factor * c for c in capabilities])
    other = exchange(more, options=options, exact=exactly)
    assert one.outcome == pytest.approx(other.outcome, abs=1e-6)


@settings(max_examples=40, deadline=None)
@given(tables())
def test_a_mirrored_scale_mirrors_the_votes(some):
    """But for decide's limit on the steps that were tried, which binds upwards only."""
    positions, *rest = some
    mirrored = [[None if x is None else 100 - x for x in row] for row in positions]
    try:
        one = exchange(agenda_of(*some), options=MENDED)
    except InputError:
        return
    other = exchange(agenda_of(mirrored, *rest), options=MENDED)
    assert votes_of(one) == pytest.approx(100 - votes_of(other), abs=1e-6, nan_ok=True)


@settings(max_examples=40, deadline=None)
@given(tables(), st.sampled_from(["decide", "mended"]), st.sampled_from(["equal", "random"]))
def test_what_holds(some, rules, gains):
    try:
        agenda = agenda_of(*some)
    except InputError:
        return
    found = exchange(agenda, options=Options(rules=rules, gains=gains), rounds=2)
    begun = {
        (actor, issue.name): x.middle
        for issue in agenda.issues
        for actor, x in zip(issue.actors, issue.positions, strict=True)
    }
    for trade in trades_of(found):
        assert trade.actors[0] != trade.actors[1]
        assert trade.supplies[0] != trade.supplies[1]
        assert min(trade.gains) > -1e-9
        if gains == "equal":
            assert trade.gains[0] == pytest.approx(trade.gains[1], abs=1e-9)
        if trade.round == 1:
            k = [agenda.titles.index(title) for title in trade.supplies]
            for place in k:
                sides = {begun[a, agenda.titles[place]] < found.start[place] for a in trade.actors}
                assert sides == {True, False}
    votes = votes_of(found)
    assert np.nanmin(votes) >= 0
    assert np.nanmax(votes) <= 100
    low, high = np.nanmin(votes, axis=0) - 1e-9, np.nanmax(votes, axis=0) + 1e-9
    assert ((low <= found.outcome) & (found.outcome <= high)).all()
    for issue, start in zip(agenda.issues, found.start, strict=True):
        assert start == pytest.approx(compromise(central(issue)).outcome)


@settings(max_examples=40, deadline=None)
@given(tables())
def test_shifts_add_up_to_utilities(some):
    """Everyone's utility is the sum of what all exchanges of the one round did to it."""
    try:
        agenda = agenda_of(*some)
    except InputError:
        return
    found = exchange(agenda)
    for row, actor in enumerate(agenda.actors):
        felt = 0.0
        for trade in trades_of(found):
            for title, before, after in zip(trade.supplies, trade.before, trade.after, strict=True):
                issue = agenda.issues[agenda.titles.index(title)]
                if actor in issue.actors:
                    place = issue.actors.index(actor)
                    x, s = issue.positions[place].middle, issue.saliences[place].middle
                    felt += s * (abs(before - x) - abs(after - x))
        assert found.utilities[row] == pytest.approx(felt, abs=1e-9)
    third = sum(one.inner_gain + one.inner_loss + one.outer_gain + one.outer_loss
                for one in found.effects)  # fmt: skip
    told = sum(one.effects.inner_gain + one.effects.inner_loss + one.effects.outer_gain
               + one.effects.outer_loss for one in trades_of(found))  # fmt: skip
    assert third == pytest.approx(told, abs=1e-9)
    assert sum(one.own for one in found.effects) == pytest.approx(
        sum(sum(one.gains) for one in trades_of(found)), abs=1e-9
    )


def test_inner_and_outer():
    """C stands in A's corner; D stands with A on troops and with B on money."""
    found = exchange(
        agenda_of(
            [[0, 0], [100, 100], [10, 10], [0, 100]],
            [[0.9, 0.3], [0.3, 0.9], [0.5, 0.5], [0.5, 0.5]],
            [1, 1, 0.001, 0.001],
        )
    )
    first = trades_of(found)[0]
    assert set(first.actors) == {"A0", "A1"}
    # troops go to 0 and money to 100: D gains on both, C gains on one and loses on the other
    assert first.effects.outer_gain > 20
    assert first.effects.outer_loss == 0
    assert abs(first.effects.inner_gain + first.effects.inner_loss) < 10


@pytest.mark.parametrize(
    ("positions", "saliences"),
    [
        ([[50, 50], [50, 50], [50, 50]], [[0.9, 0.1], [0.1, 0.9], [0.5, 0.5]]),  # nobody differs
        ([[0, 0], [100, 100]], [[0.9, 0.3], [0.9, 0.3]]),  # all care alike
        ([[0, 100], [100, 0], [100, 100]], [[0.5, 0.5], [0.5, 0.5], [0.9, 0.1]]),  # alike again
    ],
)
def test_nothing_to_exchange(positions, saliences):
    found = exchange(agenda_of(positions, saliences, [1] * len(positions)))
    assert not trades_of(found)
    assert found.outcome == pytest.approx(found.start)


def test_who_has_no_partner_stays():
    """C is on one issue only, and D weighs nothing on the one it could supply."""
    found = exchange(
        agenda_of(
            [[0, 0], [100, 100], [80, None], [100, 100]],
            [[0.9, 0.3], [0.3, 0.9], [0.5, 0], [0.0, 0.9]],
            [1, 1, 1, 1],
        )
    )
    assert trades_of(found)
    assert found.rounds[0].votes[2] == (80, None)
    assert found.rounds[0].votes[3][0] == 100
    assert list(remarks(found.agenda)) == ["no position, so no part in it: A2 on I1"]


def test_other_scales_are_the_same():
    some = random_tables(9, 6, 3)
    one = exchange(agenda_of(*some), options=MENDED)
    positions, *rest = some
    own = [[2000 + x / 2 for x in row] for row in positions]
    other = exchange(agenda_of(own, *rest, low=2000, high=2050), options=MENDED)
    assert other.outcome == pytest.approx([2000 + x / 2 for x in one.outcome], abs=1e-6)


@pytest.mark.parametrize("exactly", [True, False])
def test_rounds_end_when_nobody_exchanges(exactly):
    alike = agenda_of([[0, 0], [100, 100]], [[0.9, 0.3], [0.9, 0.3]], [1, 1])
    assert len(exchange(alike, rounds=5, exact=exactly).rounds) == 1
    assert len(exchange(two(), rounds=5, exact=exactly).rounds) == 5


def test_random_gains_differ_and_no_split_is_equal():
    agenda = agenda_of(*random_tables(7, 6, 3))
    drawn = exchange(agenda, options=RANDOM, seed=5)
    assert any(abs(one.gains[0] - one.gains[1]) > 0.01 for one in trades_of(drawn))
    assert drawn == exchange(agenda, options=RANDOM, seed=5)
    none = exchange(agenda, options=Options(gains="random", split=0), seed=5)
    assert none.outcome == pytest.approx(exchange(agenda, exact=False).outcome)


def test_the_spread():
    agenda = agenda_of(*random_tables(11, 7, 3))
    found = exchange_spread(agenda, seed=2, draws=150)
    assert found == exchange_spread(agenda, seed=2, draws=150)
    assert found.draws == 150
    votes, wishes = exchange_outcomes(agenda, seed=2, draws=150)
    for k, one in enumerate(found.outcome):
        assert one.mean == pytest.approx(votes[:, k].mean())
        assert one.interval[0] <= one.median <= one.interval[1]
    assert [one.mean for one in found.wished] == pytest.approx(wishes.mean(axis=0).tolist())
    assert {one.actor for one in found.stakes} == set(agenda.actors)
    for one in found.stakes:
        assert one.percentiles[0] <= one.percentiles[1] <= one.percentiles[2]
        assert 0 <= one.loses <= 1
    assert all(0 < one.share <= 1 for one in found.partners)
    assert all(-1 <= one.correlation <= 1 for one in found.sensitivities)
    sizes = [abs(one.correlation) for one in found.sensitivities]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 0.2


def test_certain_inputs_without_noise_are_one_run():
    agenda = agenda_of(*random_tables(5, 5, 3))
    found = exchange_spread(agenda, seed=1, draws=4, options=Options(noise=0))
    run = exchange(agenda, exact=False)
    assert [one.mean for one in found.outcome] == pytest.approx(run.outcome, abs=1e-9)
    assert not found.sensitivities


def test_what_is_drawn():
    issues = [
        replace(
            exact(make_issue(name, "AB", [10, 90], [1, 0.5], [4, 4])),
            positions=(Input((10.0, 30.0)), Input((90.0,))),
        )
        for name in ("p", "q")
    ]
    cells = drawn_cells(make_agenda("pact", issues), 1, 0, 500, 0.05)
    assert cells.positions[:, 0].min() > 10
    assert cells.positions[:, 0].max() < 30
    assert (cells.positions[:, 1] == 90).all()
    assert cells.saliences.max() == 1  # ends there
    assert cells.saliences[:, 1].min() >= 0.475
    assert cells.saliences[:, 1].max() <= 0.525
    assert (cells.capabilities[:, :, 0] == cells.capabilities[:, :, 1]).all()
    assert np.ptp(cells.capabilities[:, 0, 0] / cells.capabilities[:, 1, 0]) > 0.05
    assert (central_cells(make_agenda("pact", issues)).positions[0, :, 0] == [20, 90]).all()


def test_the_files():
    agenda = agenda_of([[0, 0], [100, 100], [20, None]], [[0.9, 0.3], [0.3, 0.9], [1, 1]], [1] * 3,
                       low=0, high=200)  # fmt: skip
    found = exchange(agenda, rounds=2)
    lines = trace(found).splitlines()
    assert lines[0] == "turn,actor,dim,position"
    assert lines[1] == "0,A0,I0,0.0"
    assert "0,A1,I1,50.0" in lines
    assert not any("A2,I1" in line for line in lines)
    rows = exchanges(found).splitlines()
    assert len(rows) == 1 + len(trades_of(found))
    assert rows[0].startswith("round,actor,issue,from,to,gain,partner,")
    document = plain(found, exchange_spread(agenda, seed=1, draws=10))
    assert document["one_run"]["rounds"][0]["votes"]["A2"]["I1"] is None
    assert set(document["errors"]) == {"compromise", "exchange", "exchange, next round"}


def issue(name, actors, salience=0.5):
    return exact(make_issue(name, actors, [50] * len(actors), [salience] * len(actors),
                            [1] * len(actors)))  # fmt: skip


@pytest.mark.parametrize(
    ("issues", "said"),
    [
        ([], "no issue is there"),
        ([issue("p", "AB")], "only one issue is there"),
        ([issue("p", "AB"), issue("p", "AB")], "`p` stands twice"),
        ([issue("p", "AB"), issue("q", "CD")], "nobody can exchange"),
        ([issue("p", "AB"), issue("q", "BC")], "nobody can exchange"),
        ([issue(f"p{k}", "AB") for k in range(101)], "101 are beyond the limit of 100"),
        (
            [issue(f"p{k}", [f"A{a}" for a in range(200)]) for k in range(6)],
            "200 actors on 6 issues: their product 1,200 is beyond the limit of 1,000",
        ),
    ],
)
def test_what_is_no_agenda(issues, said):
    with pytest.raises(InputError, match=said.replace("(", r"\(")):
        make_agenda("pact", issues)


def test_what_is_refused():
    agenda = two()
    with pytest.raises(InputError, match="rounds: 0 is not from 1 to 100"):
        exchange(agenda, rounds=0)
    with pytest.raises(InputError, match="draws: 200,000 is not from 1 to 100,000"):
        exchange_spread(agenda, seed=1, draws=200_000)
    with pytest.raises(InputError, match="random gains are drawn in floats"):
        exchange(agenda, options=RANDOM, exact=True)
    with pytest.raises(InputError, match="noise"):
        exchange(agenda, options=Options(noise=2))
    large = agenda_of(*random_tables(1, 50, 9))
    with pytest.raises(InputError, match="beyond the limit of 400"):
        exchange(large, exact=True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("gain=random", "did you mean `gains`"),
        ("gains", "write gains=VALUE"),
        ("gains=fair", "none of equal, random"),
        ("noise=2", "no share"),
        ("noise=nan", "no share"),
        ("split=much", "no share"),
        ("rules=", "none of decide, mended"),
    ],
)
def test_options_that_are_none(text, said):
    with pytest.raises(InputError, match=said):
        read_options([text])


def test_issues_that_share_actors():
    agenda = make_agenda("pact", [issue("p", "AB"), issue("q", "ABC"), issue("r", "CD")])
    assert shared_issues(agenda) == {"p", "q"}
