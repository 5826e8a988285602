"""A file that a scenario names: it must lie beside it."""

from __future__ import annotations

from pathlib import Path

from willing.errors import InputError


def beside(scenario: Path, name: str) -> Path:
    """The file of that name in the scenario's folder, or below it; its path as the scenario's.

    Raises `InputError` for a name that leads out of it, so that a scenario from elsewhere reads
    nothing but what came with it, and for what is no file: a pipe would never end.
    """
    folder = scenario.resolve().parent
    try:
        found = (folder / name).resolve()
        outside = Path(name).is_absolute() or not found.is_relative_to(folder)
        there = outside or found.is_file()
    except (OSError, ValueError, RuntimeError):
        raise InputError(f"`{name[:80]}` names no file") from None
    if outside:
        raise InputError(
            f"`{name[:80]}` lies outside the scenario's folder; put the file beside it"
        )
    if not there:
        raise InputError(f"`{name[:80]}`: there is no such file beside the scenario")
    return scenario.parent / name
