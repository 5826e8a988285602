"""How willing is the actor behind a pledge, as the scenario writes it down?"""

from __future__ import annotations

from math import sqrt

import numpy as np

from willing.models.normal import cumulative, quantile
from willing.reference.willingness import posterior
from willing.scenario.scenario import Latent, Pledge, Scenario


def willing_probability(pledge: Pledge, scenario: Scenario) -> float:
    """P(willing) of a pledge at the scenario's horizon: of a label, a probability or a latent.

    A label is read as one statement of weight 1. Until the horizon the latent drifts as a random
    walk; a probability is taken for that of a latent whose standard deviation is the noise of one
    statement, so that 0 and 1 stay what they are.
    """
    stance, constants = pledge.stance, scenario.constants
    days = scenario.initiative.days_ahead
    if isinstance(stance, str):
        return posterior([(stance, 1.0)], constants, days=days).p
    drifted = days * constants.drift
    if isinstance(stance, Latent):
        return cumulative(stance.mean / sqrt(stance.sd**2 + drifted))
    if not drifted or stance in (0.0, 1.0):
        return stance
    z = float(quantile(np.array([stance]))[0])
    return cumulative(z / sqrt(1 + drifted / constants.noise_sd**2))


def latent_sd(pledge: Pledge, scenario: Scenario) -> float:
    """The standard deviation of the latent willingness behind a pledge, at the horizon."""
    stance, constants = pledge.stance, scenario.constants
    days = scenario.initiative.days_ahead
    if isinstance(stance, str):
        return posterior([(stance, 1.0)], constants, days=days).sd
    own = stance.sd if isinstance(stance, Latent) else constants.noise_sd
    return sqrt(own**2 + days * constants.drift)
