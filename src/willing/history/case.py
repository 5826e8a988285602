"""A past issue, and how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from willing.models.bargaining.issue import Issue


@dataclass(frozen=True, slots=True)
class Case:
    """An issue of the past. `outcome`: where it ended, None where that is not known.

    Issues of one `proposal` were bargained over together: they are never split between what a
    model learns from and what it is tried on.
    """

    issue: Issue
    proposal: str
    outcome: float | None


def resolved(cases: Sequence[Case], *, actors: int = 1) -> list[tuple[Case, float]]:
    """The cases whose outcome is known, with it; only those of at least so many actors."""
    return [
        (case, case.outcome)
        for case in cases
        if case.outcome is not None and case.issue.size >= actors
    ]
