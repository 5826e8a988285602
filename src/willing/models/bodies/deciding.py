"""What is said of a body that decides: the nouns of `decision`."""

from __future__ import annotations

from dataclasses import dataclass

from willing.models.bodies.ballots import Ballot
from willing.models.bodies.blocking import Blocking
from willing.models.bodies.reckoning import Method
from willing.models.bodies.winning_over import WinOver
from willing.models.chance import Chance


@dataclass(frozen=True, slots=True)
class Blocker:
    """A member that may vote no.

    `p_alone` = P(it votes no, and the decision fails though it would pass with its yes);
    `veto`: its no defeats the decision whatever the others do.
    """

    member: str
    p_no: float
    p_alone: float
    veto: bool


@dataclass(frozen=True, slots=True)
class Criterion:
    """One counted majority of the rule: what it asks, what is expected, P(it is met).

    `quota`, `expected` and the two beside it are in the weights of the rule as written. `expected`
    less `quota` is the margin that is expected; `if_passed` less `quota` that by which it is won
    where the decision passes, `quota` less `if_failed` that by which it is missed where it fails
    (None where that never happens).
    """

    words: str
    quota: float
    expected: float
    if_passed: float | None
    if_failed: float | None
    p_met: float


@dataclass(frozen=True, slots=True)
class Silence:
    """P(pass) if each silent member votes no with `p_no` (yes to abstain in the same ratio)."""

    p_no: float
    p_pass: float


@dataclass(frozen=True, slots=True)
class Moods:
    """P(pass) if members' ballots hang together through their blocs with this loading.

    `error` is that of the quadrature; for a sampled value it is the standard error.
    """

    loading: float
    p_pass: float
    error: float
    method: Method


@dataclass(frozen=True, slots=True)
class Voice:
    """How much one member's ballot decides.

    `decisive`: P(it decides, given how the others are likely to vote), the difference that its yes
    in place of its no makes to P(pass). `penrose`: the same if all others tossed coins, before
    anything is known of them (the absolute Banzhaf index); `share`: of the sum of these.
    `yes_if_passed`: P(it votes yes | passes), `no_if_failed`: P(it votes no | fails), None where
    that never happens.
    """

    member: str
    decisive: float
    penrose: float
    share: float
    yes_if_passed: float | None
    no_if_failed: float | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a body would decide.

    `rule` is in words; `method` says how P(pass) was obtained: `exact`, `quadrature` (then
    `error` is its estimated error), `sampled` (then `counted` holds its interval), or
    `formation` for opt-in, whose `p_pass` the formation model fills in (None where the scenario
    states neither a minimum nor requirements). `loading`: how far ballots hang together (0:
    independent). `blockers` come in order of P(no); `blocking` are the likeliest sets that stop
    it; `voices` in the members' order; `sensitivity` shows what the default for the silent
    decides, `moods` what it would be if members moved together; `win_over` whom to win over to
    make it very likely (None where it is).
    """

    body: str
    title: str
    rule: str
    method: Method
    loading: float
    p_pass: float | None
    error: float | None
    counted: Chance | None
    members: int
    silent: int
    ballots: tuple[Ballot, ...]
    blockers: tuple[Blocker, ...]
    veto_players: tuple[str, ...]
    blocking: Blocking
    criteria: tuple[Criterion, ...]
    voices: tuple[Voice, ...]
    sensitivity: tuple[Silence, ...]
    moods: tuple[Moods, ...]
    win_over: WinOver | None
