"""How the worlds are cut up and who works on them changes no number."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest

from willing.models.formation import trial
from willing.models.formation.engine import Name
from willing.models.formation.formation import formation
from willing.models.formation.needs import needs
from willing.models.formation.pivots import swings
from willing.models.formation.success import success_game
from willing.scenario.scenario import Scenario

from ..cases import patrol, pledge, scenario
from .scenarios import large

ENGINES: tuple[Name, ...] = get_args(Name)
CUTS: list[dict[str, Any]] = [
    {"engine": engine, "block": block, "workers": workers}
    for engine in ENGINES
    for block in (64, 100, 8192)
    for workers in (1, 2)
]
SETTINGS: list[dict[str, Any]] = [
    {},
    {"forced": {"truce": True, "storm": False}, "given": ["rain or not truce"]},
]


@pytest.mark.parametrize("setting", SETTINGS)
def test_cuts_change_no_formation(setting: dict[str, Any]) -> None:
    case = large(8, actors=12)
    found = [formation(case, seed=3, worlds=600, **setting, **cut) for cut in CUTS]
    assert all(other == found[0] for other in found)


@pytest.mark.parametrize("requires", [{}, {"ground_troops": 1500}])
def test_cuts_change_no_swing(requires: dict[str, float]) -> None:
    case = patrol()
    asked = case.initiative.model_copy(update={"requires": requires})
    case = case.model_copy(update={"initiative": asked})
    found = [swings(case, seed=3, worlds=300, **cut) for cut in CUTS]
    assert all(other == found[0] for other in found)


def test_cuts_change_no_answer() -> None:
    allowed = ("secure", "lower")
    found = [
        needs(patrol(), target=0.9, seed=3, worlds=300, allowed=allowed, **cut) for cut in CUTS
    ]
    assert all(other == found[0] for other in found)


def test_cuts_change_no_game() -> None:
    case = few()
    found = [success_game(case, seed=3, worlds=1500, **cut) for cut in CUTS]
    assert all(other == found[0] for other in found)


def few() -> Scenario:
    return scenario(
        {
            code: [pledge("ground_troops", 0.6, when, amount)]
            for code, when, amount in (
                ("ann", "", [1, 2, 4]),
                ("bob", "joined(ann) or not storm", 2),
                ("cid", "total(ground_troops) >= 2", {"p10": 1, "p50": 2, "p90": 3}),
            )
        },
        events={"storm": 0.4},
        requires={"ground_troops": 4},
    )


def test_percentiles_of_what_is_given_hang_on_no_cut() -> None:
    """Percentiles come from the first 65,536 worlds, wherever the blocks end."""
    case = scenario(
        {"ann": [pledge("ground_troops", 1.0, "", [1, 20, 900])]}, events={"rain": 0.02}
    )
    one, other = (
        formation(case, seed=3, worlds=1 << 17, given=["rain"], block=block, engine="numpy")
        for block in (1 << 14, 1 << 17)
    )
    assert one.totals == other.totals


def test_another_seed_is_another_sample() -> None:
    assert formation(patrol(), seed=1, worlds=100) != formation(patrol(), seed=2, worlds=100)


class Memory:
    """Keeps what is done as text, as a file would."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def load(self, name: str) -> tuple[int, Any] | None:
        return tuple(json.loads(self.texts[name])) if name in self.texts else None

    def save(self, name: str, following: int, plain: Any) -> None:
        self.texts[name] = json.dumps([following, plain])


class StopError(Exception):
    """Somebody pressed Ctrl-C."""


def interrupted(monkeypatch: pytest.MonkeyPatch, work: Any, **options: Any) -> Memory:
    """What is kept of a run that stops in its fifth block."""
    monkeypatch.setattr(trial, "EVERY", -1.0)
    memory, blocks = Memory(), 0

    def tell(_: int) -> None:
        nonlocal blocks
        blocks += 1
        if blocks == 5:
            raise StopError

    with pytest.raises(StopError):
        work(patrol(), seed=1, worlds=700, keep=memory, tell=tell, **options)
    assert memory.texts
    return memory


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("work", [formation, swings])
def test_an_interrupted_run_goes_on(
    monkeypatch: pytest.MonkeyPatch, work: Any, engine: Name
) -> None:
    options: dict[str, Any] = {"engine": engine, "block": 64, "workers": 1}
    memory = interrupted(monkeypatch, work, **options)
    assert work(patrol(), seed=1, worlds=700, keep=memory, **options) == work(
        patrol(), seed=1, worlds=700
    )


def test_an_interrupted_run_goes_on_in_other_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with the other engine, whose blocks are half as large."""
    memory = interrupted(monkeypatch, formation, engine="numpy", block=64)
    found = formation(patrol(), seed=1, worlds=700, keep=memory, engine="numpy", block=128)
    assert found == formation(patrol(), seed=1, worlds=700)
