"""A remark for whoever waits: the first run on a machine compiles a model of bargaining."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

from willing.cli.output import note

KERNELS = tuple(
    f"willing.models.bargaining.{name}"
    for name in ("kernel", "spatial_model.kernel", "exchange.kernel")
)
"""Modules with a compiled function `play`; each is loaded just before that is called."""

SAID = "the first run on a machine compiles this model: some twenty seconds"

STEP = 1.0
"""Seconds between two looks; code that was compiled before is loaded in less."""


@contextmanager
def patience() -> Iterator[None]:
    """Says so, once, if a model is being compiled in the meantime."""
    done = Event()
    watch = Thread(target=_watch, args=(done,), daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        watch.join()


def _watch(done: Event) -> None:
    before = False
    while not done.wait(STEP):
        now = compiling()
        if before and now:
            note(SAID)
            return
        before = now


def compiling() -> bool:
    """Whether the turns of a model are wanted and not there yet: only their module is loaded."""
    plays = (getattr(sys.modules.get(name), "play", None) for name in KERNELS)
    return any(getattr(play, "signatures", None) == [] for play in plays)
