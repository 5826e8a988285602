"""An agenda: issues bargained over together, by actors who may give way on one for another.

Each issue has its own actors, scale and uncertain inputs, as `bargaining.inputs`. An actor without
a position on an issue takes no part in it: it neither trades there nor weighs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from willing.errors import InputError
from willing.models.bargaining.inputs import Inputs, check_inputs

MOST_ISSUES = 100
MOST_CELLS = 1000
"""Actors times issues: a round of 50 actors and 20 issues takes a second, and memory and time grow
with the square.
"""


@dataclass(frozen=True, slots=True)
class Agenda:
    """Two issues or more; made by `make_agenda`."""

    name: str
    issues: tuple[Inputs, ...]

    @property
    def actors(self) -> tuple[str, ...]:
        """All who have a position on any issue, in the order in which they first appear."""
        return tuple(dict.fromkeys(actor for issue in self.issues for actor in issue.actors))

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of the issues."""
        return tuple(issue.name for issue in self.issues)

    @property
    def names(self) -> dict[str, str]:
        """The actors' names for readers, by actor."""
        return {
            actor: name
            for issue in reversed(self.issues)
            for actor, name in zip(issue.actors, issue.names or issue.actors, strict=True)
        }

    @property
    def uncertain(self) -> bool:
        """Whether any input is more than a number."""
        return any(issue.uncertain for issue in self.issues)


def make_agenda(name: str, issues: Sequence[Inputs]) -> Agenda:
    """A checked agenda. Raises `InputError`, naming the issue, the actor and the mend.

    >>> from willing.models.bargaining.issue import make_issue
    >>> from willing.models.bargaining.inputs import exact
    >>> one, two = (exact(make_issue(name, "AB", [0, 100], [1, 1], [1, 1])) for name in "pq")
    >>> make_agenda("pact", [one, two]).actors
    ('A', 'B')
    """
    if len(issues) < 2:
        found = "one issue is" if issues else "no issue is"
        raise InputError(f"issues: only {found} there; positions are exchanged between two or more")
    if len(issues) > MOST_ISSUES:
        raise InputError(f"issues: {len(issues):,} are beyond the limit of {MOST_ISSUES}")
    for one, other in combinations(issues, 2):
        if one.name == other.name:
            raise InputError(f"issues: `{one.name[:80]}` stands twice; leave one of them out")
    agenda = Agenda(name, tuple(issues))
    cells = len(agenda.actors) * len(issues)
    if cells > MOST_CELLS:
        raise InputError(
            f"{len(agenda.actors)} actors on {len(issues)} issues: their product {cells:,} is "
            f"beyond the limit of {MOST_CELLS:,}; take actors of one mind together, or fewer issues"
        )
    for issue in issues:
        try:
            check_inputs(issue)
        except InputError as error:
            raise InputError(f"issue {issue.name[:80]}: {error}") from None
    if not shared_issues(agenda):
        raise InputError("no two actors have positions on the same two issues: nobody can exchange")
    return agenda


def shared_issues(agenda: Agenda) -> frozenset[str]:
    """The issues on which two actors have positions who have them on another issue too."""
    return frozenset(
        issue.name
        for pair in combinations(agenda.issues, 2)
        if len(set(pair[0].actors) & set(pair[1].actors)) > 1
        for issue in pair
    )


def remarks(agenda: Agenda) -> Iterator[str]:
    """What a reader should know of who takes no part in what."""
    missing = [
        f"{actor[:40]} on {issue.name[:40]}"
        for issue in agenda.issues
        for actor in agenda.actors
        if actor not in issue.actors
    ]
    if missing:
        more = f", and {len(missing) - 3} more" if len(missing) > 3 else ""
        yield f"no position, so no part in it: {', '.join(missing[:3])}{more}"
