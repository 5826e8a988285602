"""An issue on several dimensions whose inputs are not known exactly.

As `bargaining.inputs`, each input is a number, [low, high], [low, mode, high] or percentiles, and
its draws are keyed by its own name. Where the drawn saliences of an actor pass 1 in total they are
scaled down to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.bargaining.inputs import Field, Input, Inputs, central, spread
from willing.models.bargaining.spatial_model.options import DEFAULTS, Options
from willing.models.bargaining.spatial_model.spatial_issue import (
    KTAB_SEED,
    SLACK,
    SpatialIssue,
    from_issue,
    make_spatial_issue,
    too_salient,
)
from willing.models.draws import uniforms
from willing.scenario.problems import suggestion

Floats = NDArray[np.float64]
Several = tuple[tuple[Input, ...], ...]


@dataclass(frozen=True, slots=True)
class SpatialInputs:
    """`issue` has every input at its middle; positions from 0 to 100 and saliences from 0 to 1 by
    actor and dimension, capabilities by actor.
    """

    issue: SpatialIssue
    positions: Several
    saliences: Several
    capabilities: tuple[Input, ...]

    @property
    def uncertain(self) -> bool:
        """Whether any input is more than a number."""
        return any(not one.certain for one, _, _ in _all(self))

    @property
    def varies(self) -> bool:
        """Whether one run does not tell all: inputs are uncertain, or transitions are drawn."""
        return self.uncertain or self.issue.options.stochastic


@dataclass(frozen=True, slots=True)
class SpatialDraws:
    """Positions from 0 to 1 and saliences (draws, actors, dimensions), capabilities (draws,
    actors).
    """

    positions: Floats
    saliences: Floats
    capabilities: Floats


def make_inputs(
    name: str,
    actors: Sequence[str],
    dims: Sequence[str],
    positions: Sequence[Sequence[Input]],
    saliences: Sequence[Sequence[Input]],
    capabilities: Sequence[Input],
    *,
    options: Options = DEFAULTS,
    affinity: Mapping[tuple[str, str], float] | None = None,
    text: str = "",
    texts: Sequence[str] = (),
    seed: int = KTAB_SEED,
    scales: Sequence[tuple[float, float]] = (),
) -> SpatialInputs:
    """Inputs whose middles make a checked issue. Raises `InputError`."""
    issue = make_spatial_issue(
        name,
        actors,
        dims,
        [[one.middle for one in row] for row in positions],
        [[one.middle for one in row] for row in saliences],
        [one.middle for one in capabilities],
        options=options,
        affinity=affinity,
        text=text,
        texts=texts,
        seed=seed,
        scales=scales,
    )
    return SpatialInputs(
        issue, tuple(map(tuple, positions)), tuple(map(tuple, saliences)), tuple(capabilities)
    )


def check_total(place: str, actor: str, saliences: Sequence[Input]) -> None:
    """Raises `InputError`, with the place, for middles of more than 1 in total."""
    total = sum(one.middle for one in saliences)
    if total > 1 + SLACK:
        raise InputError(f"{place}: {actor[:80]}: {too_salient(total)}")


def exactly(issue: SpatialIssue) -> SpatialInputs:
    """An issue as inputs that are all single numbers."""
    return SpatialInputs(
        issue,
        tuple(tuple(Input((x,)) for x in row) for row in issue.positions),
        tuple(tuple(Input((s,)) for s in row) for row in issue.saliences),
        tuple(Input((c,)) for c in issue.capabilities),
    )


def from_inputs(inputs: Inputs, options: Options = DEFAULTS) -> SpatialInputs:
    """An issue of one dimension, its scale stretched to 0 to 100. Raises `InputError`."""
    return SpatialInputs(
        from_issue(central(inputs), options),
        tuple((stretched(inputs, one),) for one in inputs.positions),
        tuple((one,) for one in inputs.saliences),
        inputs.capabilities,
    )


def stretched(inputs: Inputs, position: Input) -> Input:
    """A position from the scale of its issue to 0 to 100."""
    width = inputs.high - inputs.low
    return replace(
        position, numbers=tuple(100 * (x - inputs.low) / width for x in position.numbers)
    )


def only(inputs: SpatialInputs, dims: Sequence[str]) -> SpatialInputs:
    """These dimensions alone. Raises `InputError` for an unknown one."""
    issue = inputs.issue
    for dim in dims:
        if dim not in issue.dims:
            mend = suggestion(dim, issue.dims) or f"there are {', '.join(issue.dims[:5])}"
            raise InputError(f"no dimension `{dim[:80]}`; {mend}")
    places = [issue.dims.index(dim) for dim in dict.fromkeys(dims)]

    def some(table: Sequence[Sequence[Input]]) -> list[list[Input]]:
        return [[row[place] for place in places] for row in table]

    return make_inputs(
        issue.name,
        issue.actors,
        [issue.dims[place] for place in places],
        some(inputs.positions),
        some(inputs.saliences),
        inputs.capabilities,
        options=issue.options,
        affinity=issue.affinity,
        text=issue.text,
        texts=issue.texts,
        seed=issue.seed,
        scales=[issue.scales[place] for place in places],
    )


def _all(inputs: SpatialInputs) -> Iterator[tuple[Input, Field, str]]:
    """Every input with its field and the name that its draws are keyed by."""
    issue = inputs.issue
    for row, actor in enumerate(issue.actors):
        for field, table in (("position", inputs.positions), ("salience", inputs.saliences)):
            for dim, one in zip(issue.dims, table[row], strict=True):
                yield one, field, _name(issue, actor, field, dim)  # type: ignore[misc]
        yield inputs.capabilities[row], "capability", f"issue:{issue.name}:{actor}:capability"


def _name(issue: SpatialIssue, actor: str, field: str, dim: str) -> str:
    plain = f"issue:{issue.name}:{actor}:{field}"
    return plain if len(issue.dims) == 1 else f"{plain}:{dim}"


def drawn(inputs: SpatialInputs, seed: int, start: int, count: int) -> SpatialDraws:
    """Draws `start` ... `start + count - 1` of every input."""
    n, dims = inputs.issue.size, len(inputs.issue.dims)
    by_field: dict[str, list[Floats]] = {"position": [], "salience": [], "capability": []}
    for one, field, name in _all(inputs):
        by_field[field].append(_column(one, field, name, seed, start, count))
    positions, saliences = (
        np.stack(by_field[field], axis=1).reshape(count, n, dims)
        for field in ("position", "salience")
    )
    total = saliences.sum(axis=2, keepdims=True)
    return SpatialDraws(
        positions=np.ascontiguousarray(positions / 100.0),
        saliences=np.ascontiguousarray(saliences / np.maximum(total, 1.0)),
        capabilities=np.ascontiguousarray(np.stack(by_field["capability"], axis=1)),
    )


def _column(one: Input, field: Field, name: str, seed: int, start: int, count: int) -> Floats:
    if one.certain:
        return np.full(count, one.middle)
    return spread(one, uniforms(seed, name, start, count), field, 0.0, 100.0)
