"""Readers that go wrong where a text tells them to; other processes find them by name."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

from willing.cli.reader import Rules
from willing.extraction.statement import Reading, Statement


@dataclass(frozen=True, slots=True)
class Quick(Rules):
    """One statement for each article, without reading it; dies, hangs or fails on request."""

    def __call__(self, article, targets):
        word = article.text.split()[0]
        if word == "die":
            os._exit(5)
        if word == "hang":
            time.sleep(60)
        if word == "fail":
            raise ZeroDivisionError(f"in {article.doc}")
        statement = Statement(
            id=article.id, article=article.id, doc=article.doc, actor="NOR", actor_name="Norway",
            actor_text="Norway", initiative="azure-patrol", stance="in", quote=word,
            quote_start=0, quote_end=len(word),
        )  # fmt: skip
        return Reading(article.id, "azure-patrol", ("azure-patrol",), (statement,), ())


@dataclass(frozen=True, slots=True)
class Never(Rules):
    """Asks the same as the rules, and must not be called."""

    def __call__(self, article, targets):
        raise AssertionError("read again")
