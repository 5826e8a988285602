"""What the pledges of an actor are called, and how large they may be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from willing.scenario.scenario import LogNormal, Pledge

Amount = float | tuple[float, float, float] | LogNormal


def pledge_ids(actor: str, pledges: Sequence[Pledge]) -> list[str]:
    """The ids of an actor's pledges, in their order: `ACTOR.kind`; of several of the kind
    `ACTOR.kind#1`, `#2` ...
    """
    times = Counter(pledge.kind for pledge in pledges)
    seen: Counter[str] = Counter()
    found = []
    for pledge in pledges:
        seen[pledge.kind] += 1
        number = f"#{seen[pledge.kind]}" if times[pledge.kind] > 1 else ""
        found.append(f"{actor}.{pledge.kind}{number}")
    return found


def highest(amount: Amount) -> float:
    """The largest number that an amount is written with."""
    if isinstance(amount, LogNormal):
        return amount.p90
    return max(amount) if isinstance(amount, tuple) else amount
