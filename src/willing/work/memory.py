"""How often Python looks for garbage that holds on to itself."""

from __future__ import annotations

import gc

_SELDOM = (50_000, 50, 100)
"""New objects until it looks at the youngest; such looks until it looks at those, and at all."""


def collect_seldom() -> None:
    """Look for such garbage seldom: the lexicon and the weights are a million objects that stay,
    and going through all of them again and again takes a fifth of a short run. The price is that
    circular garbage, of which the reader makes next to none, lies about for longer.
    """
    gc.set_threshold(*_SELDOM)
