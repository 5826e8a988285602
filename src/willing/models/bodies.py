"""Would this body pass it? P(pass) under a decision rule, who would block, and how sure that is.

Members cast ballots (yes, abstain, no) independently of each other (see `ballots`). Under
consensus P(pass) is then the product of P(not no); any other rule is evaluated exactly on the
distribution of its scores (see `votes`), and by sampling only where that is too large.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.ballots import Ballot, ballots_of, members_of
from willing.models.chance import Chance, chance
from willing.models.rules import in_words, passes
from willing.models.votes import (
    SAMPLES,
    Poll,
    exact_pass,
    exact_swings,
    make_poll,
    sample,
    sampled_pass,
    sampled_swings,
)
from willing.reference.constants import SILENT_BALLOT
from willing.reference.rules import rule_tree
from willing.scenario.rules import OPT_IN, Count, Rule, leaves, read_rule
from willing.scenario.scenario import Ballots, Body, Scenario

SILENT_NOES = (0.0, 0.001, 0.005, 0.01, 0.02, 0.05)
"""P(no) of a silent member for which P(pass) is always shown."""


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

    `quota` and `expected` are in the weights of the rule as written; `expected` minus `quota` is
    the expected margin.
    """

    words: str
    quota: float
    expected: float
    p_met: float


@dataclass(frozen=True, slots=True)
class Silence:
    """P(pass) if each silent member votes no with `p_no` (yes to abstain in the same ratio)."""

    p_no: float
    p_pass: float


@dataclass(frozen=True, slots=True)
class Decision:
    """What a body would decide.

    `rule` is in words; `method` says how P(pass) was obtained: `exact`, `sampled` (then `counted`
    holds its interval), or `formation` for opt-in, whose `p_pass` the formation model fills in
    (None where the scenario states neither a minimum nor requirements). `blockers` come in order
    of P(no); `sensitivity` shows what the default for the silent decides.
    """

    body: str
    title: str
    rule: str
    method: str
    p_pass: float | None
    counted: Chance | None
    members: int
    silent: int
    ballots: tuple[Ballot, ...]
    blockers: tuple[Blocker, ...]
    veto_players: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    sensitivity: tuple[Silence, ...]


def decide(
    body_id: str, scenario: Scenario, *, silent: Ballots | None = None, seed: int = 1
) -> Decision:
    """Decide the initiative in one body of the scenario.

    `silent` overrides the ballot of members on whom nothing is known. `seed` matters only for
    rules too large to be exact. Raises `InputError` for an unknown body, rule or member.
    """
    if body_id not in scenario.bodies:
        known = ", ".join(scenario.bodies) or "none"
        raise InputError(f"bodies.{body_id}: no such body in the scenario; it has: {known}")
    body = scenario.bodies[body_id]
    if body.rule == OPT_IN:
        return _opt_in(body_id, body, scenario)
    members = members_of(body_id, body, scenario)
    _check_votes(body_id, body, members)
    rule = _rule(body_id, body, members, scenario)
    ballots = ballots_of(body, members, scenario, silent)
    poll = make_poll(rule, len(members))
    found = Decision(
        body=body_id,
        title=body.title or body_id,
        rule=in_words(rule, members),
        method="exact" if poll.feasible else "sampled",
        p_pass=None,
        counted=None,
        members=len(members),
        silent=sum(ballot.origin == "default" for ballot in ballots),
        ballots=ballots,
        blockers=(),
        veto_players=_veto_players(rule, members),
        criteria=(),
        sensitivity=(),
    )
    return _exactly(found, poll) if poll.feasible else _by_sampling(found, poll, seed)


def _rule(body_id: str, body: Body, members: Sequence[str], scenario: Scenario) -> Rule:
    """The rule of a body: its own tree, or the tree of the rule that it names."""
    tree: Any = body.rule
    if isinstance(tree, str):
        tree = rule_tree(tree, tuple(members), scenario.initiative.date)
    return read_rule(tree, members, f"bodies.{body_id}.rule")


def _exactly(found: Decision, poll: Poll) -> Decision:
    chances = _chances(found.ballots)
    return replace(
        found,
        p_pass=exact_pass(poll, chances),
        blockers=_blockers(found, exact_swings(poll, chances)),
        criteria=_criteria(
            found, poll, lambda leaf: exact_pass(make_poll(leaf, poll.members), chances)
        ),
        sensitivity=_sensitivity(found, lambda ballots: exact_pass(poll, _chances(ballots))),
    )


