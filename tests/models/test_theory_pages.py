"""What the theory pages show is what the code does."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

THEORY = Path(__file__).parents[2] / "docs" / "theory"


PAGES = sorted(path.name for path in THEORY.glob("*.md") if ">>>" in path.read_text("utf-8"))


@pytest.mark.parametrize("page", PAGES)
def test_the_examples_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(str(THEORY / page), module_relative=False)
    assert result.attempted > 0
    assert result.failed == 0
