"""A stand-in server, and a model reader that asks it, patient by fractions of a second."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.extraction.model.server import StandIn, stand_in
from willing.extraction.model.reader import ModelReader
from willing.extraction.model.settings import ModelSettings

Open = Callable[..., ModelReader]


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No proxy between us and the server, nothing from the user's environment or cache."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name in ("BASE_URL", "MODEL", "KEY", "PRICE_IN", "PRICE_OUT", "BUDGET", "TIMEOUT"):
        monkeypatch.delenv(f"WILLING_LLM_{name}", raising=False)
    monkeypatch.delenv("WILLING_LLM_CONCURRENCY", raising=False)
    monkeypatch.setenv("WILLING_LLM_CACHE", str(tmp_path / "user-cache"))


@pytest.fixture
def server() -> Iterator[StandIn]:
    with stand_in() as found:
        yield found


@pytest.fixture
def settings(server: StandIn) -> ModelSettings:
    return ModelSettings(server.url, "stand-in", timeout=2.0, attempts=3, pause=0.01)


@pytest.fixture
def opened(settings: ModelSettings) -> Iterator[Open]:
    """Open a reader with some settings changed; it is closed at the end."""
    readers: list[ModelReader] = []

    def open_(**changes: Any) -> ModelReader:
        readers.append(ModelReader(replace(settings, **changes)))
        return readers[-1]

    yield open_
    for reader in readers:
        reader.close()
