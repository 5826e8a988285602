"""The stance: what the ledger implies about one actor on one kind at one date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from willing.reference import vocabulary


@dataclass(frozen=True, slots=True)
class Stance:
    """The posterior of one actor's latent willingness on one kind of contribution.

    `mean` and `sd` describe the latent at `as_of` (moments of the exact posterior on the grid);
    `p_willing` = P(latent > 0). `said` is the word of the latest statement on the whole.
    `conditions` and `veto` come from the statements that it rests on (`statements`, by id,
    the latest first).
    """

    actor: str
    actor_name: str
    initiative: str
    kind: str
    as_of: date
    mean: float
    sd: float
    p_willing: float
    said: vocabulary.Stance
    conditions: tuple[str, ...] = ()
    veto: bool = False
    statements: tuple[str, ...] = ()
