"""What the theory pages show is what the code does."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

THEORY = Path(__file__).parents[2] / "docs" / "theory"


@pytest.mark.parametrize(
    "page",
    [
        "formation.md",
        "bodies.md",
        "power.md",
        "bargaining.md",
        "exchange.md",
        "deterrence.md",
        "sharing.md",
        "stability.md",
    ],
)
def test_the_examples_run(page: str) -> None:
    result = doctest.testfile(str(THEORY / page), module_relative=False)
    assert result.attempted > 0
    assert result.failed == 0
