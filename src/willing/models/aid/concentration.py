"""On how few donors does it rest?

The Herfindahl-Hirschman index: with s_i the share of donor i,

    H = sum of s_i^2,    from 1/n (all give alike) to 1 (one gives all)

and 1/H is the number of equal donors with the same H (Adelman 1969). Hirschman (1945, *National
Power and the Structure of Foreign Trade*) took its square root as a measure of dependence on few
partners; Herfindahl (1950, *Concentration in the Steel Industry*) the sum itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from willing.errors import InputError


@dataclass(frozen=True, slots=True)
class Concentration:
    """The index in (0, 1], the equivalent number of equal donors, and each donor's share."""

    herfindahl: float
    equivalent: float
    shares: Mapping[str, float]


def concentration(amounts: Mapping[str, float]) -> Concentration:
    """How concentrated amounts are. Raises `InputError` where they sum to nothing.

    >>> concentration({"A": 3, "B": 1}).herfindahl
    0.625
    """
    total = sum(amounts.values())
    if not total > 0:
        raise InputError("nobody gives anything: there are no shares")
    shares = {donor: amount / total for donor, amount in amounts.items()}
    index = sum(share * share for share in shares.values())
    return Concentration(index, 1 / index, shares)
