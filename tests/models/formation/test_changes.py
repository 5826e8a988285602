"""What changes do to the worlds, and when none of them can do harm."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from willing.models.formation.bits import unpacked
from willing.models.formation.changes import Step, applied, only_helps, steps_of
from willing.models.formation.engine import Name
from willing.models.formation.trial import Trial, block_at, make_trial
from willing.scenario.scenario import Change, Scenario

from ..cases import pledge, scenario
from .scenarios import EVENTS, scenarios

ENGINES: tuple[Name, ...] = get_args(Name)


def active(trial: Trial, steps: tuple[Step, ...]) -> np.ndarray:
    """Where each pledge is active with the changes made: shape (offers, worlds)."""
    block, _ = applied(trial, block_at(trial, 0, 2), steps)
    return unpacked(trial.engine.settle(trial.plan, trial.program, block, rising=True))


@pytest.mark.parametrize("engine", ENGINES)
@given(case=scenarios(), secured=st.lists(st.sampled_from(EVENTS), min_size=1, unique=True))
@settings(max_examples=60, deadline=None)
def test_what_only_helps_removes_nobody(engine: Name, case: Scenario, secured: list[str]) -> None:
    """In any world, whatever else has been changed."""
    changes = tuple(Change(secure=event) for event in secured)
    trial = make_trial(case.model_copy(update={"changes": changes}), 3, worlds=128, engine=engine)
    steps, *_ = steps_of(case.model_copy(update={"changes": changes}), trial.plan, trial.setting)
    if only_helps(trial.plan, steps):
        for number in range(len(steps)):
            less, more = active(trial, steps[:number]), active(trial, steps[: number + 1])
            assert (more | ~less).all()


@pytest.mark.parametrize("engine", ENGINES)
@given(case=scenarios(), data=st.data())
@settings(max_examples=30, deadline=None)
def test_changes_to_pledges_remove_nobody(
    engine: Name, case: Scenario, data: st.DataObject
) -> None:
    owners = [actor for actor, noun in case.actors.items() if noun.pledges]
    actor = st.sampled_from(owners)
    change: st.SearchStrategy[dict[str, Any]] = st.one_of(
        st.builds(lambda a: {"secure": a}, actor),
        st.builds(lambda a: {"drop": a}, actor),
        st.builds(lambda a, by: {"raise": a, "by": by}, actor, st.floats(1, 5)),
        st.builds(lambda a, to: {"raise": a, "to": to}, actor, st.floats(0, 9)),
        st.builds(lambda by: {"lower": "ground_troops", "by": by}, st.floats(0.1, 1)),
    )
    changes = data.draw(st.lists(change, min_size=1, max_size=4))
    listed = case.model_copy(update={"changes": tuple(map(Change.model_validate, changes))})
    trial = make_trial(listed, 3, worlds=128, engine=engine)
    steps, *_ = steps_of(listed, trial.plan, trial.setting)
    assert only_helps(trial.plan, steps)
    for number in range(len(steps)):
        less, more = active(trial, steps[:number]), active(trial, steps[: number + 1])
        assert (more | ~less).all()


@pytest.mark.parametrize(
    ("p", "when", "expected"),
    [
        ({"if": "truce", "then": 0.5, "else": 0.1}, "deal", True),
        ({"if": "truce", "then": 0.1, "else": 0.5}, "deal", False),
        ({"if": "not truce", "then": 0.1, "else": 0.5}, "deal", False),
        ({"if": "truce", "then": 0.5, "else": 0.1}, "not deal", False),
        (
            {"if": "truce", "then": 0.5, "else": {"if": "rain", "then": 0.9, "else": 0.1}},
            "deal",
            False,
        ),
        (0.5, "not deal", True),
        (0.5, "not truce", False),
        (0.5, "rain and not rain or truce", True),
        (
            {"if": "truce", "then": {"if": "rain", "then": 0.9, "else": 0.4}, "else": 0.5},
            "deal",
            False,
        ),
        (
            {"if": "truce", "then": {"if": "rain", "then": 0.9, "else": 0.5}, "else": 0.5},
            "deal",
            True,
        ),
    ],
)
def test_when_an_event_only_helps(p: Any, when: str, expected: bool) -> None:
    case = scenario(
        {"ann": [pledge("ground_troops", 0.5, when)]},
        events={"truce": 0.5, "rain": 0.5, "deal": {"p": p}},
        changes=[{"secure": "truce"}],
    )
    trial = make_trial(case, 1, worlds=1)
    assert only_helps(trial.plan, steps_of(case, trial.plan, trial.setting)[0]) == expected


def test_what_is_listed_twice_is_one_change() -> None:
    change = {"secure": "ann", "cost": 2}
    case = scenario({"ann": [pledge("air", 0.5)]}, changes=[change, change, {"secure": "ann"}])
    trial = make_trial(case, 1, worlds=1)
    steps, listed, left_out = steps_of(case, trial.plan, trial.setting)
    assert not left_out
    assert listed
    assert [step.cost for step in steps] == [2, 1]


def test_a_raise_never_lowers_and_a_lower_never_raises() -> None:
    case = scenario(
        {"ann": [pledge("air", 1.0, "", 5), pledge("naval", 1.0, "", [1, 5, 9])]},
        requires={"air": 4},
        changes=[{"raise": "ann", "to": 3}, {"lower": "air", "to": 6}],
    )
    trial = make_trial(case, 1, worlds=64)
    before = block_at(trial, 0, 1)
    after, requires = applied(trial, before, steps_of(case, trial.plan, trial.setting)[0])
    assert requires == {"air": 4_000_000}
    assert after.amounts.fixed[0] == 5_000_000
    assert (after.amounts.drawn == np.maximum(before.amounts.drawn, 3_000_000)).all()
