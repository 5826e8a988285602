"""The terms of the talks, each a number, an interval or a triangle with its origin.

Each is drawn by a uniform keyed by its own name, as the parameters of the crisis are, so that world
i is the same world in both.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from willing.errors import InputError
from willing.models.draws import at_rank, uniforms
from willing.reference.crisis import Span
from willing.reference.talks import TERMS
from willing.scenario.noun import Span as Given
from willing.scenario.noun import Spanned
from willing.scenario.problems import suggestion
from willing.scenario.scenario import Scenario
from willing.scenario.talks import Link
from willing.scenario.talkscheck import parties_of, parties_problem, span_of, talks_problems

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Term:
    """One number of the talks: its name, its numbers, and their origin."""

    name: str
    span: Span
    source: str

    @property
    def certain(self) -> bool:
        """Whether it is a single number."""
        return self.span[0] == self.span[-1]


@dataclass(frozen=True, slots=True)
class Terms:
    """Who bargains, on what terms: whom the adversary faces, then the adversary.

    `terms` by name: `patience:UKR`, `risk:UKR`, `power:UKR`, `cost:UKR`, `drift`, and each value of
    a link as `link:minerals_deal:UKR`. `links`: those on the table. `absent`: the event by which
    the absent power is there ("": none).
    """

    parties: tuple[str, str]
    terms: Mapping[str, Term]
    links: Mapping[str, Link]
    absent: str = ""

    def named(self, name: str) -> tuple[str, str]:
        """The names of a term that both have."""
        return f"{name}:{self.parties[0]}", f"{name}:{self.parties[1]}"


Drawn = Mapping[str, Floats]
"""Each term by name, in every world: shape (worlds,)."""


def read_terms(scenario: Scenario, *, without: Collection[str] = ()) -> Terms:
    """The terms of a scenario's talks, with defaults for what it leaves out, less some links.

    Raises `InputError` for what `scenario.talkscheck` calls an error, and for links that are none.
    """
    if found := parties_problem(scenario):
        raise InputError(f"talks.parties: {found[0]}; {found[1]}")
    for _, place, message, mend in talks_problems(scenario):
        raise InputError(f"{place}: {message}; {mend}")
    talks = scenario.talks
    for event in (talks.absent, *(link.event for link in talks.links.values())):
        if event and event not in scenario.events:
            mend = suggestion(event, scenario.events) or "declare it under `events:`"
            raise InputError(f"talks: unknown event `{event[:80]}`; {mend}")
    for name in without:
        if name not in talks.links:
            there = f"there are {', '.join(talks.links)}" if talks.links else "there are none"
            raise InputError(f"no link `{name[:80]}`; {suggestion(name, talks.links) or there}")
    first, second = parties_of(scenario)
    links = {name: link for name, link in talks.links.items() if name not in without}
    given: dict[str, Given | Spanned | None] = {"drift": talks.delay.drift}
    for party in (first, second):
        for name in ("patience", "risk", "power"):
            given[f"{name}:{party}"] = getattr(talks, name).get(party)
        given[f"cost:{party}"] = talks.delay.cost.get(party)
    terms = {name: _term(name, value, talks.source) for name, value in given.items()}
    for name, link in links.items():
        for actor, value in link.values.items():
            term = _term(f"link:{name}:{actor}", value, link.source or talks.source)
            terms[term.name] = term
    return Terms((first, second), terms, links, talks.absent)


def _term(name: str, value: Given | Spanned | None, source: str) -> Term:
    if value is None:
        default = TERMS[name.partition(":")[0]].default
        assert default is not None
        return Term(name, default, "default")
    own = value.source if isinstance(value, Spanned) else ""
    return Term(name, span_of(value), own or source or "analyst")


def drawn(terms: Terms, rows: Ints, seed: int) -> Drawn:
    """Every term in the worlds of these numbers."""
    worlds = int(rows[-1]) + 1
    return {
        name: np.full(len(rows), term.span[0])
        if term.certain
        else at_rank(uniforms(seed, f"talks:{name}", 0, worlds)[rows], term.span)
        for name, term in terms.terms.items()
    }


def fixed(terms: Terms, name: str, value: float) -> Terms:
    """The terms with one of them at a value."""
    term = replace(terms.terms[name], span=(value,))
    return replace(terms, terms={**terms.terms, name: term})
