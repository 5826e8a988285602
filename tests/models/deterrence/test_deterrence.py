"""Deterrence over worlds: what is counted, curves, sensitivities, and what is refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.models.deterrence.settings import setting
from willing.errors import InputError
from willing.models.deterrence.deterrence import THE_COALITION, deterrence
from willing.models.deterrence.document import plain
from willing.models.deterrence.force_curve import force_curve
from willing.models.deterrence.parameters import drawn
from willing.models.deterrence.payoffs import HOLDS
from willing.models.deterrence.played import BLOCK, played
from willing.models.deterrence.presence import presence, with_force
from willing.models.deterrence.setting import SOLVERS, ends
from willing.models.deterrence.sobol import sobol
from willing.models.deterrence.tornado import tornado

WORLDS = 2000


def some_worlds(worlds=WORLDS):
    rng = np.random.default_rng(5)
    return presence(
        rng.integers(0, 40_000, worlds).astype(float),
        rng.integers(0, 4, worlds),
        {"ceasefire": rng.random(worlds) < 0.5, "us_backstop": rng.random(worlds) < 0.3},
    )


@pytest.mark.parametrize("solver", SOLVERS)
def test_all_of_it_adds_up(solver):
    there = some_worlds()
    game = setting(solver=solver, settlement="ceasefire", backstop="us_backstop")
    found = deterrence(game, there, seed=3)
    four = (
        found.shares.holds, found.shares.unanswered, found.shares.backed_down,
        found.shares.escalation,
    )  # fmt: skip
    assert sum(four) == pytest.approx(1)
    assert [spread.mean for spread in found.spreads] == pytest.approx(four)
    assert found.worlds == there.events["ceasefire"].sum()
    assert found.settled.p == pytest.approx(found.worlds / WORLDS)
    for one, other in found.by_event:
        assert one.worlds + other.worlds == found.worlds
        both = one.worlds * one.shares.holds + other.worlds * other.shares.holds
        assert both / found.worlds == pytest.approx(found.shares.holds)
    by_members = sum(case.worlds * case.shares.holds for case in found.by_members)
    assert by_members / found.worlds == pytest.approx(found.shares.holds)
    assert plain(found)["worlds"] == found.worlds


def test_the_backstop_helps_where_the_adversary_would_rather_not_fight():
    there = some_worlds()
    game = setting(backstop="us_backstop", backstop_strength=2.0)
    found = deterrence(game, there, seed=3)
    (backstop,) = (pair for pair in found.by_event if pair[0].name == "us_backstop")
    assert backstop[0].shares.holds > backstop[1].shares.holds + 0.02


def test_the_same_seed_the_same_answer_whatever_the_blocks_and_the_worlds():
    there = some_worlds(BLOCK + 500)
    game = setting(settlement="ceasefire")
    whole = played(game, there, seed=9)
    assert np.array_equal(whole.ends, played(game, there, seed=9).ends)
    part = replace(
        there,
        force=there.force[:700],
        members=there.members[:700],
        counted=there.counted[:700],
        events={name: one[:700] for name, one in there.events.items()},
    )
    few = played(game, part, seed=9)
    assert np.array_equal(few.ends, whole.ends[:, : len(few.rows)])
    assert not np.array_equal(whole.ends, played(game, there, seed=10).ends)


def test_another_range_for_one_parameter_leaves_the_draws_of_others():
    one, two = (
        drawn(setting().parameters, 4, 0, 50),
        drawn(setting(peace=(0.0, 3.0)).parameters, 4, 0, 50),
    )
    assert not np.array_equal(one["peace"], two["peace"])
    assert np.array_equal(one["provocation"], two["provocation"])


def curve_of(**given):
    game = setting(**given)
    values = drawn(game.parameters, 2, 0, 400)
    return game, values, force_curve(game, values, np.zeros(400, dtype=bool), up_to=200_000)


def test_without_provocation_more_presence_never_turns():
    _, _, curve = curve_of(provocation=0.0)
    assert curve.peak is None
    held = [shares.holds for shares in curve.shares]
    assert held == sorted(held)


def test_much_provocation_turns_and_the_peak_is_the_best_of_a_finer_grid():
    game, values, curve = curve_of(
        provocation=4.0, provocation_power=2.0, reinforcement=4.0, decisiveness=2.0
    )
    assert curve.peak is not None
    assert 0 < curve.peak < 200_000
    none = np.zeros(400, dtype=bool)
    fine = np.linspace(0, 200_000, 801)
    held = [ends(game, values, np.full(400, size), none)[HOLDS].mean() for size in fine]
    assert curve.best >= max(held) - 1e-6
    assert curve.peak == pytest.approx(fine[int(np.argmax(held))], abs=1_000)
    assert curve.turning > 0.5


def test_a_force_that_only_provokes_turns_at_none():
    _, _, curve = curve_of(
        provocation=50.0, provocation_power=0.5, beneficiary_force=0.0, response_cost=100.0
    )
    assert curve.peak == 0.0


def test_the_tornado_bar_of_a_parameter_is_the_mean_at_its_ends():
    game = setting()
    values = drawn(game.parameters, 2, 0, 300)
    force, backstop = np.full(300, 20_000.0), np.zeros(300, dtype=bool)
    bars = tornado(game, values, force, backstop)
    assert [bar.swing for bar in bars] == sorted((bar.swing for bar in bars), reverse=True)
    bar = next(bar for bar in bars if bar.name == "peace")
    fixed = values | {"peace": np.full(300, bar.high)}
    assert ends(game, fixed, force, backstop)[HOLDS].mean() == pytest.approx(bar.holds_high)
    counted = np.quantile(drawn(game.parameters, 2, 0, 50_000)["peace"], [0.1, 0.9])
    assert counted == pytest.approx([bar.low, bar.high], abs=2e-3)


def test_sobol_of_the_ishigami_function():
    """Ishigami and Homma (1990), a = 7, b = 0.1; the indices are known in closed form."""

    def ishigami(ranks):
        x, y, z = ((2 * ranks - 1) * np.pi).T
        return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)

    found = {index.name: index for index in sobol("xyz", ishigami, seed=2, rows=1 << 15)}
    for name, first, total in (
        ("x", 0.3139, 0.5576),
        ("y", 0.4424, 0.4424),
        ("z", 0.0, 0.2437),
    ):
        assert found[name].first == pytest.approx(first, abs=4 * found[name].first_se + 1e-3)
        assert found[name].total == pytest.approx(total, abs=4 * found[name].total_se + 1e-3)
        assert found[name].total_se < 0.02


def test_what_the_answer_hangs_on_is_what_is_uncertain():
    known = {name: one.middle for name, one in setting().parameters.items()}
    only = known | {"adversary_stake": (0.2, 2.0)}
    found = deterrence(setting(**only), with_force(some_worlds(), 20_000), seed=1)
    assert [index.name for index in found.sobol] == ["adversary_stake"]
    assert found.sobol[0].total == pytest.approx(1, abs=0.1)
    assert [bar.name for bar in found.tornado] == ["adversary_stake"]
    nothing = deterrence(setting(**known), with_force(some_worlds(), 20_000), seed=1)
    assert nothing.sobol == nothing.tornado == ()
    assembled = deterrence(setting(**known), some_worlds(), seed=1)
    assert [index.name for index in assembled.sobol] == [THE_COALITION]


def test_what_cannot_be_is_refused():
    with pytest.raises(InputError, match="negative"):
        presence(np.array([-1.0]))
    with pytest.raises(InputError, match="no number"):
        presence(np.array([np.nan]))
    with pytest.raises(InputError, match="no world"):
        presence(np.array([]))
    with pytest.raises(InputError, match="different numbers"):
        presence(np.ones(3), np.ones(2, dtype=np.int64))
    nothing = presence(np.ones(3), events={"ceasefire": np.zeros(3, dtype=bool)})
    with pytest.raises(InputError, match="holds in no world"):
        deterrence(setting(settlement="ceasefire"), nothing, seed=1)
    with pytest.raises(InputError, match="seed"):
        deterrence(setting(), presence(np.ones(3)), seed=-1)
    with pytest.raises(InputError, match="above 0"):
        deterrence(setting(), presence(np.ones(3)), seed=1, up_to=0)
