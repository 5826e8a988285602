"""What is wrong with a scenario, where, and what would mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

Severity = Literal["error", "warning"]

Step: TypeAlias = str | int | float
"""One step into a file: a key, or a position in a list."""


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a scenario: the steps to it, and the character in its text.

    `key`: the key itself is meant, not its value.

    >>> str(Place(("actors", "GBR", "pledges", 0, "when"), offset=4))
    'actors.GBR.pledges[0].when'
    """

    steps: tuple[Step, ...] = ()
    key: bool = False
    offset: int = 0

    def __str__(self) -> str:
        text = ""
        for step in self.steps:
            text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else str(step)
        return text or "file"

    def __truediv__(self, step: Step) -> Place:
        """The place one step further in."""
        return Place((*self.steps, step))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. An error: the scenario says nothing definite. A warning: it does,
    but probably not what was meant. `line` and `column` count from 1; 0: not from a file.
    """

    severity: Severity
    place: str
    message: str
    mend: str = ""
    line: int = 0
    column: int = 0

    def describe(self, file: object = "") -> str:
        """`file:line:column: field: what is wrong; the mend`, as editors and people read it.

        >>> Problem("error", "events.x.p", "1.5 is no probability", "write 0 to 1", 4, 7).describe()
        'line 4:7: events.x.p: 1.5 is no probability; write 0 to 1'
        """
        where = [str(file)] if str(file) else []
        if self.line:
            where.append(f"{self.line if where else f'line {self.line}'}:{self.column}")
        said = f"{self.message}; {self.mend}" if self.mend else self.message
        return ": ".join([*(":".join(where),), self.place, said] if where else [self.place, said])


Locate: TypeAlias = Callable[[Place], tuple[int, int]]
"""From a place to its line and column in the file, both from 1."""


def nowhere(place: Place) -> tuple[int, int]:  # noqa: ARG001 (the shape of `Locate`)
    """For scenarios that do not come from a file."""
    return (0, 0)


def suggestion(word: str, known: Iterable[str]) -> str:
    """The known word that the writer probably meant, as `did you mean X?`, or "".

    >>> suggestion("ceasfire", ["us_backstop", "ceasefire"])
    'did you mean `ceasefire`?'
    """
    from rapidfuzz import fuzz, process, utils

    best = process.extractOne(
        word[:200],
        sorted(known),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=65,
    )
    return f"did you mean `{best[0]}`?" if best else ""
