"""How outcomes, gains and exchanges vary: many runs of position exchange over drawn inputs.

`cells` tells what is drawn. This, and not any single run, is what the model has to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.distribution import Distribution
from willing.models.bargaining.exchange.agenda import Agenda
from willing.models.bargaining.exchange.cells import Cells, drawn_cells
from willing.models.bargaining.exchange.engine import Played, play
from willing.models.bargaining.exchange.exchange import Effects, check_rounds, utilities
from willing.models.bargaining.exchange.options import DEFAULTS, Options, check_options
from willing.models.bargaining.exchange.splits import drawn_splits, pairs
from willing.models.bargaining.exchange.steps import SCALE

Floats = NDArray[np.float64]

DRAWS = 300
"""Two seconds for 15 actors and 13 issues, once compiled."""

BLOCK = 128
MOST_DRAWS = 100_000

MOST_WORK = 5e9
"""Draws times rounds times squared (actors times issues): an hour or so."""

MOST_NUMBERS = 20_000_000
"""Draws times actors times issues: inputs are kept for the sensitivities."""

MOST_SPLITS = 2_000_000
"""Random rates that are held at once."""

PERCENTS = np.arange(1, 100) / 100


@dataclass(frozen=True, slots=True)
class Stake:
    """An actor over the draws. `utility`: how much nearer the outcomes come, weighted by salience,
    in points of 100: mean, and the 10th, 50th and 90th percentile. `loses`: the share of draws in
    which it is below 0. `effects`: their means.
    """

    actor: str
    utility: float
    percentiles: tuple[float, float, float]
    loses: float
    effects: Effects


@dataclass(frozen=True, slots=True)
class Partners:
    """Two actors, and the share of the draws in which they exchange."""

    actors: tuple[str, str]
    share: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The rank correlation, over the draws, of an input with the outcome of an issue.

    `of`: the issue of the salience, position or capability; "" for a capability on all issues.
    """

    issue: str
    field: str
    actor: str
    of: str
    correlation: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Over the draws. `start`: the compromise, by issue; `outcome`: of the last votes; `wished`: of
    the positions that the next round would begin with; on the issues' scales. `exchanges`: mean
    numbers by round. `sensitivities`: the largest first.
    """

    draws: int
    seed: int
    start: tuple[Distribution, ...]
    outcome: tuple[Distribution, ...]
    wished: tuple[Distribution, ...]
    exchanges: tuple[float, ...]
    partners: tuple[Partners, ...]
    stakes: tuple[Stake, ...]
    sensitivities: tuple[Sensitivity, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What is kept of a block: outcomes (draws, issues), by actor (draws, actors), inputs."""

    cells: Cells
    start: Floats
    outcome: Floats
    wished: Floats
    utility: Floats
    effects: Floats
    traded: NDArray[np.int64]
    counts: NDArray[np.int64]


def exchange_spread(
    agenda: Agenda,
    *,
    seed: int,
    options: Options = DEFAULTS,
    draws: int = DRAWS,
    rounds: int = 1,
    tell: Callable[[int], None] = lambda _draws: None,
) -> Spread:
    """The distributions; `tell` hears how many draws each block had.

    Raises `InputError` for options that are none, and for too many draws.
    """
    return _spread(agenda, seed, _seen(agenda, seed, options, draws, rounds, tell))


