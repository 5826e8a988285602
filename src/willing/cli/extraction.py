"""What is done with one source, in whatever process: open it, read it, bring it into shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from willing.cli.output import as_json
from willing.cli.reader import Reader
from willing.cli.sources import Source, load

if TYPE_CHECKING:
    from willing.documents.article import Article
    from willing.extraction.statement import Reading, Statement
    from willing.reference.initiative import Initiative


@dataclass(frozen=True, slots=True)
class Found:
    """An article, its reading, and the definitions of the initiatives that it is on."""

    article: Article
    reading: Reading
    initiatives: tuple[Initiative, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one source.

    `lines` are its statements as JSON Lines, `found` its articles; each only where wanted.
    `undefined` are targets of its passages that no initiative file defines.
    """

    statements: int
    lines: tuple[str, ...]
    found: tuple[Found, ...]
    undefined: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """Reads a source. `lines` and `found` tell which parts of an outcome are wanted."""

    reader: Reader
    known: Mapping[str, Initiative]
    lines: bool
    found: bool

    def __call__(self, source: Source) -> Outcome:
        """The outcome of a source. Raises `DocumentError` where it cannot be read."""
        count = 0
        lines: list[str] = []
        found: list[Found] = []
        undefined: dict[str, None] = {}
        for passage in load(source):
            article, targets = passage.article, passage.targets
            defined = [target for target in targets if target in self.known]
            undefined |= dict.fromkeys(target for target in targets if target not in self.known)
            if self.known and targets and not defined:
                continue
            reading = self.reader(article, defined)
            count += len(reading.statements)
            if self.lines:
                lines.extend(as_lines(article, reading))
            if self.found:
                found.append(Found(article, reading, self._definitions(article, reading, defined)))
        return Outcome(count, tuple(lines), tuple(found), tuple(undefined))

    def _definitions(
        self, article: Article, reading: Reading, targets: Sequence[str]
    ) -> tuple[Initiative, ...]:
        from willing.extraction.read import initiatives_of

        wanted = initiatives_of(article, self.known, targets)
        return tuple(initiative for initiative in wanted if initiative.id in reading.initiatives)


def as_lines(article: Article, reading: Reading) -> list[str]:
    """The statements of a reading, each as one line of JSON."""
    return [as_json(statement_record(article, statement)) for statement in reading.statements]


def statement_record(article: Article, statement: Statement) -> dict[str, Any]:
    """A statement as plain fields, with who reads it so (`agreement`) where two were asked."""
    from willing.extraction.model.agreement import agreement_of
    from willing.ledger.entry import entry_of
    from willing.ledger.export import record

    found = agreement_of(statement)
    return record(entry_of(article, statement)) | ({"agreement": found} if found else {})
