"""Who reads: the rules, a language model or both, and what the model's part came to."""

from __future__ import annotations

import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from willing.cli.failures import FailureLog
from willing.cli.how import How
from willing.cli.model_options import ModelOptions
from willing.cli.output import as_json, note, one_line, write_text
from willing.cli.reader import Reader, Rules
from willing.cli.sources import Source, load
from willing.errors import DocumentError, InputError
from willing.work.attempt import Lost

if TYPE_CHECKING:
    from willing.api import ReadArticle
    from willing.documents.article import Article
    from willing.extraction.model.check import Refusal
    from willing.extraction.model.reader import ModelReader
    from willing.extraction.model.settings import ModelSettings
    from willing.extraction.model.tally import Usage
    from willing.extraction.statement import Reading
    from willing.reference.initiative import Initiative
    from willing.reference.user import UserNames

SHOWN = 20
"""Refused proposals that are listed; all of them go into a file."""


NO_LIMIT = 24 * 3600.0
"""Seconds for a document that a model reads: its own requests have their time limits."""


@dataclass(frozen=True, slots=True)
class Who:
    """Who reads, in how many processes, and how long it may take over one document.

    `ahead` passes sources on, those to come already asked about.
    """

    reader: Reader
    ahead: Callable[[Iterable[Source]], Iterator[Source]]
    jobs: int | None
    limit: float


@dataclass(frozen=True, slots=True)
class Model:
    """A language model as a reader, alone or beside the rules; it stays in this process."""

    read: ReadArticle
    known: Mapping[str, Initiative]
    user: UserNames
    named: tuple[str, ...]

    @property
    def asks(self) -> str:
        """A hash of the model, the question put to it, and what the rules would be asked."""
        question = json.dumps([*self.named, Rules(self.known, self.user).asks])
        return hashlib.sha256(question.encode()).hexdigest()

    def __call__(self, article: Article, targets: Sequence[str]) -> Reading:
        """The reading of an article."""
        from willing.extraction.read import initiatives_of

        wanted = initiatives_of(article, self.known, targets)
        return self.read(article, wanted, trusting=bool(targets), user=self.user)


@contextmanager
def who_reads(
    asked: ModelOptions,
    how: How,
    known: Mapping[str, Initiative],
    user: UserNames,
    failures: FailureLog,
) -> Iterator[Who]:
    """The reader that the options name; in the end, what the model's part came to is said.

    A part that the model could not read counts as a failure. Raises `InputError` for settings
    that are missing, and for options of the model where only the rules read.
    """
    if asked.reader == "rules":
        _no_model(asked)
        yield Who(Rules(known, user), iter, how.jobs, how.time_limit)
        return
    from willing import api
    from willing.extraction.model.prompt import VERSION

    settings = _settings(asked)
    with api.open_model(settings) as model:
        read: ReadArticle = model.read if asked.reader == "llm" else api.both(model)
        named = (asked.reader, settings.base_url, settings.model, VERSION)
        reader = Model(read, known, user, named)
        try:
            yield Who(reader, _Ahead(model, known, settings.concurrency), 1, NO_LIMIT)
        finally:
            _report(model, asked, failures)


def usage_line(usage: Usage, refused: int) -> str:
    """What a model was used for, on one line.

    >>> from willing.extraction.model.tally import Usage
    >>> usage_line(Usage(3, 1, 5120, 610, 0.0021), 2)
    'model: 3 calls, 1 cached, 5,120 tokens in, 610 out, 0.0021 USD, 2 refused'
    """
    cost = "cost unknown (no prices)" if usage.cost_usd is None else f"{usage.cost_usd:.4f} USD"
    return (
        f"model: {usage.calls} call{'' if usage.calls == 1 else 's'}, {usage.cached} cached, "
        f"{usage.tokens_in:,} tokens in, {usage.tokens_out:,} out, {cost}, {refused} refused"
    )


@dataclass(frozen=True, slots=True)
class _Ahead:
    """Asks about the next sources while the one before them is being read."""

    model: ModelReader
    known: Mapping[str, Initiative]
    count: int

    def __call__(self, sources: Iterable[Source]) -> Iterator[Source]:
        waiting: deque[Source] = deque()
        for source in sources:
            self._ask(source)
            waiting.append(source)
            if len(waiting) > self.count:
                yield waiting.popleft()
        yield from waiting

    def _ask(self, source: Source) -> None:
        """Ask about the passages of a source; what cannot be opened is told when its turn comes."""
        from willing.extraction.read import initiatives_of

        with suppress(DocumentError):
            for passage in load(source):
                targets = [target for target in passage.targets if target in self.known]
                if targets or not (self.known and passage.targets):
                    wanted = initiatives_of(passage.article, self.known, targets)
                    self.model.ask_ahead(passage.article, wanted)


def _no_model(asked: ModelOptions) -> None:
    """Raise `InputError` for options that only a model heeds."""
    if asked != ModelOptions():
        raise InputError("these options are the language model's: add --reader llm or both")


def _settings(asked: ModelOptions) -> ModelSettings:
    from willing.extraction.model.settings import model_settings

    return model_settings(
        base_url=asked.base_url,
        model=asked.model,
        prices=asked.prices,
        budget=asked.budget,
        timeout=asked.timeout,
        concurrency=asked.concurrency,
        cached=asked.cached,
    )


def _report(model: ModelReader, asked: ModelOptions, failures: FailureLog) -> None:
    for part in model.unread:
        told = f"characters {part.start}-{part.end} not read by the model: {part.reason}"
        failures.add(part.doc, Lost(told))
    if asked.refused is not None:
        lines = (as_json(asdict(one)) + "\n" for one in model.refused)
        write_text(asked.refused, "".join(lines))
    else:
        _list_refused(model.refused)
    note(usage_line(model.usage, len(model.refused)))


def _list_refused(refused: list[Refusal]) -> None:
    for one in refused[:SHOWN]:
        who = " ".join(part for part in (one.actor, one.stance) if part) or "a proposal"
        quote = one_line(one.quote)
        shown = quote if len(quote) <= 80 else f"{quote[:79]}…"
        words = f": “{shown}”" if shown else ""
        note(one_line(f"refused: {one.doc}: {who}: {one.reason}{words}"))
    if len(refused) > SHOWN:
        note(f"refused: {len(refused) - SHOWN} more; --refused FILE writes all of them")
