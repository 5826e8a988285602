"""Who reads: a function from an article, and what it is to be read for, to a reading.

`Rules` is the reader that Willing comes with. Another one has the same two members, and can be
sent to another process as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Protocol

from willing import __version__

if TYPE_CHECKING:
    from willing.documents.article import Article
    from willing.extraction.statement import Reading
    from willing.reference.initiative import Initiative
    from willing.reference.user import UserNames


class Reader(Protocol):
    """Reads one article after the other."""

    @property
    def asks(self) -> str:
        """A hash of all that the readings depend on besides the article."""

    def __call__(self, article: Article, targets: Sequence[str]) -> Reading:
        """The reading of an article for the initiatives of these ids (none: for all)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules, with the analyst's own initiatives (empty: those of the page) and names."""

    known: Mapping[str, Initiative]
    user: UserNames

    @property
    def asks(self) -> str:
        """A hash of the initiatives, the names and the rules themselves."""
        known = [(id_, self.known[id_].model_dump(mode="json")) for id_ in self.known]
        question = ["rules", __version__, _rules(), known, asdict(self.user)]
        return hashlib.sha256(json.dumps(question).encode()).hexdigest()

    def __call__(self, article: Article, targets: Sequence[str]) -> Reading:
        """The reading by the rules."""
        from willing.extraction.read import initiatives_of, read_article

        wanted = initiatives_of(article, self.known, targets)
        return read_article(article, wanted, trusting=bool(targets), user=self.user)


@cache
def _rules() -> str:
    """A hash of the code and the tables that readings are made with: a version as they have it."""
    digest = hashlib.sha256()
    for room in ("documents", "extraction", "reference"):
        _add(digest, files("willing") / room)
    return digest.hexdigest()


def _add(digest: hashlib._Hash, place: Traversable) -> None:
    for part in sorted(place.iterdir(), key=lambda part: part.name):
        if part.is_dir() and part.name != "__pycache__":
            _add(digest, part)
        elif part.name.endswith((".py", ".csv", ".json")):
            digest.update(part.name.encode() + b"\0" + part.read_bytes())
