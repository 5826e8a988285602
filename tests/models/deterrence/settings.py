"""Crises to try: the defaults, with sizes of forces, and some of them changed."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from willing.models.deterrence.parameters import Parameter
from willing.models.deterrence.payoffs import Payoffs
from willing.models.deterrence.setting import Setting
from willing.reference.crisis import PARAMETERS

SIZES = {"adversary_force": (200_000.0, 400_000.0), "beneficiary_force": (150_000.0, 250_000.0)}


def parameters(**given):
    spans = {name: meaning.default or SIZES[name] for name, meaning in PARAMETERS.items()} | given
    return {
        name: Parameter(name, span if isinstance(span, tuple) else (float(span),))
        for name, span in spans.items()
    }


def setting(*, solver="quantal", contest="ratio", settlement="", backstop="", **given):
    return Setting(parameters(**given), contest, settlement, backstop, None, solver)


def one_world(rank=0.5, **given):
    """Every parameter at a rank of its distribution, in one world."""
    return {name: one.at(np.array([rank])) for name, one in parameters(**given).items()}


UTILITY = st.integers(-30, 30).map(lambda n: n / 10)


def tables(*, resists=None):
    """Any payoffs at all, in one world, war costs of 1."""

    def build(numbers, can):
        table = np.array(numbers, dtype=float).reshape(6, 3, 1)
        half = np.array([0.5])
        can_resist = np.array([can if resists is None else resists])
        return Payoffs(table, np.ones((3, 1)), (half, half), np.array([True]), can_resist)

    return st.builds(build, st.lists(UTILITY, min_size=18, max_size=18), st.booleans())
