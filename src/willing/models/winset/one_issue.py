"""What could replace the status quo on one issue, who stops it, and where policy would end.

The winset W(q) of a status quo q holds the outcomes that would be adopted in its place. With the
pivots u (up to whose midpoint moves up pass) and l (from whose midpoint on moves down pass) it is
(q, 2u - q) and (2l - q, q), each where it is not empty; nothing passes from q in [u, l], the
gridlock interval.

Gridlock interval and pivots: Krehbiel (1998), "Pivotal Politics". Winsets and veto players:
Tsebelis (2002), "Veto Players". Agenda setter: Romer and Rosenthal (1978), Public Choice 33.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from willing.models.rules import in_words
from willing.models.winset.cuts import Pivot, Pivots, pivots
from willing.models.winset.setting import Setting
from willing.models.winset.tally import veto_players


@dataclass(frozen=True, slots=True)
class Interval:
    """Outcomes from `low` to `high`; whether each end belongs to them."""

    low: float
    high: float
    low_in: bool
    high_in: bool

    @property
    def width(self) -> float:
        """How far it reaches, in units of the issue."""
        return self.high - self.low

    def holds(self, outcome: float) -> bool:
        """Whether the outcome lies in it."""
        above = outcome >= self.low if self.low_in else outcome > self.low
        return above and (outcome <= self.high if self.high_in else outcome < self.high)


@dataclass(frozen=True, slots=True)
class Voter:
    """One member: what it prefers to the status quo, and what hangs on it.

    `ideal` is None where its position is not known. `prefers` is None where it prefers nothing.
    `outcome`: where policy ends if it alone proposes, and others vote. `adds`: by how much the
    winset would widen if it consented to everything; above 0 it is one of those who hold policy
    back. `veto`: its no defeats what all others want.
    """

    member: str
    ideal: float | None
    prefers: Interval | None
    outcome: float | None
    adds: float
    veto: bool


@dataclass(frozen=True, slots=True)
class OneIssue:
    """The answer on one issue.

    `winset`: one interval on each side of the status quo at most. `gridlock`: the status quos
    that nothing can replace, None where every one can be. `lower_pivots` and `upper_pivots`: the
    members at its ends. `locked`: nothing can replace this one. `outcomes`: the range of where
    policy ends, over all members as proposers.
    """

    setting: Setting
    rule: str
    winset: tuple[Interval, ...]
    gridlock: Interval | None
    locked: bool
    lower_pivots: tuple[str, ...]
    upper_pivots: tuple[str, ...]
    outcomes: tuple[float, float]
    voters: tuple[Voter, ...]

    @property
    def width(self) -> float:
        """How wide the winset is."""
        return sum(part.width for part in self.winset)


def one_issue(setting: Setting) -> OneIssue:
    """The winset of the status quo, exactly, for any monotone rule.

    >>> from willing.models.winset.setting import make_setting
    >>> from willing.scenario.rules import read_rule
    >>> rule = read_rule({"weights": {"A": 1, "B": 1, "C": 1}, "quota": 2}, "ABC")
    >>> found = one_issue(make_setting({"A": [0], "B": [40], "C": [90]}, rule, [10]))
    >>> found.winset
    (Interval(low=10.0, high=70.0, low_in=False, high_in=False),)
    >>> found.gridlock.low, found.gridlock.high, found.lower_pivots
    (40.0, 40.0, ('B',))
    """
    here, consenting = pivots(setting)
    winset = tuple(_winset(setting, here))
    vetoes = veto_players(setting.rule, len(setting.members))
    voters = tuple(
        _voter(setting, row, winset, tuple(_winset(setting, wider)), row in vetoes)
        for row, wider in enumerate(consenting)
    )
    outcomes = [voter.outcome for voter in voters if voter.outcome is not None]
    return OneIssue(
        setting=setting,
        rule=in_words(setting.rule, setting.members),
        winset=winset,
        gridlock=_gridlock(setting, here),
        locked=not winset,
        lower_pivots=_members_at(setting, here.up),
        upper_pivots=_members_at(setting, here.down),
        outcomes=(min(outcomes), max(outcomes)),
        voters=voters,
    )


def mirrored(ideal: float, quo: float) -> float:
    """The outcome as far from an ideal point as the status quo, on its other side.

    Decimals are taken as they are written: 2 * 0.3 - 0.1 is 0.5.

    >>> mirrored(0.3, 0.1)
    0.5
    """
    return float(2 * Fraction(repr(ideal)) - Fraction(repr(quo)))


def _winset(setting: Setting, at: Pivots) -> Iterator[Interval]:
    (low, high), quo = setting.space[0], setting.status_quo[0]
    if at.down is not None and at.down.value < quo > low:
        end = mirrored(at.down.value, quo)
        yield Interval(max(end, low), quo, at.down.passes or end < low, False)
    if at.up is not None and at.up.value > quo < high:
        end = mirrored(at.up.value, quo)
        yield Interval(quo, min(end, high), False, at.up.passes or end > high)


def _gridlock(setting: Setting, at: Pivots) -> Interval | None:
    low, high = setting.space[0]
    low = at.up.value if at.up else low
    high = at.down.value if at.down else high
    return Interval(low, high, True, True) if low <= high else None


def _members_at(setting: Setting, pivot: Pivot | None) -> tuple[str, ...]:
    return tuple(
        member
        for row, (member, ideal) in enumerate(zip(setting.members, setting.ideals, strict=True))
        if pivot is not None and ideal == (pivot.value,) and row not in setting.unmoved
    )


def _voter(
    setting: Setting,
    row: int,
    winset: tuple[Interval, ...],
    wider: tuple[Interval, ...],
    veto: bool,
) -> Voter:
    point = setting.ideals[row]
    moved = point is not None and row not in setting.unmoved
    return Voter(
        member=setting.members[row],
        ideal=point[0] if point else None,
        prefers=_prefers(setting, point[0]) if point and moved else None,
        outcome=_outcome(setting, point[0] if moved else None, winset) if point else None,
        adds=sum(part.width for part in wider) - sum(part.width for part in winset),
        veto=veto,
    )


def _prefers(setting: Setting, ideal: float) -> Interval | None:
    """What a member prefers to the status quo, within the scale."""
    (low, high), quo = setting.space[0], setting.status_quo[0]
    if ideal == quo:
        return None
    end = mirrored(ideal, quo)
    if ideal > quo:
        return Interval(quo, min(end, high), False, end > high)
    return Interval(max(end, low), quo, end < low, False)


def _outcome(setting: Setting, ideal: float | None, winset: tuple[Interval, ...]) -> float:
    """The point of the winset, its ends and the status quo that lies nearest to the proposer."""
    quo = setting.status_quo[0]
    if ideal is None:
        return quo
    nearest = [min(max(ideal, part.low), part.high) for part in winset]
    return min([quo, *nearest], key=lambda outcome: abs(outcome - ideal))
