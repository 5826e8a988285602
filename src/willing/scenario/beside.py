"""A file that a scenario names: it must lie beside it."""

from __future__ import annotations

from pathlib import Path

from willing.errors import InputError


def beside(scenario: Path, name: str) -> Path:
    """The file of that name in the scenario's folder, or below it.

    Raises `InputError` for a name that leads out of it: a scenario from elsewhere reads nothing
    but what came with it.
    """
    folder = scenario.resolve().parent
    found = (folder / name).resolve()
    if Path(name).is_absolute() or not found.is_relative_to(folder):
        raise InputError(
            f"`{name[:80]}` lies outside the scenario's folder; put the file beside it"
        )
    return found
