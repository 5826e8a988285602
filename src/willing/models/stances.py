"""How willing is the actor behind a pledge, as the scenario writes it down?"""

from __future__ import annotations

from willing.models.normal import cumulative
from willing.reference.willingness import posterior
from willing.scenario.scenario import Latent, Pledge, Scenario


def willing_probability(pledge: Pledge, scenario: Scenario) -> float:
    """P(willing) of a pledge, exactly: of a label, a probability or a latent (see CONTRACTS).

    A label is read as one statement of weight 1.
    """
    stance = pledge.stance
    if isinstance(stance, str):
        return posterior([(stance, 1.0)], scenario.constants).p
    if isinstance(stance, Latent):
        return cumulative(stance.mean / stance.sd)
    return stance
