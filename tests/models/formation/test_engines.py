"""Both engines against the model by its definition, world by world, and against each other."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willing.errors import InputError
from willing.models.formation.bits import LANES, Bools, Grains, Words, unpacked
from willing.models.formation.engine import Name
from willing.models.formation.formation import formation
from willing.models.formation.tally import WAVES
from willing.models.formation.trial import Trial, block_at, make_trial
from willing.models.formation.worlds import COARSE, Block
from willing.scenario.scenario import LogNormal, Scenario

from ..cases import patrol, pledge, scenario
from .oracle import Oracle
from .scenarios import large, scenarios

ENGINES: tuple[Name, ...] = get_args(Name)


@pytest.mark.parametrize("engine", ENGINES)
@given(
    case=scenarios(),
    seed=st.integers(0, (1 << 64) - 1),
    first=st.sampled_from((0, 1, 1 << 20)),
    count=st.sampled_from((1, 7, 65, 70)),
)
@settings(max_examples=50, deadline=None)
def test_engines_against_the_definition(
    engine: Name, case: Scenario, seed: int, first: int, count: int
) -> None:
    trial = replace(make_trial(case, seed, worlds=count, engine=engine), first=LANES * first)
    agree(trial, block_at(trial, 0, -(-count // LANES)), Oracle(case, seed))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", range(12))
def test_engines_against_the_definition_where_much_hangs_together(engine: Name, seed: int) -> None:
    case = large(seed, actors=6)
    trial = make_trial(case, seed, worlds=64, engine=engine)
    agree(trial, block_at(trial, 0, 1), Oracle(case, seed))


@pytest.mark.parametrize("engine", ENGINES)
def test_engines_against_the_definition_in_the_middle_of_a_trial(engine: Name) -> None:
    trial = make_trial(patrol(), 5, worlds=1000, engine=engine)
    agree(trial, block_at(trial, 14, 2), Oracle(patrol(), 5))  # worlds 896 ... 999 and 24 that
    assert block_at(trial, 14, 2).kept[1].bit_count() == 1000 - 15 * LANES  # do not count


def agree(trial: Trial, block: Block, oracle: Oracle) -> None:
    plan, engine = trial.plan, trial.engine
    waves = np.zeros((len(plan.actors), WAVES), dtype=np.int64)
    least = engine.settle(plan, trial.program, block, rising=True, waves=waves)
    greatest = engine.settle(plan, trial.program, block, rising=False)
    ids = [offer.id for offer in plan.offers]
    happened, willing, low, high = (
        unpacked(words) for words in (block.happened, block.willing, least, greatest)
    )
    sums = {
        kind: engine.total(least, plan.rows.of_kind.get(kind, ()), block.amounts)
        for kind in plan.kinds
    }
    met = unpacked(engine.succeeds(plan, block, least))
    first, counted = np.zeros_like(waves), unpacked(block.kept)
    for lane in range(LANES * block.words):
        number = LANES * block.first + lane
        assert counted[lane] == (number < trial.first + trial.worlds)
        world = oracle.world(number)
        rounds = oracle.rounds(world)
        active = rounds[-1]
        assert dict(zip(plan.events, happened[:, lane].tolist(), strict=True)) == world.happens
        assert here(ids, willing, lane) == world.willing
        for row, name in enumerate(ids):
            found = int(block.amounts.of(row)[-1 if block.amounts.place[row] < 0 else lane])
            slack = COARSE if isinstance(oracle.offers[name].pledge.amount, LogNormal) else 0
            assert abs(found - world.amounts[name]) <= slack
        assert here(ids, low, lane) == active
        assert here(ids, high, lane) == oracle.greatest(world)
        for kind, total in sums.items():
            assert abs(int(total[lane]) - oracle.total(world, active, kind)) <= COARSE * len(ids)
        assert met[lane] == oracle.succeeds(world, active)
        if counted[lane]:
            members: set[str] = set()
            for wave, after in enumerate(rounds):
                joined = {oracle.offers[name].actor for name in after if oracle.offers[name].core}
                for actor in joined - members:
                    first[plan.actor_row[actor], min(wave, WAVES - 1)] += 1
                members = joined
    assert np.array_equal(waves, first)


def here(ids: list[str], lanes: Bools, lane: int) -> frozenset[str]:
    return frozenset(name for name, row in zip(ids, lanes, strict=True) if row[lane])


def settled(trial: Trial, block: Block) -> list[Words | Grains]:
    plan, engine = trial.plan, trial.engine
    waves = np.zeros((len(plan.actors), WAVES), dtype=np.int64)
    least = engine.settle(plan, trial.program, block, rising=True, waves=waves)
    greatest = engine.settle(plan, trial.program, block, rising=False)
    return [
        *block.leaves.values(),
        block.kept,
        block.happened,
        block.willing,
        block.amounts.drawn,
        least,
        greatest,
        engine.settle(plan, trial.program, block, rising=False, known=least),
        waves,
        *(engine.total(least, rows, block.amounts) for rows in plan.rows.of_kind.values()),
        engine.succeeds(plan, block, least),
        engine.pairs(least, greatest),
    ]


def pledges(case: Scenario, actor: str) -> int:
    return len(case.actors[actor].pledges)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("first", "count"), [(0, 64 * 33), (1 << 30, 1999)])
@pytest.mark.parametrize("forced", [{}, {"actor03": True, "actor04": False, "storm": True}])
def test_engines_agree(seed: int, first: int, count: int, forced: dict[str, bool]) -> None:
    """To the last bit, over more worlds than the compiled code settles together."""
    case = large(seed)
    forced = {name: on for name, on in forced.items() if name in case.events or pledges(case, name)}
    given = ["truce or rain"] if forced else []
    plain, compiled = (
        replace(
            make_trial(case, seed, worlds=count, engine=engine, forced=forced, given=given),
            first=LANES * first,
        )
        for engine in ENGINES
    )
    words = -(-count // LANES)
    one, other = (settled(trial, block_at(trial, 0, words)) for trial in (plain, compiled))
    assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("engine", ENGINES)
@given(case=scenarios(), seed=st.integers(0, 1000))
@settings(max_examples=25, deadline=None)
def test_what_is_known_changes_nothing(engine: Name, case: Scenario, seed: int) -> None:
    trial = make_trial(case, seed, worlds=100, engine=engine)
    block = block_at(trial, 0, 2)
    low, high = (
        trial.engine.settle(trial.plan, trial.program, block, rising=rising)
        for rising in (True, False)
    )
    for rising, end in ((True, low), (False, high)):
        known = trial.engine.settle(trial.plan, trial.program, block, rising=rising, known=low)
        assert np.array_equal(known, end)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_largest_amounts_are_added_exactly(engine: Name) -> None:
    """Sums of 64 worlds of two hundred of the largest amounts do not fit into 64 bits."""
    case = scenario(
        {f"s{i:03}": [pledge("finance", 1.0, "", 1e9)] for i in range(200)},
        requires={"finance": 4e12},
        core=("finance",),
    )
    found = formation(case, seed=1, worlds=1000, engine=engine).totals[0]
    assert (found.mean, found.shortfall) == (2e11, 3.8e12)


def test_amounts_that_fit_into_no_sum_are_refused() -> None:
    case = scenario({f"s{i:04}": [pledge("finance", 1.0, "", 1e9)] for i in range(9001)})
    with pytest.raises(InputError, match="larger units"):
        formation(case, seed=1, worlds=1)
