"""P(pass) of a body and nothing else: for comparisons, which ask for it many times."""

from __future__ import annotations

from functools import lru_cache

from willing.models.bodies.ballots import ballots_of, chances_of, members_of
from willing.models.bodies.common import QUICK, common_factors
from willing.models.bodies.decision import blocs_of, rule_of
from willing.models.bodies.reckoning import by_quadrature, by_sampling, exactly
from willing.models.votes import Ballot, make_poll
from willing.scenario.rules import Rule
from willing.scenario.scenario import Scenario


def pass_chance(body_id: str, scenario: Scenario, *, seed: int = 1) -> float:
    """P(pass) in one body that decides by ballots.

    As `decision.decide` has it, but sampled where more than a fraction of a second would be needed,
    with the same draws for the same seed. Raises `InputError` for what cannot be read.
    """
    body = scenario.bodies[body_id]
    members = members_of(body_id, body, scenario)
    return _passing(
        rule_of(body_id, body, members, scenario),
        tuple(chances_of(ballots_of(body_id, body, members, scenario))),
        tuple(f"{body_id}:{member}" for member in members),
        blocs_of(members, scenario) if body.loading else ((),) * len(members),
        body.loading,
        seed,
    )


@lru_cache(maxsize=1024)
def _passing(
    rule: Rule,
    ballots: tuple[Ballot, ...],
    names: tuple[str, ...],
    blocs: tuple[tuple[str, ...], ...],
    loading: float,
    seed: int,
) -> float:
    poll = make_poll(rule, len(ballots))
    if poll.feasible and not loading:
        return exactly().passing(poll, ballots).p
    common = common_factors(blocs, loading)
    sampled = by_sampling(names, common, seed)
    how = by_quadrature(sampled, common, QUICK) if poll.feasible else sampled
    return how.passing(poll, ballots).p
