"""How much of the outcome's variance comes from which input: Sobol's indices.

Sobol (2001), "Global sensitivity indices for nonlinear mathematical models"; sampled after Saltelli
et al. (2010) by SALib (Herman and Usher 2017; Iwanaga et al. 2022). `first`: the share of the
variance that goes if this input alone becomes known; `total`: the share that stays if all others
do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from willing.errors import InputError
from willing.models.bargaining.distribution import most_draws
from willing.models.bargaining.inputs import Field, Inputs
from willing.models.bargaining.outcomes import Method, at_ranks

MOST_RUNS = 200_000
"""Runs of the model: (inputs + 2) times the size of the sample."""

PART = 24
"""And at most this part of the draws that may be asked for: five minutes at the worst."""

LARGEST = 1024
LEAST = 64
"""Sizes of the sample, powers of 2."""


@dataclass(frozen=True, slots=True)
class Share:
    """An input's indices, each with the half-width of its 95% interval."""

    actor: str
    field: Field
    first: float
    first_error: float
    total: float
    total_error: float


@dataclass(frozen=True, slots=True)
class Sobol:
    """The inputs in order of their total index; `runs` of the model, `seed`."""

    shares: tuple[Share, ...]
    runs: int
    seed: int


def sobol(inputs: Inputs, method: Method, *, seed: int) -> Sobol:
    """The indices of the uncertain inputs.

    Raises `InputError` where none is uncertain, where there are too many, or where SALib is not
    installed.
    """
    varied = inputs.uncertain
    if not varied:
        raise InputError("no input is uncertain; write some as [low, mode, high]")
    most = min(MOST_RUNS, most_draws(inputs, method) // PART)
    size = LARGEST
    while size * (len(varied) + 2) > most:
        size //= 2
    if size < LEAST:
        raise InputError(
            f"{len(varied)} uncertain inputs are too many for Sobol's indices of {method.title}; "
            "give some as single numbers"
        )
    analyse, sample = _library()
    problem = {
        "num_vars": len(varied),
        "names": [f"{inputs.actors[row]} {field}" for field, row in varied],
        "bounds": [[0.0, 1.0]] * len(varied),
    }
    number = seed % (1 << 32)  # SALib's seeds have 32 bits
    ranks = sample(problem, size, calc_second_order=False, seed=number)
    found = at_ranks(inputs, np.asarray(ranks), method)
    if float(np.ptp(found)) <= 0:
        return Sobol((), len(ranks), seed)
    indices = analyse(problem, found, calc_second_order=False, seed=number)
    shares = [
        Share(inputs.actors[row], field, *(float(indices[key][k]) for key in _KEYS))
        for k, (field, row) in enumerate(varied)
    ]
    return Sobol(tuple(sorted(shares, key=lambda share: -share.total)), len(ranks), seed)


_KEYS = ("S1", "S1_conf", "ST", "ST_conf")


def _library() -> tuple[Any, Any]:
    try:
        from SALib.analyze.sobol import analyze
        from SALib.sample.sobol import sample
    except ImportError:
        raise InputError("Sobol's indices need SALib: pip install 'willing[sensitivity]'") from None
    return analyze, sample
