"""Who reads: the rules, a language model or both, and what the model's part came to."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from willing.cli.model_options import ModelOptions
from willing.cli.output import as_json, note, one_line, write_text
from willing.cli.pages import Failures
from willing.errors import DocumentError, InputError

if TYPE_CHECKING:
    from willing.api import ReadArticle
    from willing.cli.passages import Passage
    from willing.documents.article import Article
    from willing.extraction.model.check import Refusal
    from willing.extraction.model.reader import ModelReader
    from willing.extraction.model.settings import ModelSettings
    from willing.extraction.model.tally import Usage
    from willing.extraction.statement import Statement
    from willing.reference.initiative import Initiative

SHOWN = 20
"""Refused proposals that are listed; all of them go into a file."""


@dataclass(frozen=True, slots=True)
class Readers:
    """`read` reads an article; `ahead` passes passages on, those to come already asked about."""

    read: ReadArticle
    ahead: Callable[[Iterable[Passage], Mapping[str, Initiative]], Iterator[Passage]]


@contextmanager
def readers(asked: ModelOptions, failures: Failures) -> Iterator[Readers]:
    """The reader that the options name; in the end, what the model's part came to is said.

    A part that the model could not read counts as a failure. Raises `InputError` for settings
    that are missing, and for options of the model where only the rules read.
    """
    from willing import api

    if asked.reader == "rules":
        _no_model(asked)
        from willing.extraction.read import read_article

        yield Readers(read_article, lambda passages, _: iter(passages))
        return
    settings = _settings(asked)
    with api.open_model(settings) as model:
        read: ReadArticle = model.read if asked.reader == "llm" else api.both(model)
        ahead = _Ahead(model, settings.concurrency)
        try:
            yield Readers(read, ahead)
        finally:
            _report(model, asked, failures)


def statement_record(article: Article, statement: Statement) -> dict[str, Any]:
    """A statement as plain fields, with who reads it so (`agreement`) where two were asked."""
    from willing.extraction.model.agreement import agreement_of
    from willing.ledger.entry import entry_of
    from willing.ledger.export import record

    found = agreement_of(statement)
    return record(entry_of(article, statement)) | ({"agreement": found} if found else {})


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
    """Asks about the next passages while the one before them is being read."""

    model: ModelReader
    count: int

    def __call__(
        self, passages: Iterable[Passage], known: Mapping[str, Initiative]
    ) -> Iterator[Passage]:
        from willing.extraction.read import initiatives_of

        waiting: deque[Passage] = deque()
        for passage in passages:
            targets = [target for target in passage.targets if target in known]
            if targets or not (known and passage.targets):
                wanted = initiatives_of(passage.article, known, targets)
                self.model.ask_ahead(passage.article, wanted)
            waiting.append(passage)
            if len(waiting) > self.count:
                yield waiting.popleft()
        yield from waiting


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


def _report(model: ModelReader, asked: ModelOptions, failures: Failures) -> None:
    for part in model.unread:
        failures.add(
            DocumentError(
                f"{part.doc}: characters {part.start}-{part.end} not read by the model: "
                f"{part.reason}"
            )
        )
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
