"""The reader: an article and the initiatives in, a reading out, like the rules' `read_article`.

An article is asked about chunk by chunk, several at a time; the answers are taken in the order of
the text, whichever comes first. What was refused and what could not be read is kept for a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType

from willing.documents.article import Article
from willing.extraction.model.answers import json_in
from willing.extraction.model.asking import Asker
from willing.extraction.model.check import Refusal, check, malformed
from willing.extraction.model.chunks import Chunk, chunks
from willing.extraction.model.one_each import one_each
from willing.extraction.model.proposal import Proposal, proposals_in
from willing.extraction.model.scene import Scene, scene_of
from willing.extraction.model.settings import ModelSettings
from willing.extraction.model.tally import Usage
from willing.extraction.model.trouble import AnswerError
from willing.extraction.read import reading_of
from willing.extraction.statement import Reading, Statement
from willing.reference.initiative import Initiative
from willing.reference.user import NO_USER, UserNames


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a document, `start:end` of its text, that the model did not read, and why."""

    doc: str
    start: int
    end: int
    reason: str


class ModelReader:
    """A model that reads articles; use it in a `with` block, or close it.

    `refused` and `unread` grow with every article, `usage` says what it took so far.
    """

    def __init__(self, settings: ModelSettings) -> None:
        self.refused: list[Refusal] = []
        self.unread: list[Unread] = []
        self._asker = Asker(settings)

    def __enter__(self) -> ModelReader:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ask nothing further."""
        self._asker.close()

    @property
    def usage(self) -> Usage:
        """What it took so far: requests, answers from the cache, tokens, cost."""
        return self._asker.usage

    def ask_ahead(self, article: Article, initiatives: Sequence[Initiative]) -> None:
        """Begin to ask about an article that will be read soon."""
        for chunk in chunks(article) if initiatives else ():
            self._asker.begin(article, chunk, initiatives)

    def read(
        self,
        article: Article,
        initiatives: Sequence[Initiative],
        *,
        trusting: bool = False,  # noqa: ARG002 (the shape of a reader; the model judges by itself)
        user: UserNames = NO_USER,
    ) -> Reading:
        """Read an article: what the model says of the initiatives and the article bears out.

        Raises `InputError` for an address or a key that no request can succeed with.
        """
        cut = chunks(article) if initiatives else ()
        keys = [self._asker.begin(article, chunk, initiatives) for chunk in cut]
        scene = scene_of(article, initiatives, user)
        found: list[Statement | Refusal] = []
        failed = len(self.unread)
        for chunk, key in zip(cut, keys, strict=True):
            found += self._found(scene, chunk, key)
        self._asker.forget(keys)
        statements, others = one_each([one for one in found if isinstance(one, Statement)])
        self.refused += [one for one in found if isinstance(one, Refusal)] + others
        partial = len(self.unread) > failed
        return reading_of(article, initiatives, statements, readers=("model",), partial=partial)

    def _found(self, scene: Scene, chunk: Chunk, key: str) -> Iterator[Statement | Refusal]:
        """What the answer on one chunk comes to."""
        doc = scene.article.doc
        try:
            proposals = proposals_in(json_in(self._asker.answer(key)))
        except AnswerError as trouble:
            self.unread.append(Unread(doc, chunk.start, chunk.end, str(trouble)))
            return
        for proposal in dict.fromkeys(proposals):
            if isinstance(proposal, Proposal):
                yield from check(proposal, chunk, scene)
            else:
                yield malformed(doc, str(proposal))
