"""Would this body pass it? P(pass) under a decision rule, who would block, and how sure that is.

Members cast ballots (yes, abstain, no), independently of each other (see `ballots`) or through
common factors (see `common`). Under consensus and independence P(pass) is the product of P(not
no); any other rule is evaluated exactly on the distribution of its scores (see `votes`), and by
sampling only where that is too large.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from willing.errors import InputError
from willing.models.bodies.ballots import Ballot, ballots_of, members_of
from willing.models.bodies.blocking import Blocking, blocking_sets
from willing.models.bodies.common import MOST_WORK, QUICK, Common, common_factors, takes
from willing.models.bodies.deciding import Blocker, Criterion, Decision, Moods, Silence, Voice
from willing.models.bodies.reckoning import Reckoning, by_quadrature, by_sampling, counted, exactly
from willing.models.bodies.winning_over import MOST_SETS, TARGET, WinOver, win_over
from willing.models.chance import chance
from willing.models.rules import in_words, passes
from willing.models.votes import SAMPLES, Poll, make_poll
from willing.reference.constants import SILENT_BALLOT
from willing.reference.groups import blocs
from willing.reference.rules import rule_tree
from willing.scenario.rules import OPT_IN, Rule, leaves, read_rule
from willing.scenario.scenario import Ballots, Body, Scenario

SILENT_NOES = (0.0, 0.001, 0.005, 0.01, 0.02, 0.05)
"""P(no) of a silent member for which P(pass) is always shown."""

LOADINGS = (0.0, 0.4, 0.7)
"""Loadings on the blocs' common factors for which P(pass) is shown."""

FEW_SETS = 10
"""Sets of members to win over that are tried where each takes a sampling."""

COIN = (0.5, 0.0, 0.5)

NEVER = 1e-9
"""What is less likely is not asked what would hold then: rounding would answer."""


def decide(
    body_id: str,
    scenario: Scenario,
    *,
    silent: Ballots | None = None,
    loading: float | None = None,
    target: float = TARGET,
    costs: Mapping[str, float] | None = None,
    thorough: bool = False,
    seed: int = 1,
) -> Decision:
    """Decide the initiative in one body of the scenario.

    `silent` overrides the ballot of members on whom nothing is known, `loading` (0 to 0.95) how
    far ballots hang together. `target`: P(pass) for which members are won over, at `costs` (1 each
    where not given). `thorough`: P(pass) for other loadings also where that is to be sampled.
    `seed` matters only for what is sampled. Raises `InputError` for an unknown body, rule or
    member.
    """
    if body_id not in scenario.bodies:
        known = ", ".join(scenario.bodies) or "none"
        raise InputError(f"bodies.{body_id}: no such body in the scenario; it has: {known}")
    body = scenario.bodies[body_id]
    if body.rule == OPT_IN:
        return _opt_in(body_id, body, scenario)
    members = members_of(body_id, body, scenario)
    _check_members(f"bodies.{body_id}.votes", body.votes, members)
    _check_members("costs", costs or {}, members)
    rule = rule_of(body_id, body, members, scenario)
    ballots = ballots_of(body, members, scenario, silent)
    poll = make_poll(rule, len(members))
    shared = _checked_loading(body.loading if loading is None else loading)

    def reckoned(at: float, work: int) -> Reckoning:
        common = _common(members, scenario, at)
        names = [f"{body_id}:{member}" for member in members]
        if not poll.feasible:
            if not at and work == MOST_WORK and poll.countable:
                return counted(names, seed)
            return by_sampling(names, common, seed)
        return by_quadrature(names, common, seed, work) if at else exactly()

    quick = reckoned(shared, QUICK)
    found = _answered(body_id, body, (rule, ballots, poll), reckoned(shared, MOST_WORK), quick)
    quickly = [at for at in LOADINGS if takes(poll, _common(members, scenario, at)) <= QUICK]
    return replace(
        found,
        loading=shared,
        moods=_moods(found, poll, LOADINGS if thorough else quickly, reckoned),
        win_over=_won_over(found, rule, poll, quick, (target, costs, not shared)),
    )


