"""What silence decides: P(pass) where the members on whom nothing is known vote otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from willing.models.bodies.ballots import Ballot
from willing.models.bodies.deciding import Decision, Silence
from willing.reference.constants import SILENT_BALLOT

SILENT_NOES = (0.0, 0.001, 0.005, 0.01, 0.02, 0.05)
"""P(no) of a silent member for which P(pass) is always shown."""


def sensitivity(
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
