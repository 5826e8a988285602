"""Evidence: what one cue says of one actor on one initiative, once read in its scope."""

from __future__ import annotations

from dataclasses import dataclass, replace

from willing.extraction.lexicon import Role
from willing.reference.vocabulary import Stance

CLEARLY = 0.6
"""From this relevance on, the sentence itself speaks of the initiative, not only its context."""

IN: tuple[Stance, ...] = ("lead", "in", "lean_in")
OUT: tuple[Stance, ...] = ("lean_out", "out", "oppose")


def side_of(stance: str | None) -> str:
    """The side of a stance: "in", "out", or "undecided" between them.

    >>> side_of("lead"), side_of("lean_out"), side_of("undecided")
    ('in', 'out', 'undecided')
    """
    return "in" if stance in IN else "out" if stance in OUT else "undecided"


_WEIGHT: dict[Role, float] = {
    "veto": 6, "lead": 5, "send": 4, "join": 4, "refuse": 4, "oppose": 4, "open": 3, "doubt": 3,
    "unsure": 2.5, "back": 2, "same": 2,
    "listed": 1.5, "weighed": 2, "block": 0,
}  # fmt: skip


@dataclass(slots=True)
class Evidence:
    """One cue read in its scope: what an actor says, or is said, about one initiative.

    `stance` is None for evidence that only adds a condition. `place` orders evidence in the
    text; `voice` tells an outgoing or incoming government apart; `side` is the side that a list
    heading gives ("in", "out" or ""); `aside` that it stands in a relative clause ("which
    abstained").
    """

    actor: str
    actor_text: str
    person: str
    initiative: str
    stance: Stance | None
    role: Role
    start: int
    end: int
    place: int
    offered: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    speaker: str | None = None
    voice: str = ""
    side: str = ""
    past: bool = False
    aside: bool = False
    relevance: float = 1.0
    trace: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """How well its words serve as the quote: by its role, how clearly it is on the subject,
        when it was said, and whether the government that says it is on its way out.
        """
        weight = _WEIGHT[self.role] + min(self.relevance, 4.0) * 0.25
        weight -= 0.0 if self.relevance >= CLEARLY else 1.5
        weight -= 1.5 if self.aside else 0.0
        weight -= 1.5 if self.voice == "outgoing" else 0.0
        return weight * (0.3 if self.past else 1.0)


def taking(said: Evidence, stance: Stance) -> Evidence:
    """Evidence for a stance, its kinds offered or refused as that says.

    >>> said = Evidence("PER", "Peru", "", "force", None, "weighed", 0, 9, 0, ("air",), ("naval",))
    >>> [(e.offered, e.refused) for e in (taking(said, "in"), taking(said, "out"))]
    [(('air',), ('naval',)), ((), ('air', 'naval'))]
    """
    refused = said.refused
    if stance in OUT and said.offered:
        refused = tuple(dict.fromkeys((*said.offered, *refused)))
    offered = said.offered if stance in IN else ()
    return replace(said, stance=stance, offered=offered, refused=refused)
