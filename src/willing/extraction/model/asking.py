"""Asking: the answers on the chunks of articles, from the cache or the model, several at a time."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial
from typing import Any

from willing.documents.article import Article
from willing.extraction.model.answers import json_in
from willing.extraction.model.cache import cache_key, recall, remember
from willing.extraction.model.chunks import Chunk
from willing.extraction.model.client import Client
from willing.extraction.model.prompt import SYSTEM, VERSION, Material, material, messages
from willing.extraction.model.proposal import answer_schema, proposals_in
from willing.extraction.model.settings import ModelSettings
from willing.extraction.model.tally import Tally, Usage
from willing.extraction.model.trouble import AnswerError
from willing.extraction.model.workers import Workers
from willing.reference.initiative import Initiative


class Asker:
    """Asks the model of the settings; what is under way is not asked twice."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._tally = Tally(settings)
        self._client = Client(settings, self._tally)
        self._workers = Workers(settings.concurrency)
        self._under_way: dict[str, Future[str]] = {}

    @property
    def usage(self) -> Usage:
        """What it took so far."""
        return self._tally.usage

    def close(self) -> None:
        """Ask nothing further; what is under way is let go."""
        self._workers.close()
        self._client.close()

    def begin(self, article: Article, chunk: Chunk, initiatives: Sequence[Initiative]) -> str:
        """Begin to ask about a chunk; the key to ask for the answer with."""
        schema = answer_schema(initiatives)
        about = material(article, chunk, initiatives)
        key = cache_key(
            self._settings.model, VERSION, SYSTEM, schema, about.initiatives, about.text
        )
        if key not in self._under_way:
            job = partial(self._answer, key, about, schema)
            self._under_way[key] = self._workers.submit(job)
        return key

    def answer(self, key: str) -> str:
        """The answer begun under a key. Raises `AnswerError` (there is none) or `InputError`."""
        return self._under_way[key].result()

    def forget(self, keys: Sequence[str]) -> None:
        """Let go of answers that have been used."""
        for key in keys:
            self._under_way.pop(key, None)

    def _answer(self, key: str, about: Material, schema: dict[str, Any]) -> str:
        kept = recall(self._settings.cache, key)
        if kept is not None and _usable(kept):
            self._tally.count_cached()
            return kept
        answer = self._client.ask(messages(about), schema)
        remember(self._settings.cache, key, answer)
        return answer


def _usable(answer: str) -> bool:
    try:
        proposals_in(json_in(answer))
    except AnswerError:
        return False
    return True
