"""By how much: each counted majority of a rule, what is expected of it, won and lost."""

from __future__ import annotations

from collections.abc import Sequence

from willing.models.bodies.ballots import chances_of
from willing.models.bodies.deciding import Criterion, Decision
from willing.models.bodies.reckoning import Fate, Reckoning
from willing.models.rules import in_words
from willing.models.votes import Poll, make_poll
from willing.scenario.rules import leaves


def criteria(
    found: Decision,
    poll: Poll,
    fate: Fate,
    how: Reckoning,
) -> tuple[Criterion, ...]:
    """What each counted majority asks, and what is expected of it."""
    members = [ballot.member for ballot in found.ballots]
    chances = chances_of(found.ballots)
    found_ones = []
    for leaf in dict.fromkeys(leaves(poll.rule)):
        worth = [leaf.worth(row) for row in range(len(members))]
        unit = float(leaf.unit)
        alone = leaf == poll.rule
        p_met = found.p_pass if alone else how.passing(make_poll(leaf, len(members)), chances).p
        found_ones.append(
            Criterion(
                words=in_words(leaf, members),
                quota=float(leaf.quota * leaf.unit),
                expected=unit * _mean(worth, chances),
                if_passed=unit * _mean(worth, fate.passed) if fate.passed else None,
                if_failed=unit * _mean(worth, fate.failed) if fate.failed else None,
                p_met=p_met or 0.0,
            )
        )
    return tuple(found_ones)


def _mean(
    worth: Sequence[tuple[int, int, int]], chances: Sequence[tuple[float, float, float]]
) -> float:
    return sum(w * p for ws, ps in zip(worth, chances, strict=True) for w, p in zip(ws, ps))  # noqa: B905