def _seen(
    agenda: Agenda,
    seed: int,
    options: Options,
    draws: int,
    rounds: int,
    tell: Callable[[int], None] = lambda _draws: None,
) -> list[_Seen]:
    check_options(options)
    check_rounds(rounds)
    most = most_draws(agenda, rounds)
    if not 1 <= draws <= most:
        raise InputError(f"draws: {draws:,} is not from 1 to {most:,}, the limit for this agenda")
    block = BLOCK if options.gains == "equal" else max(MOST_SPLITS // (rounds * pairs(agenda)), 1)
    seen = []
    for start in range(0, draws, block):
        count = min(block, draws - start)
        seen.append(_block(agenda, options, rounds, seed, start, count))
        tell(count)
    return seen


def most_draws(agenda: Agenda, rounds: int) -> int:
    """How many draws may be asked for."""
    cells = len(agenda.actors) * len(agenda.issues)
    return max(min(MOST_DRAWS, int(MOST_WORK / (rounds * cells**2)), MOST_NUMBERS // cells), 1)


def exchange_outcomes(
    agenda: Agenda,
    *,
    seed: int,
    options: Options = DEFAULTS,
    draws: int = DRAWS,
    rounds: int = 1,
) -> tuple[Floats, Floats]:
    """The outcomes of each draw, of the last votes and of the next round: (draws, issues), on the
    issues' scales. Raises `InputError`, as `exchange_spread`.
    """
    seen = _seen(agenda, seed, options, draws, rounds)
    return (
        _on_scales(agenda, np.concatenate([one.outcome for one in seen])),
        _on_scales(agenda, np.concatenate([one.wished for one in seen])),
    )


def _block(
    agenda: Agenda, options: Options, rounds: int, seed: int, start: int, count: int
) -> _Seen:
    cells = drawn_cells(agenda, seed, start, count, options.noise)
    splits = drawn_splits(agenda, rounds, options, seed, start, count)
    found: Played = play(cells, rounds, mended=options.rules == "mended", splits=splits)
    return _Seen(
        cells=cells,
        start=cells.outcomes(cells.positions),
        outcome=cells.outcomes(found.votes[:, -1]),
        wished=cells.outcomes(found.wishes[:, -1]),
        utility=utilities(cells, found.votes[:, -1]),
        effects=found.effects,
        traded=found.traded.sum(axis=0),
        counts=found.counts,
    )


def _spread(agenda: Agenda, seed: int, seen: list[_Seen]) -> Spread:
    outcome = np.concatenate([one.outcome for one in seen])
    counts = np.concatenate([one.counts for one in seen])
    several = (
        np.concatenate([one.start for one in seen]),
        outcome,
        np.concatenate([one.wished for one in seen]),
    )
    start, last, wished = (tuple(_distributions(agenda, of, seed)) for of in several)
    partners = _partners(agenda, np.sum([one.traded for one in seen], axis=0) / len(outcome))
    return Spread(
        draws=len(outcome),
        seed=seed,
        start=start,
        outcome=last,
        wished=wished,
        exchanges=tuple(counts.mean(axis=0).tolist()),
        partners=tuple(sorted(partners, key=lambda one: -one.share)),
        stakes=tuple(_stakes(agenda, seen)),
        sensitivities=tuple(
            sorted(_sensitivities(agenda, seen, outcome), key=lambda one: -abs(one.correlation))
        ),
    )


def _distributions(agenda: Agenda, values: Floats, seed: int) -> Iterator[Distribution]:
    for issue, own in zip(agenda.issues, _on_scales(agenda, values).T, strict=True):
        found = np.quantile(own, PERCENTS, method="inverted_cdf")
        mean, sd = float(own.mean()), float(own.std())
        yield Distribution(issue.name, len(own), seed, mean, sd, tuple(found.tolist()))


def _on_scales(agenda: Agenda, values: Floats) -> Floats:
    """Numbers from 0 to 100 (draws, issues) on the issues' own scales."""
    low = np.array([issue.low for issue in agenda.issues])
    width = np.array([issue.high - issue.low for issue in agenda.issues])
    return low + width * values / SCALE


def _partners(agenda: Agenda, shares: Floats) -> Iterator[Partners]:
    actors = agenda.actors
    for a, one in enumerate(actors):
        for b in range(a + 1, len(actors)):
            if shares[a, b] > 0:
                yield Partners((one, actors[b]), float(shares[a, b]))


def _stakes(agenda: Agenda, seen: list[_Seen]) -> Iterator[Stake]:
    utility = np.concatenate([one.utility for one in seen])
    effects = np.concatenate([one.effects for one in seen]).mean(axis=0)
    for a, actor in enumerate(agenda.actors):
        column = utility[:, a]
        low, middle, high = np.quantile(column, (0.1, 0.5, 0.9), method="inverted_cdf").tolist()
        yield Stake(
            actor=actor,
            utility=float(column.mean()),
            percentiles=(low, middle, high),
            loses=float((column < 0).mean()),
            effects=Effects(*effects[a].tolist()),
        )


def _sensitivities(agenda: Agenda, seen: list[_Seen], outcome: Floats) -> Iterator[Sensitivity]:
    """Of every input that varies with every outcome that does."""
    ends = _ranks(outcome)
    for field, actor, of, values in _inputs(agenda, seen):
        given = _ranks(values[:, None])[:, 0]
        if not given.any():
            continue
        for issue, column in zip(agenda.titles, ends.T, strict=True):
            if column.any():
                yield Sensitivity(issue, field, actor, of, float(given @ column))


def _inputs(agenda: Agenda, seen: list[_Seen]) -> Iterator[tuple[str, str, str, Floats]]:
    """Field, actor, issue and values (draws,); a capability that is one on all issues once."""
    tables = {
        "position": np.concatenate([one.cells.positions for one in seen]),
        "salience": np.concatenate([one.cells.saliences for one in seen]),
        "capability": np.concatenate([one.cells.capabilities for one in seen]),
    }
    here = seen[0].cells.here
    for field, table in tables.items():
        for a, actor in enumerate(agenda.actors):
            columns = [(k, table[:, a, k]) for k in np.flatnonzero(here[a]).tolist()]
            if field == "capability" and all((x == columns[0][1]).all() for _, x in columns):
                yield field, actor, "", columns[0][1]
                continue
            for k, values in columns:
                yield field, actor, agenda.titles[k], values


def _ranks(values: Floats) -> Floats:
    """Ranks of columns, of mean 0 and length 1; zeros where all values are one."""
    order = np.argsort(np.argsort(values, axis=0, kind="stable"), axis=0).astype(np.float64)
    order[:, np.ptp(values, axis=0) <= 1e-9] = 0.0
    order -= order.mean(axis=0)
    length = np.sqrt((order**2).sum(axis=0))
    found: Floats = order / np.where(length > 0, length, 1.0)
    return found
