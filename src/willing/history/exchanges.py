"""What exchanges of positions among the issues of a proposal say of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from willing.errors import InputError
from willing.history.case import Case
from willing.history.sample import Sample, sample
from willing.models.bargaining.exchange.agenda import Agenda, make_agenda
from willing.models.bargaining.exchange.spread import exchange_outcomes
from willing.models.bargaining.inputs import exact
from willing.models.bargaining.issue import Issue

DRAWS = 100


def exchanged(cases: Sequence[Case], *, seed: int) -> Mapping[Issue, tuple[Sample, Sample]]:
    """By issue that was bargained over together with others: where the votes of many runs of one
    round would bring it, and where the positions of the next round would.

    Issues without a known outcome take part too. A proposal of one issue has no exchanges, and one
    of too many for the model is left out.
    """
    found: dict[Issue, tuple[Sample, Sample]] = {}
    for agenda, issues in _agendas(cases):
        votes, wishes = exchange_outcomes(agenda, seed=seed, draws=DRAWS)
        for issue, vote, wish in zip(issues, votes.T, wishes.T, strict=True):
            found[issue] = sample(np.sort(vote)), sample(np.sort(wish))
    return found


def _agendas(cases: Sequence[Case]) -> Iterator[tuple[Agenda, list[Issue]]]:
    by_proposal: dict[str, list[Issue]] = {}
    for case in cases:
        by_proposal.setdefault(case.proposal, []).append(case.issue)
    for proposal, issues in by_proposal.items():
        try:
            yield make_agenda(proposal, [exact(issue) for issue in issues]), issues
        except InputError:
            continue
