"""Agreement: who reads a statement so, where both the rules and a model were asked.

It stands in the statement's trace, and is kept in the ledger with it.
"""

from __future__ import annotations

from typing import Literal

from willing.extraction.statement import Statement

Agreement = Literal["both", "rules", "model", "contradiction"]

TRACES: dict[Agreement, str] = {
    "both": "agreement: rules and model",
    "rules": "agreement: rules only",
    "model": "agreement: model only",
    "contradiction": "agreement: none, the model reads",
}
"""How a line of the trace begins that tells of it."""


def agreement_of(statement: Statement) -> Agreement | None:
    """Who reads a statement so; None where only one reader was asked."""
    for name, line in TRACES.items():
        if any(step.startswith(line) for step in statement.trace):
            return name
    return None
