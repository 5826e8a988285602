"""How large a coalition of equals holds together?

d'Aspremont, Jacquemin, Gabszewicz and Weymark (1983), "On the stability of collusive price
leadership". With pi_in(k) and pi_out(k) what a member and an outsider get when k are in,

    internally stable   pi_in(k) >= pi_out(k-1)     no member gains by leaving
    externally stable   pi_out(k) >= pi_in(k+1)     no outsider gains by joining

Ties count as stable. Amounts are fractions, so that a tie is a tie.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from willing.errors import InputError

MOST_PLAYERS = 2_000


@dataclass(frozen=True, slots=True)
class Payoffs:
    """What players get when k of n are in: `inside[k - 1]` for k = 1..n, `outside[k]` for 0..n-1.

    `effort[k]`: what all together contribute, for k = 0..n. `words` name the model.
    """

    inside: tuple[Fraction, ...]
    outside: tuple[Fraction, ...]
    effort: tuple[Fraction, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Size:
    """A coalition of this size: payoffs, the total over all players, and who would move.

    `stay`: what a member gains by staying in; `join`: what an outsider gains by joining; None where
    there is none. `idle`: all together get what they get without any coalition.
    """

    size: int
    inside: Fraction | None
    outside: Fraction | None
    effort: Fraction
    total: Fraction
    stay: Fraction | None
    join: Fraction | None
    internal: bool
    external: bool
    idle: bool
    gap_closed: Fraction | None

    @property
    def stable(self) -> bool:
        """Whether nobody gains by leaving or joining."""
        return self.internal and self.external


@dataclass(frozen=True, slots=True)
class Symmetric:
    """Every size from nobody to all; `stable` are those that hold and change something.

    `nothing_holds`: whether it is stable that nobody cooperates.
    """

    players: int
    words: str
    sizes: tuple[Size, ...]
    stable: tuple[int, ...]
    nothing_holds: bool


def check_players(n: int) -> None:
    """Raises `InputError` for a number of players that is out of range."""
    if not 2 <= n <= MOST_PLAYERS:
        raise InputError(f"n: {n} players; write 2 to {MOST_PLAYERS:,}")


def symmetric(payoffs: Payoffs) -> Symmetric:
    """The stability of every size.

    >>> from willing.models.stability.barrett import barrett
    >>> symmetric(barrett(10, Fraction(100), Fraction(1), Fraction(1, 4))).stable
    (4,)
    """
    n = len(payoffs.inside)
    totals = [_total(payoffs, k) for k in range(n + 1)]
    sizes = tuple(_size(payoffs, totals, k) for k in range(n + 1))
    return Symmetric(
        players=n,
        words=payoffs.words,
        sizes=sizes,
        stable=tuple(one.size for one in sizes if one.stable and one.size and not one.idle),
        nothing_holds=any(one.stable and one.idle for one in sizes[1:])
        or (sizes[0].stable and not sizes[1].idle),
    )


def _total(payoffs: Payoffs, k: int) -> Fraction:
    n = len(payoffs.inside)
    members = k * payoffs.inside[k - 1] if k else Fraction(0)
    return members + ((n - k) * payoffs.outside[k] if k < n else 0)


def _size(payoffs: Payoffs, totals: Sequence[Fraction], k: int) -> Size:
    n = len(payoffs.inside)
    stay = payoffs.inside[k - 1] - payoffs.outside[k - 1] if k else None
    join = payoffs.inside[k] - payoffs.outside[k] if k < n else None
    gap = totals[n] - totals[0]
    return Size(
        size=k,
        inside=payoffs.inside[k - 1] if k else None,
        outside=payoffs.outside[k] if k < n else None,
        effort=payoffs.effort[k],
        total=totals[k],
        stay=stay,
        join=join,
        internal=stay is None or stay >= 0,
        external=join is None or join <= 0,
        idle=totals[k] == totals[0],
        gap_closed=(totals[k] - totals[0]) / gap if gap else None,
    )
