"""Would this body pass it? P(pass) under a decision rule, who would block, and how sure that is.

Members cast ballots (yes, abstain, no), independently of each other (see `ballots`) or through
common factors (see `common`). Under consensus and independence P(pass) is the product of P(not
no); any other rule is evaluated exactly on the distribution of its scores (see `votes`), and by
sampling only where that is too large.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from willing.errors import InputError
from willing.models.bodies.ballots import Ballot, ballots_of, chances_of, members_of
from willing.models.bodies.blocking import Blocking, blocking_sets
from willing.models.bodies.common import MOST_WORK, QUICK, Common, common_factors, takes
from willing.models.bodies.deciding import Decision, Moods
from willing.models.bodies.margins import criteria
from willing.models.bodies.members import blockers, veto_players, voices
from willing.models.bodies.reckoning import (
    Passing,
    Reckoning,
    by_quadrature,
    by_sampling,
    counted,
    exactly,
)
from willing.models.bodies.silence import sensitivity
from willing.models.bodies.winning_over import MOST_SETS, TARGET, WinOver, win_over
from willing.models.chance import Chance, chance
from willing.models.rules import in_words
from willing.models.votes import Poll, make_poll
from willing.reference.groups import blocs
from willing.reference.rules import rule_tree
from willing.scenario.rules import OPT_IN, Rule, leaves, read_rule
from willing.scenario.scenario import Ballots, Body, Scenario

LOADINGS = (0.0, 0.4, 0.7)
"""Loadings on the blocs' common factors for which P(pass) is shown."""

FEW_SETS = 10
"""Sets of members to win over that are tried where each takes a sampling or a quadrature."""

SETS_WORK, SET_WORK = 500_000_000, 5_000
"""Members times cells of the grid over all sets that are tried, a few seconds; each member takes
as long as so many cells at least."""

MOST_MEMBERS = 2_000
"""Members of one body."""

MOST_COUNTS = 20_000
"""Members times counted majorities of a rule."""