def _answered(
    body_id: str,
    body: Body,
    case: tuple[Rule, tuple[Ballot, ...], Poll],
    how: Reckoning,
    quick: Reckoning,
) -> Decision:
    """P(pass) as well as it can be reckoned, and what hangs on it in less time."""
    rule, ballots, poll = case
    chances = _chances(ballots)
    members = [ballot.member for ballot in ballots]
    p, error = how.passing(poll, chances)
    sampled = how.method == "sampled"
    found = Decision(
        body=body_id,
        title=body.title or body_id,
        rule=in_words(rule, members),
        method=how.method,
        loading=0.0,
        p_pass=p,
        error=None if sampled or not error else error,
        counted=chance(round(p * SAMPLES), SAMPLES) if sampled else None,
        members=len(members),
        silent=sum(ballot.origin == "default" for ballot in ballots),
        ballots=ballots,
        blockers=(),
        veto_players=_veto_players(rule, members),
        blocking=blocking_sets(rule, members, chances),
        criteria=(),
        voices=(),
        sensitivity=(),
        moods=(),
        win_over=None,
    )
    swings = how.swings(poll, chances)
    joint = how.joint(poll, chances, swings)
    coins = exactly() if poll.feasible else quick
    return replace(
        found,
        blockers=_blockers(found, swings),
        criteria=_criteria(found, poll, joint, quick),
        voices=_voices(found, swings, joint, coins.swings(poll, [COIN] * len(members))),
        sensitivity=_sensitivity(found, lambda silent: quick.passing(poll, _chances(silent))[0]),
    )


def rule_of(body_id: str, body: Body, members: Sequence[str], scenario: Scenario) -> Rule:
    """The rule of a body: its own tree, or the tree of the rule that it names."""
    tree: Any = body.rule
    if isinstance(tree, str):
        tree = rule_tree(tree, tuple(members), scenario.initiative.date)
    return read_rule(tree, members, f"bodies.{body_id}.rule")


def _common(members: Sequence[str], scenario: Scenario, loading: float) -> Common:
    """The common factors of the members' blocs: an actor's own, else a state's default ones."""
    own = {code: actor.blocs for code, actor in scenario.actors.items()}
    on = scenario.initiative.date
    return common_factors(
        [known if (known := own.get(m)) is not None else blocs(m, on) for m in members], loading
    )


def _checked_loading(loading: float) -> float:
    if not 0 <= loading <= 0.95:
        raise InputError(f"loading {loading:g}: write a number from 0 (independent) to 0.95")
    return loading


def _opt_in(body_id: str, body: Body, scenario: Scenario) -> Decision:
    """Opt-in has no ballots: it passes when enough join, which the formation model tells."""
    if body.minimum is not None:
        who = " of its members" if body.members else ""
        words = f"passes when at least {body.minimum}{who} join"
    elif scenario.initiative.requires:
        words = "passes when what the initiative requires is pledged"
    else:
        words = "whoever wants to joins; no minimum is stated"
    return Decision(
        body=body_id,
        title=body.title or body_id,
        rule=words,
        method="formation",
        loading=0.0,
        p_pass=None,
        error=None,
        counted=None,
        members=0,
        silent=0,
        ballots=(),
        blockers=(),
        veto_players=(),
        blocking=Blocking((), True),
        criteria=(),
        voices=(),
        sensitivity=(),
        moods=(),
        win_over=None,
    )


def _check_members(place: str, named: Mapping[str, object], members: Sequence[str]) -> None:
    strangers = sorted(set(named) - set(members))
    if strangers:
        raise InputError(f"{place}: {', '.join(strangers)[:200]}: not a member at this date")


def _chances(ballots: Sequence[Ballot]) -> list[tuple[float, float, float]]:
    return [(ballot.yes, ballot.abstain, ballot.no) for ballot in ballots]


