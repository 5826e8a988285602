"""The tally: what was asked and what it cost, and a budget that is never exceeded.

Before a request its highest price is set aside; afterwards what it really cost takes its place. A
request whose highest price no longer fits is not made.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

from willing.extraction.model.settings import ModelSettings
from willing.extraction.model.trouble import AnswerError


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model was used for: requests that were answered, answers from the cache, tokens.

    `cost_usd` is in US dollars, None where the prices are not known. Where a server does not say
    how many tokens it counted, the most that it can have counted stands in.
    """

    calls: int = 0
    cached: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost_usd: float | None = None


class Tally:
    """The running count; safe to use from several threads."""

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._usage = Usage(cost_usd=0.0 if settings.priced else None)
        self._aside = 0.0

    @property
    def usage(self) -> Usage:
        """What it came to until now."""
        with self._lock:
            return self._usage

    def set_aside(self, tokens_in: int, tokens_out: int) -> None:
        """Make room for a request. Raises `AnswerError` where the budget has none left for it."""
        price = self._price(tokens_in, tokens_out)
        budget = self._settings.budget
        with self._lock:
            spent = (self._usage.cost_usd or 0.0) + self._aside
            if budget is not None and spent + price > budget:
                raise AnswerError(f"the budget of {budget:g} USD is used up", spent=False)
            self._aside += price

    def settle(self, aside: tuple[int, int], used: tuple[int, int] | None) -> None:
        """Give back what was set `aside` and count what was `used` (None: not answered)."""
        with self._lock:
            self._aside = max(0.0, self._aside - self._price(*aside))
            if used is None:
                return
            cost = self._usage.cost_usd
            self._usage = replace(
                self._usage,
                calls=self._usage.calls + 1,
                tokens_in=self._usage.tokens_in + used[0],
                tokens_out=self._usage.tokens_out + used[1],
                cost_usd=None if cost is None else cost + self._price(*used),
            )

    def count_cached(self) -> None:
        """Count an answer that came from the cache."""
        with self._lock:
            self._usage = replace(self._usage, cached=self._usage.cached + 1)

    def _price(self, tokens_in: int, tokens_out: int) -> float:
        per_million = self._settings.price_in or 0.0, self._settings.price_out or 0.0
        return (tokens_in * per_million[0] + tokens_out * per_million[1]) / 1_000_000
