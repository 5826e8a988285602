"""Is there a division of what is at stake that both prefer to war? Fearon's bargaining range.

Fearon (1995), "Rationalist explanations for war": a side that wins with probability p and pays c_A
for a war (the other c_B, all in units of the stake) prefers any share above p - c_A to fighting,
the other any share of its own above 1 - p - c_B. Both prefer every division from p - c_A to p +
c_B. As long as war costs anything there is one, so that wars need private information, or the want
of a way to commit: if p will rise to p + r with r > c_A + c_B, no division today makes up for what
the other can demand tomorrow.
"""

from __future__ import annotations

from dataclasses import dataclass

from willing.errors import InputError


@dataclass(frozen=True, slots=True)
class BargainingRange:
    """The shares of A, cut to [0, 1], that both prefer to war; `width` is what war would waste."""

    low: float
    high: float
    width: float


def bargaining_range(p: float, cost_a: float, cost_b: float) -> BargainingRange:
    """The range for A's chance to win and both costs. Raises `InputError`.

    >>> found = bargaining_range(0.5, 0.2, 0.1)
    >>> round(found.low, 2), round(found.high, 2)
    (0.3, 0.6)
    """
    if not 0 <= p <= 1:
        raise InputError(f"p {p:g}: write a probability from 0 to 1")
    if not (cost_a >= 0 and cost_b >= 0):
        raise InputError("a cost of war is negative; write 0 or more")
    return BargainingRange(max(0.0, p - cost_a), min(1.0, p + cost_b), cost_a + cost_b)