def _blockers(found: Decision, swings: Sequence[tuple[float, float, float]]) -> tuple[Blocker, ...]:
    blockers = [
        Blocker(
            member=ballot.member,
            p_no=ballot.no,
            p_alone=ballot.no * max(yes - no, 0.0),
            veto=ballot.member in found.veto_players,
        )
        for ballot, (yes, _, no) in zip(found.ballots, swings, strict=True)
        if ballot.no > 0
    ]
    return tuple(sorted(blockers, key=lambda blocker: (-blocker.p_no, blocker.member)))


def _voices(
    found: Decision,
    swings: Sequence[tuple[float, float, float]],
    joint: Sequence[tuple[float, float, float]],
    coins: Sequence[tuple[float, float, float]],
) -> tuple[Voice, ...]:
    p = found.p_pass or 0.0
    penrose = [max(yes - no, 0.0) for yes, _, no in coins]
    total = sum(penrose) or 1.0
    return tuple(
        Voice(
            member=ballot.member,
            decisive=max(swing[0] - swing[2], 0.0),
            penrose=power,
            share=power / total,
            yes_if_passed=min(with_[0] / p, 1.0) if p > NEVER else None,
            no_if_failed=min(max(ballot.no - with_[2], 0.0) / (1 - p), 1.0)
            if 1 - p > NEVER
            else None,
        )
        for ballot, swing, with_, power in zip(found.ballots, swings, joint, penrose, strict=True)
    )


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
    found: Decision,
    poll: Poll,
    joint: Sequence[tuple[float, float, float]],
    how: Reckoning,
) -> tuple[Criterion, ...]:
    """What each counted majority asks, and what is expected of it."""
    members = [ballot.member for ballot in found.ballots]
    chances = _chances(found.ballots)
    p = found.p_pass or 0.0
    criteria = []
    for leaf in dict.fromkeys(leaves(poll.rule)):
        worth = [leaf.worth(row) for row in range(len(members))]
        unit = float(leaf.unit)
        expected = _mean(worth, chances)
        won = _mean(worth, joint)
        criteria.append(
            Criterion(
                words=in_words(leaf, members),
                quota=float(leaf.quota * leaf.unit),
                expected=unit * expected,
                if_passed=unit * won / p if p > NEVER else None,
                if_failed=unit * (expected - won) / (1 - p) if 1 - p > NEVER else None,
                p_met=how.passing(make_poll(leaf, poll.members), chances)[0],
            )
        )
    return tuple(criteria)


def _mean(
    worth: Sequence[tuple[int, int, int]], chances: Sequence[tuple[float, float, float]]
) -> float:
    return sum(w * p for ws, ps in zip(worth, chances, strict=True) for w, p in zip(ws, ps))  # noqa: B905


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


def _moods(
    found: Decision,
    poll: Poll,
    loadings: Sequence[float],
    reckoned: Callable[[float, int], Reckoning],
) -> tuple[Moods, ...]:
    """P(pass) for several loadings; where quadrature takes long, by sampling."""
    chances = _chances(found.ballots)
    others = [
        Moods(at, *reckoned(at, QUICK).passing(poll, chances))
        for at in loadings
        if at != found.loading
    ]
    own = Moods(found.loading, found.p_pass or 0.0, found.error or _se(found))
    return tuple(sorted((own, *others), key=lambda case: case.loading))


def _se(found: Decision) -> float:
    return found.counted.se if found.counted else 0.0


def _won_over(
    found: Decision,
    rule: Rule,
    poll: Poll,
    how: Reckoning,
    asked: tuple[float, Mapping[str, float] | None, bool],
) -> WinOver | None:
    """Whom to win over, None where P(pass) is at the target already."""
    target, costs, independent = asked
    if found.p_pass is None or found.p_pass >= target:
        return None
    return win_over(
        rule,
        [ballot.member for ballot in found.ballots],
        _chances(found.ballots),
        lambda ballots: how.passing(poll, ballots)[0],
        target=target,
        costs=costs,
        independent=independent,
        most_sets=MOST_SETS if poll.feasible else FEW_SETS,
    )
