"""What would be missing without a donor, all else as it is?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from willing.models.aid.concentration import concentration


@dataclass(frozen=True, slots=True)
class Dependence:
    """One donor's part, in billions and as shares in [0, 1].

    `by_kind`: its share of each kind. `without`: the Herfindahl index of what the others give; None
    where nobody else gives. `committed`: all that it promised, None where nobody says; `open`: what
    of that is not allocated yet, never below 0.
    """

    donor: str
    amount: float
    share: float
    by_kind: Mapping[str, float]
    without: float | None
    committed: float | None
    open: float | None


def dependence(
    donor: str,
    by_kind: Mapping[str, Mapping[str, float]],
    committed: Mapping[str, float],
    delivered: Mapping[str, float],
) -> Dependence:
    """A donor's part in amounts by kind and donor.

    `committed` and `delivered` (that is, allocated) are by donor and over all months, those before
    the ones that `by_kind` covers too.
    """
    totals = {
        one: sum(amounts.get(one, 0.0) for amounts in by_kind.values())
        for one in dict.fromkeys(name for amounts in by_kind.values() for name in amounts)
    }
    everything, mine = sum(totals.values()), totals.get(donor, 0.0)
    others = {one: amount for one, amount in totals.items() if one != donor}
    promised = committed.get(donor)
    return Dependence(
        donor=donor,
        amount=mine,
        share=mine / everything if everything > 0 else 0.0,
        by_kind={kind: _share(donor, amounts) for kind, amounts in by_kind.items()},
        without=concentration(others).herfindahl if sum(others.values()) > 0 else None,
        committed=promised,
        open=None if promised is None else max(promised - delivered.get(donor, 0.0), 0.0),
    )


def _share(donor: str, amounts: Mapping[str, float]) -> float:
    total = sum(amounts.values())
    return amounts.get(donor, 0.0) / total if total > 0 else 0.0
