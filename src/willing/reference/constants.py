"""Every constant that the models rest on, in one place, each with its reason.

All of them may be overridden in a scenario (`constants:`); none is fitted to a case.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from willing.reference.vocabulary import Stance


class Constants(BaseModel):
    """The measurement of willingness, its correlation, and what is assumed where nobody spoke.

    Willingness is latent; a statement is an ordered-probit reading of it (McKelvey and Zavoina
    1975) and it drifts as a random walk. With these values one fresh `in` gives
    P(willing) of about 0.94, `lean_in` 0.78, `undecided` 0.5.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    prior_mean: float = Field(default=0.0, description="mean of the latent before any statement")
    prior_sd: float = Field(default=1.5, gt=0, description="its standard deviation")
    cut_points: tuple[float, float, float, float, float, float] = Field(
        default=(-2.5, -1.5, -0.5, 0.5, 1.5, 2.5),
        description="thresholds between the seven steps from oppose to lead",
    )
    noise_sd: float = Field(
        default=1.0,
        gt=0,
        description="noise of one statement of weight 1; divided by the root of its weight",
    )
    drift: float = Field(
        default=0.0028, ge=0, description="variance that a day adds: 1 in the course of a year"
    )
    loading: float = Field(
        default=0.4,
        ge=0,
        lt=1,
        description="root of the sum of an actor's squared loadings on its blocs' factors",
    )
    others_join: int = Field(
        default=3, ge=1, description="how many other members 'if others join' asks for"
    )


DEFAULTS = Constants()

BALLOTS: dict[Stance, tuple[float, float, float]] = {
    "lead": (0.97, 0.03, 0.0),
    "in": (0.97, 0.03, 0.0),
    "lean_in": (0.85, 0.14, 0.01),
    "undecided": (0.5, 0.47, 0.03),
    "lean_out": (0.25, 0.65, 0.10),
    "out": (0.10, 0.70, 0.20),
    "oppose": (0.02, 0.18, 0.80),
}
"""P(yes), P(abstain), P(no) in a body by the stance on the initiative: a state that stays out
itself rarely stops the others."""

VETO_BALLOT = (0.0, 0.2, 0.8)
"""The ballot of a member that vetoes, threatens to, or is said to be able to."""

SILENT_BALLOT = (0.70, 0.295, 0.005)
"""The ballot of a member on whom nothing is known. In a large consensus body it *is* the
answer, so every result that uses it shows what other values would give."""
