"""Each member of a body: does it block, can it veto, and what does its ballot decide?"""

from __future__ import annotations

from collections.abc import Sequence

from willing.models.bodies.deciding import Blocker, Decision, Voice
from willing.models.bodies.reckoning import Fate
from willing.models.rules import passes
from willing.scenario.rules import Rule, leaves


def blockers(found: Decision, fate: Fate) -> tuple[Blocker, ...]:
    """The members that may vote no, the likeliest first."""
    found_ones = [
        Blocker(
            member=ballot.member,
            p_no=ballot.no,
            p_alone=alone,
            veto=ballot.member in found.veto_players,
        )
        for ballot, alone in zip(found.ballots, fate.alone, strict=True)
        if ballot.no > 0
    ]
    return tuple(sorted(found_ones, key=lambda blocker: (-blocker.p_no, blocker.member)))


def voices(
    found: Decision,
    swings: Sequence[tuple[float, float, float]],
    fate: Fate,
    coins: Sequence[tuple[float, float, float]],
) -> tuple[Voice, ...]:
    """What each ballot decides: by its swings now, and where all others toss `coins`."""
    penrose = [max(yes - no, 0.0) for yes, _, no in coins]
    total = sum(penrose) or 1.0
    return tuple(
        Voice(
            member=ballot.member,
            decisive=max(swing[0] - swing[2], 0.0),
            penrose=power,
            share=power / total,
            yes_if_passed=fate.passed[row][0] if fate.passed else None,
            no_if_failed=fate.failed[row][2] if fate.failed else None,
        )
        for row, (ballot, swing, power) in enumerate(
            zip(found.ballots, swings, penrose, strict=True)
        )
    )


def veto_players(rule: Rule, members: Sequence[str]) -> tuple[str, ...]:
    """Members whose no defeats the decision even if everybody else votes yes."""
    totals = {leaf: leaf.total for leaf in leaves(rule)}
    found = []
    for row, member in enumerate(members):
        met = {}
        for leaf, total in totals.items():
            yes, _, no = leaf.worth(row)
            met[leaf] = total - yes + no >= leaf.quota
        if not passes(rule, met):
            found.append(member)
    return tuple(found)
