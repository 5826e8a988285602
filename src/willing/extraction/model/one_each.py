"""One each: a model says one thing in several ways; an actor's position is counted once."""

from __future__ import annotations

from collections.abc import Sequence

from willing.extraction.evidence import side_of
from willing.extraction.model.check import Refusal
from willing.extraction.statement import Statement
from willing.reference.vocabulary import STANCES


def one_each(
    statements: Sequence[Statement],
) -> tuple[tuple[Statement, ...], list[Refusal]]:
    """One statement for each actor and initiative, in the order of the text, and the others.

    A veto outweighs all; else the side taken last in the text counts, and of several on it the
    surest, then the fullest. One that speaks of other kinds alone stands beside it.
    """
    grouped: dict[tuple[str, str], list[Statement]] = {}
    for one in dict.fromkeys(sorted(statements, key=lambda s: (s.quote_start, s.quote_end))):
        grouped.setdefault((one.actor, one.initiative), []).append(one)
    kept: list[Statement] = []
    for same in grouped.values():
        best = _best(same)
        kept += [best, *_beside(best, same)]
    ordered = sorted(kept, key=lambda s: (s.quote_start, s.actor, s.initiative))
    ids = {one.id for one in kept}
    return tuple(ordered), [_again(one) for one in statements if one.id not in ids]


def _best(same: list[Statement]) -> Statement:
    vetoes = [one for one in same if one.veto]
    side = side_of(same[-1].stance)
    on_it = vetoes or [one for one in same if side_of(one.stance) == side]
    return max(on_it, key=lambda one: (one.confidence, _fullness(one), one.quote_start))


def _fullness(one: Statement) -> tuple[int, int]:
    labels = (*one.contribution, *one.no_contribution, *one.conditions)
    return len(labels), abs(STANCES.index(one.stance) - STANCES.index("undecided"))


def _beside(best: Statement, same: list[Statement]) -> list[Statement]:
    """Those that speak of kinds that none before them spoke of, where the best speaks of some."""
    told, found = _kinds(best), []
    for one in same if told and not best.veto else ():
        if _kinds(one) and not _kinds(one) & told:
            found.append(one)
            told |= _kinds(one)
    return found


def _kinds(one: Statement) -> set[str]:
    return {*one.contribution, *one.no_contribution}


def _again(one: Statement) -> Refusal:
    return Refusal(
        one.doc, one.actor_name, one.initiative, one.stance, one.quote,
        "another statement of the same actor is kept",
    )  # fmt: skip
