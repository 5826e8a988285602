"""A trial: one plan, so many worlds, what is forced and given; and the work done block by block."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Protocol, Self, TypedDict, TypeVar

from willing.errors import InputError
from willing.models.draws import checked_seed
from willing.models.formation.bits import LANES, Words, every
from willing.models.formation.engine import Engine, Name, choose
from willing.models.formation.forcing import Forced, read_forced, read_given
from willing.models.formation.holding import of_events
from willing.models.formation.plan import Plan, make_plan
from willing.models.formation.program import Program, make_program
from willing.models.formation.worlds import Block, force
from willing.scenario.conditions import Condition
from willing.scenario.scenario import Scenario

Found = TypeVar("Found")

Total = TypeVar("Total", bound="Sums")

NOTHING: Mapping[str, bool] = MappingProxyType({})

ROOM = 1 << 25
"""Bytes that the amounts of a block may take: blocks of scenarios with thousands of pledges are
smaller."""

EVENT_WORK = 5
"""An event takes as long as so many pledges."""

EVERY = 5.0
"""Seconds after which a long run keeps what is done."""

AHEAD = 2
"""Blocks that are worked on for each worker before the oldest one is asked for."""


class Options(TypedDict, total=False):
    """What all parts of the formation model take beside scenario and seed.

    `worlds`: how many to draw (10,000). `forced` sets events (`{"ceasefire": True}`) and pledges
    (`{"POL.logistics": False}`, or all of an actor's: `{"POL": True}`) without redrawing anything
    else. `given` keeps the worlds where conditions on events hold. `block` (worlds at once),
    `workers` (threads) and `engine` change how long it takes, and no result. `keep` holds what is
    done of a long run, so that it can go on after an interruption; `tell` hears of every block how
    many worlds it had.
    """

    worlds: int
    forced: Mapping[str, bool]
    given: Sequence[str]
    block: int | None
    workers: int | None
    engine: Name | None
    keep: Keep | None
    tell: Callable[[int], None] | None


class Keep(Protocol):
    """A place where the sums over the worlds that are done are kept, by the name of the sums."""

    def load(self, name: str) -> tuple[int, Any] | None:
        """The number of worlds that are done and the plain sums; None where nothing is kept."""

    def save(self, name: str, done: int, plain: Any) -> None:
        """Keep the plain sums of the worlds that are done."""


class Sums(Protocol):
    """Sums over worlds that can be added up, written down plainly and read back."""

    def merge(self, other: Self) -> None:
        """Add the sums of later worlds."""

    def plain(self) -> Any:
        """The sums as lists, texts and numbers."""

    def restore(self, plain: Any) -> None:
        """Take over plain sums."""


@dataclass(slots=True)
class Counts:
    """Sums that are a few whole numbers."""

    numbers: list[int]

    def merge(self, other: Counts) -> None:
        """Add the numbers of later worlds."""
        self.numbers = [a + b for a, b in zip(self.numbers, other.numbers, strict=True)]

    def plain(self) -> list[int]:
        """The numbers."""
        return self.numbers

    def restore(self, plain: Any) -> None:
        """Take over numbers written down by `plain`."""
        self.numbers = list(plain)


@dataclass(frozen=True, slots=True)
class Trial:
    """What is drawn and how; `first` is the number of the first world, `words` the size of a
    block in words of 64 worlds.
    """

    plan: Plan
    program: Program
    seed: int
    first: int
    worlds: int
    setting: Forced
    given: tuple[Condition, ...]
    given_text: tuple[str, ...]
    engine: Engine
    words: int
    workers: int
    keep: Keep | None = None
    tell: Callable[[int], None] | None = None


def make_trial(
    scenario: Scenario,
    seed: int,
    *,
    worlds: int = 10_000,
    forced: Mapping[str, bool] = NOTHING,
    given: Sequence[str] = (),
    block: int | None = None,
    workers: int | None = None,
    engine: Name | None = None,
    keep: Keep | None = None,
    tell: Callable[[int], None] | None = None,
) -> Trial:
    """Make a trial ready.

    Raises `InputError` for unknown names, circular events, and too few worlds.
    """
    if worlds < 1 or (block is not None and block < 1):
        raise InputError(f"worlds: {worlds} is too few: draw at least 1, better 10000")
    plan = make_plan(scenario)
    chosen = choose(worlds * max(len(plan.offers), 1), engine)
    size = block or min(chosen.block, max(ROOM // (8 * max(len(plan.offers), 1)), LANES))
    return Trial(
        plan=plan,
        program=make_program(plan),
        seed=checked_seed(seed),
        first=0,
        worlds=worlds,
        setting=read_forced(plan, forced),
        given=read_given(plan, given),
        given_text=tuple(given),
        engine=chosen,
        words=-(-size // LANES),
        workers=workers or os.cpu_count() or 1,
        keep=keep,
        tell=tell,
    )


def within(trial: Trial, times: int, work: int, least: int) -> Trial:
    """The trial with as many worlds as can be settled so many times within bounded work.

    `work`: times pledges times worlds at most, an event counting as `EVENT_WORK` pledges; `least`:
    so many worlds in any case.
    """
    size = len(trial.plan.offers) + EVENT_WORK * len(trial.plan.events)
    return replace(trial, worlds=min(trial.worlds, max(work // max(times * size, 1), least)))


def summed(trial: Trial, name: str, sums: Total, work: Callable[[Block], Total]) -> Total:
    """The sums over all blocks of what `work` finds in each, added to `sums` in their order.

    What is kept under this name is not worked out again; what is done is kept every few seconds.
    """
    done, kept = 0, trial.keep.load(name) if trial.keep else None
    if kept is not None:
        done, plain = kept
        sums.restore(plain)
        if trial.tell:
            trial.tell(done)
    at = time.monotonic()
    for found in over_blocks(trial, work, done):
        sums.merge(found)
        done = min(done + trial.words * LANES, trial.worlds)
        if trial.keep and time.monotonic() - at > EVERY:
            trial.keep.save(name, done, sums.plain())
            at = time.monotonic()
    if trial.keep:
        trial.keep.save(name, done, sums.plain())
    return sums


def over_blocks(trial: Trial, work: Callable[[Block], Found], done: int = 0) -> Iterator[Found]:
    """What `work` finds in each block of worlds after those that are `done`, in their order,
    whoever is done first.
    """
    whole = -(-trial.worlds // LANES)
    numbers = range(-(-done // LANES), whole, trial.words)

    def one(first: int) -> Found:
        words = min(trial.words, whole - first)
        found = work(block_at(trial, first, words))
        if trial.tell:
            trial.tell(words * LANES)
        return found

    if trial.workers == 1 or len(numbers) <= 1 or trial.engine.name == "numpy":
        yield from map(one, numbers)
        return
    with ThreadPoolExecutor(trial.workers) as pool:
        waiting: deque[Future[Found]] = deque()
        try:
            for first in numbers:
                if len(waiting) >= AHEAD * trial.workers:
                    yield waiting.popleft().result()
                waiting.append(pool.submit(one, first))
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def block_at(trial: Trial, first: int, words: int) -> Block:
    """The worlds from word `first` on, with what is forced and only where the given holds."""
    start = trial.first // LANES
    plan = trial.plan
    drawn = trial.engine.draw(plan, trial.seed, start + first, words, trial.first + trial.worlds)
    block = force(plan, drawn, trial.setting.events, trial.setting.offers)
    if not trial.given:
        return block
    return replace(block, kept=block.kept & where_given(trial, block))


def where_given(trial: Trial, block: Block) -> Words:
    """The worlds in which all that is given holds: shape (words,)."""
    happened = dict(zip(trial.plan.events, block.happened, strict=True))
    kept = every(block.words)
    for condition in trial.given:
        kept &= of_events(condition, happened)
    return kept


def none_left(trial: Trial) -> InputError:
    """What to say when the given holds nowhere."""
    return InputError(
        f"--given {' and '.join(trial.given_text)}: holds in none of the {trial.worlds} worlds: it "
        "contradicts itself or what is forced, or is too unlikely; give something that may happen, "
        "draw more worlds, or force it by --set"
    )