COIN = (0.5, 0.0, 0.5)


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
    member, and beyond 2,000 members or 20,000 members times counted majorities.
    """
    if body_id not in scenario.bodies:
        known = ", ".join(scenario.bodies) or "none"
        raise InputError(f"bodies.{body_id}: no such body in the scenario; it has: {known}")
    body = scenario.bodies[body_id]
    if body.rule == OPT_IN:
        return _opt_in(body_id, body, scenario)
    members = members_of(body_id, body, scenario)
    _check_size(f"bodies.{body_id}.members", len(members), 1)
    _check_members(f"bodies.{body_id}.votes", body.votes, members)
    _check_members("costs", costs or {}, members)
    rule = rule_of(body_id, body, members, scenario)
    ballots = ballots_of(body_id, body, members, scenario, silent)
    _check_size(f"bodies.{body_id}.rule", len(members), sum(1 for _ in leaves(rule)))
    poll = make_poll(rule, len(members))
    names = [f"{body_id}:{member}" for member in members]
    shared = _checked_loading(body.loading if loading is None else loading)

    @lru_cache(maxsize=1)
    def sampled(at: float) -> Reckoning:
        return by_sampling(names, _common(members, scenario, at), seed)

    def reckoned(at: float, work: int) -> Reckoning:
        if not poll.feasible:
            thrifty = at or work < MOST_WORK or not poll.countable
            return sampled(at) if thrifty else counted(sampled(at))
        common = _common(members, scenario, at)
        return by_quadrature(sampled(at), common, work) if at else exactly()

    how, quick = reckoned(shared, MOST_WORK), reckoned(shared, QUICK)
    found = _answered(
        body_id, body, (rule, ballots, poll), (how, quick, reckoned(0.0, QUICK)), shared
    )
    quickly = [at for at in LOADINGS if takes(poll, _common(members, scenario, at)) <= QUICK]
    return replace(
        found,
        moods=_moods(found, poll, LOADINGS if thorough else quickly, reckoned),
        win_over=_won_over(found, rule, poll, quick, (target, costs, not shared)),
    )


def _answered(
    body_id: str,
    body: Body,
    case: tuple[Rule, tuple[Ballot, ...], Poll],
    reckonings: tuple[Reckoning, Reckoning, Reckoning],
    loading: float,
) -> Decision:
    """P(pass) as well as it can be reckoned, and what hangs on it in less time.

    `reckonings`: for P(pass), for what hangs on it, and for independent ballots.
    """
    rule, ballots, poll = case
    how, quick, apart = reckonings
    chances = chances_of(ballots)
    members = [ballot.member for ballot in ballots]
    passing = how.passing(poll, chances)
    found = Decision(
        body=body_id,
        title=body.title or body_id,
        rule=in_words(rule, members),
        method=passing.method,
        loading=loading,
        p_pass=passing.p,
        error=passing.error if passing.method == "quadrature" else None,
        counted=_counted(passing),
        members=len(members),
        silent=sum(ballot.origin == "default" for ballot in ballots),
        ballots=ballots,
        blockers=(),
        veto_players=veto_players(rule, members),
        blocking=blocking_sets(rule, members, chances),
        criteria=(),
        voices=(),
        sensitivity=(),
        moods=(),
        win_over=None,
    )
    swings = how.swings(poll, chances)
    fate = how.fate(poll, chances, swings)
    return replace(
        found,
        blockers=blockers(found, fate),
        criteria=criteria(found, poll, fate, quick),
        voices=voices(found, swings, fate, apart.swings(poll, [COIN] * len(members))),
        sensitivity=sensitivity(found, lambda silent: quick.passing(poll, chances_of(silent)).p),
    )


def _counted(passing: Passing) -> Chance | None:
    """The interval of what was sampled."""
    if passing.method != "sampled":
        return None
    return chance(round(passing.p * passing.samples), passing.samples)


def rule_of(body_id: str, body: Body, members: Sequence[str], scenario: Scenario) -> Rule:
    """The rule of a body: its own tree, or the tree of the rule that it names."""
    tree: Any = body.rule
    if isinstance(tree, str):
        tree = rule_tree(tree, tuple(members), scenario.initiative.date)
    return read_rule(tree, members, f"bodies.{body_id}.rule")


def blocs_of(members: Sequence[str], scenario: Scenario) -> tuple[tuple[str, ...], ...]:
    """The blocs of each member: an actor's own, else a state's default ones."""
    own = {code: actor.blocs for code, actor in scenario.actors.items()}
    on = scenario.initiative.date
    return tuple(
        tuple(known if (known := own.get(m)) is not None else blocs(m, on)) for m in members
    )


def _common(members: Sequence[str], scenario: Scenario, loading: float) -> Common:
    return common_factors(blocs_of(members, scenario), loading)


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


def _check_size(place: str, members: int, counts: int) -> None:
    """Raises `InputError` beyond what is reckoned in reasonable time."""
    if members > MOST_MEMBERS:
        raise InputError(
            f"{place}: {members:,} members are beyond the limit of {MOST_MEMBERS:,}; "
            "put those that vote alike together"
        )
    if members * counts > MOST_COUNTS:
        raise InputError(
            f"{place}: {counts:,} counted majorities of {members:,} members are beyond the limit; "
            f"at most {MOST_COUNTS // members:,} of so many"
        )


def _check_members(place: str, named: Mapping[str, object], members: Sequence[str]) -> None:
    strangers = sorted(set(named) - set(members))
    if strangers:
        raise InputError(f"{place}: {', '.join(strangers)[:200]}: not a member at this date")


def _moods(
    found: Decision,
    poll: Poll,
    loadings: Sequence[float],
    reckoned: Callable[[float, int], Reckoning],
) -> tuple[Moods, ...]:
    """P(pass) for several loadings; where quadrature takes long, by sampling."""
    chances = chances_of(found.ballots)
    cases = [Moods(found.loading, found.p_pass or 0.0, _error(found), found.method)]
    for at in loadings:
        if at != found.loading:
            passing = reckoned(at, QUICK).passing(poll, chances)
            cases.append(Moods(at, passing.p, passing.error, passing.method))
    return tuple(sorted(cases, key=lambda case: case.loading))


def _error(found: Decision) -> float:
    return found.counted.se if found.counted else found.error or 0.0


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
    tried = SETS_WORK // (found.members * (poll.cells + SET_WORK))
    cheap = independent and poll.feasible
    won = win_over(
        rule,
        [ballot.member for ballot in found.ballots],
        chances_of(found.ballots),
        lambda ballots: how.passing(poll, ballots).p,
        target=target,
        costs=costs,
        independent=cheap,
        most_sets=min(max(tried, FEW_SETS), MOST_SETS) if cheap else FEW_SETS,
    )
    return None if won.members == () else won  # as near to the target as sampling tells
