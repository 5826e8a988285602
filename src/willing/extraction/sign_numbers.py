"""Sign numbers: the names of signs as numbers, so that a sign is noted without writing its name.

A name is `family:value` ("r:refus"); the value of a family of rows of words is a tuple of them
("r2:backed_by" is `number["r2"](("backed", "by"))`). Names without a colon are of family "",
patterns of cues of family ">" or "<".
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from willing.extraction.memo import Memo

FLAGS = (
    "subject", "object", "names it", "target", "no rule", "another speaks", "speaks", "asked",
    "quoted", "question", "organisation", "qualifies", "kinds", "no kinds",
    "other matter", "in title", "past", "aside", "echo",
)  # fmt: skip
"""Signs that are asked for by name after a sentence is read: these always have a number."""

_OF_ROWS = frozenset([
    "r2", "l2", "r3", "next1", "next2", "next3", "last1", "last2", "last3", "under2", "sense>2",
])  # fmt: skip
"""Families whose values are rows of words."""

Value = str | tuple[str, ...]

Number = Callable[[Value | None], int | None]
"""The number of a value of some family; None for an unknown one and for None."""


@dataclass(frozen=True, slots=True, eq=False)
class SignNumbers:
    """Which number each sign has: `number[family](value)`, from 1 on; `names` has their names.

    `flags` maps the numbers of `FLAGS` to their names.
    """

    number: Mapping[str, Number]
    names: Sequence[str]
    flags: Mapping[int, str]

    def flags_in(self, signs: Sequence[int | None]) -> frozenset[str]:
        """The flags among signs."""
        return frozenset(map(self.flags.__getitem__, self.flags.keys() & signs))


def known_signs(names: Sequence[str]) -> SignNumbers:
    """Numbers of signs whose names are known, `FLAGS` among them: the place of each; others have
    none.

    >>> known = known_signs(["", "r:refus", "r2:backed_by", *FLAGS])
    >>> known.number["r2"](("backed", "by")), known.number["r"]("xyz")
    (2, None)
    """
    found: dict[str, dict[Value | None, int]] = defaultdict(dict)
    for number, name in enumerate(names):
        family, value = _parts(name)
        found[family][value] = number
    return SignNumbers(
        Memo(lambda family: found[family].get), names, {found[""][f]: f for f in FLAGS}
    )


def every_sign() -> SignNumbers:
    """Numbers for any signs, given out as they are asked for: for fitting, and for looking on.

    >>> signs = every_sign()
    >>> signs.names[signs.number["r2"](("backed", "by"))]
    'r2:backed_by'
    """
    names = ["", *FLAGS]
    places = {name: number for number, name in enumerate(names)}

    def numbering(family: str) -> Number:
        def number(value: Value | None) -> int | None:
            if value is None:
                return None
            name = _name(family, value)
            if name not in places:
                places[name] = len(names)
                names.append(name)
            return places[name]

        return number

    return SignNumbers(Memo(numbering), names, {places[flag]: flag for flag in FLAGS})


def _parts(name: str) -> tuple[str, Value]:
    """The family and the value of a name."""
    if name[:1] in (">", "<"):
        return name[0], sys.intern(name[1:])
    family, colon, value = name.partition(":")
    if not colon:
        return "", name
    if family in _OF_ROWS:
        return family, tuple(map(sys.intern, value.split("_"))) if value else ()
    return family, sys.intern(value)


def _name(family: str, value: Value) -> str:
    """The name of a value of a family."""
    written = value if isinstance(value, str) else "_".join(value)
    return f"{family}{written}" if family in ("", ">", "<") else f"{family}:{written}"
