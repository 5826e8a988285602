"""The judgement: what a person thinks of a statement. It is added, never written over."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Verdict = Literal["accept", "reject", "correct", "grade", "withdraw"]

Standing = Literal["none", "accept", "reject", "correct"]
"""The verdict in force on a statement."""

SOURCE_GRADES = "ABCDEF"
"""Admiralty grades of a source: A completely reliable ... E unreliable, F cannot be judged."""

CLAIM_GRADES = "123456"
"""Admiralty grades of a claim: 1 confirmed ... 5 improbable, 6 cannot be judged."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """An analyst's word on one statement; the latest of each statement counts.

    `corrections` maps field names of the statement (stance, contribution, no_contribution,
    conditions, veto, actor, actor_name, initiative, date) to their corrected values; it adds to
    the corrections made before. `grade` grades source or claim and leaves the verdict as it is.
    `withdraw` takes back the judgement before it, as if that had never been made.
    """

    statement: str
    verdict: Verdict
    analyst: str
    time: datetime
    reason: str = ""
    corrections: dict[str, object] = field(default_factory=dict)
    source_grade: str = ""
    claim_grade: str = ""
