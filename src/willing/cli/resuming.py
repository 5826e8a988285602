"""A long run goes on where it was interrupted: what is done lies in the user's cache meanwhile."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.cli.output import note
from willing.errors import InputError

if TYPE_CHECKING:
    from willing.scenario.scenario import Scenario

LONG = 500_000
"""From so many worlds on, what is done is kept."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A folder with one file for each of the sums of a run."""

    folder: Path

    def load(self, name: str) -> tuple[int, Any] | None:
        """What was kept under this name; None where nothing readable was."""
        try:
            done, plain = json.loads(self._file(name).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return done, plain

    def save(self, name: str, done: int, plain: Any) -> None:
        """Keep sums, all at once or not at all; without room for them the run goes on."""
        file = self._file(name)
        part = file.with_suffix(".part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_text(json.dumps([done, plain]), "utf-8")
            part.replace(file)
        except OSError:
            part.unlink(missing_ok=True)

    def forget(self) -> None:
        """Remove what was kept."""
        try:
            for file in self.folder.iterdir():
                file.unlink(missing_ok=True)
            self.folder.rmdir()
        except OSError:
            return

    def _file(self, name: str) -> Path:
        return self.folder / f"{name.replace(' ', '-')}.json"


@contextmanager
def resumed(scenario: Scenario, asked: Mapping[str, Any], worlds: int) -> Iterator[Kept | None]:
    """Where a long run keeps what is done; forgotten once it is through.

    `asked`: all else that decides the result. A run of another scenario, or with other options,
    shares nothing with it.
    """
    if worlds < LONG:
        yield None
        return
    import numpy as np
    from platformdirs import user_cache_path

    import willing

    question = [willing.__version__, np.__version__, scenario.model_dump_json(), worlds, asked]
    digest = blake2b(json.dumps(question, sort_keys=True).encode(), digest_size=12).hexdigest()
    place = os.environ.get("WILLING_CACHE")
    folder = Path(place) if place else user_cache_path("willing")
    kept = Kept(folder / "runs" / digest)
    try:
        yield kept
    except KeyboardInterrupt:
        note("\nwhat is done is kept: the same command goes on from there")
        raise
    except InputError:
        kept.forget()
        raise
    kept.forget()