def _by_sampling(found: Decision, poll: Poll, seed: int) -> Decision:
    names = [f"{found.body}:{ballot.member}" for ballot in found.ballots]

    def drawn(ballots: Sequence[Ballot]) -> NDArray[np.int8]:
        return sample(_chances(ballots), names, seed)

    cast = drawn(found.ballots)
    counted = chance(sampled_pass(poll, cast), SAMPLES)
    return replace(
        found,
        p_pass=counted.p,
        counted=counted,
        blockers=_blockers(found, sampled_swings(poll, cast)),
        criteria=_criteria(
            found, poll, lambda leaf: sampled_pass(make_poll(leaf, poll.members), cast) / SAMPLES
        ),
        sensitivity=_sensitivity(
            found, lambda ballots: sampled_pass(poll, drawn(ballots)) / SAMPLES
        ),
    )


def _opt_in(body_id: str, body: Body, scenario: Scenario) -> Decision:
    """Opt-in has no ballots: it passes when enough join, which the formation model tells."""
    if body.minimum is not None:
        words = f"passes when at least {body.minimum} join"
    elif scenario.initiative.requires:
        words = "passes when what the initiative requires is pledged"
    else:
        words = "whoever wants to joins; no minimum is stated"
    return Decision(
        body=body_id,
        title=body.title or body_id,
        rule=words,
        method="formation",
        p_pass=None,
        counted=None,
        members=0,
        silent=0,
        ballots=(),
        blockers=(),
        veto_players=(),
        criteria=(),
        sensitivity=(),
    )


def _check_votes(body_id: str, body: Body, members: Sequence[str]) -> None:
    strangers = sorted(set(body.votes) - set(members))
    if strangers:
        raise InputError(
            f"bodies.{body_id}.votes: {', '.join(strangers)}: not a member at this date"
        )


def _chances(ballots: Sequence[Ballot]) -> list[tuple[float, float, float]]:
    return [(ballot.yes, ballot.abstain, ballot.no) for ballot in ballots]


def _blockers(found: Decision, swings: Sequence[tuple[float, float]]) -> tuple[Blocker, ...]:
    blockers = [
        Blocker(
            member=ballot.member,
            p_no=ballot.no,
            p_alone=ballot.no * max(yes - no, 0.0),
            veto=ballot.member in found.veto_players,
        )
        for ballot, (yes, no) in zip(found.ballots, swings, strict=True)
        if ballot.no > 0
    ]
    return tuple(sorted(blockers, key=lambda blocker: (-blocker.p_no, blocker.member)))


def _veto_players(rule: Rule, members: Sequence[str]) -> tuple[str, ...]:
    """Members whose no defeats the decision even if everybody else votes yes."""
    found = []
    for row, member in enumerate(members):
        met = {}
        for leaf in leaves(rule):
            yes, _, no = leaf.worth(row)
            met[leaf] = leaf.total - yes + no >= leaf.quota
        if not passes(rule, met):
            found.append(member)
    return tuple(found)


def _criteria(
    found: Decision, poll: Poll, p_met: Callable[[Count], float]
) -> tuple[Criterion, ...]:
    members = [ballot.member for ballot in found.ballots]
    criteria = []
    for leaf in dict.fromkeys(leaves(poll.rule)):
        expected = sum(
            yes * ballot.yes + abstain * ballot.abstain + no * ballot.no
            for (yes, abstain, no), ballot in zip(
                map(leaf.worth, range(len(members))), found.ballots, strict=True
            )
        )
        criteria.append(
            Criterion(
                words=in_words(leaf, members),
                quota=float(leaf.quota * leaf.unit),
                expected=float(leaf.unit * Fraction(expected)),
                p_met=p_met(leaf),
            )
        )
    return tuple(criteria)


def _sensitivity(
    found: Decision, p_pass: Callable[[Sequence[Ballot]], float]
) -> tuple[Silence, ...]:
    """P(pass) for several P(no) of the silent; empty where nobody is silent."""
    if not found.silent:
        return ()
    return tuple(
        Silence(p_no, p_pass([_with_no(ballot, p_no) for ballot in found.ballots]))
        for p_no in SILENT_NOES
    )


def _with_no(ballot: Ballot, p_no: float) -> Ballot:
    """A silent member's ballot with another P(no), yes and abstain in the same ratio."""
    if ballot.origin != "default":
        return ballot
    rest = ballot.yes + ballot.abstain
    share = ballot.yes / rest if rest else SILENT_BALLOT[0] / (SILENT_BALLOT[0] + SILENT_BALLOT[1])
    return replace(ballot, yes=(1 - p_no) * share, abstain=(1 - p_no) * (1 - share), no=p_no)
