"""Many sources, read in the order in which they come; what was done before is passed over."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Protocol, TypeVar

from willing.cli.extraction import Extraction, Outcome
from willing.cli.sources import Source, fingerprint
from willing.work.attempt import Lost
from willing.work.here import one_by_one
from willing.work.pool import cores, in_order

FEW = 48
"""Up to so many sources are read in this process: others take longer to start than to read them."""

Result = TypeVar("Result")


class Sink(Protocol):
    """Where outcomes go and stay, so that a later run need not read the same again."""

    def has(self, key: str) -> bool:
        """Whether an earlier run has put the outcome of this source here."""

    def add(self, key: str, outcome: Outcome) -> None:
        """Put an outcome here, as a whole."""


@dataclass(slots=True)
class Tally:
    """How far a run is: sources read, failed and passed over; statements found."""

    read: int = 0
    failed: int = 0
    passed_over: int = 0
    statements: int = 0
    undefined: dict[str, None] = field(default_factory=dict)

    def add(self, result: Outcome | Lost) -> None:
        """Count one more result; a few of the undefined targets are remembered."""
        if isinstance(result, Lost):
            self.failed += 1
            return
        self.read += 1
        self.statements += result.statements
        for target in result.undefined[: 6 - len(self.undefined)]:
            self.undefined[target] = None


def outcomes(
    sources: Iterable[Source],
    work: Extraction,
    sinks: Sequence[Sink],
    tally: Tally,
    *,
    jobs: int | None,
    limit: float,
) -> Generator[tuple[Source, Outcome | Lost], None, None]:
    """Each source that some sink does not have yet, with its outcome, which is then in the sinks.

    Without sinks, all of them. `jobs` is the number of processes (None: as many as there are
    cores, for more than a few sources), `limit` the seconds that a source may take.
    """
    asks = work.reader.asks if sinks else ""
    due: deque[tuple[str, list[Sink]]] = deque()

    def missing() -> Iterator[Source]:
        for source in sources:
            key = _key(asks, source) if sinks else ""
            without = [sink for sink in sinks if not sink.has(key)]
            if sinks and not without:
                tally.passed_over += 1
                continue
            due.append((key, without))
            yield source

    with closing(_results(work, missing(), jobs, limit)) as results:
        for source, result in results:
            key, without = due.popleft()
            if isinstance(result, Outcome):
                for sink in without:
                    sink.add(key, result)
            tally.add(result)
            yield source, result


def _results(
    work: Callable[[Source], Result], sources: Iterator[Source], jobs: int | None, limit: float
) -> Generator[tuple[Source, Result | Lost], None, None]:
    first = list(islice(sources, FEW + 1))
    if len(first) <= FEW and jobs in (None, 1):
        return one_by_one(work, first, limit=limit)
    return in_order(work, chain(first, sources), jobs=jobs or cores(), limit=limit)


def _key(asks: str, source: Source) -> str:
    return hashlib.sha256(f"{asks} {fingerprint(source)}".encode()).hexdigest()[:16]
