"""One working process: what it does, and the handle by which it is given work.

It is started anew ("spawn"), never forked, so that threads and other systems do no harm. It takes
one task at a time, and only while it waits for one: neither side ever waits for the other to
empty a full pipe. It ends when the other side is gone, and it ignores Ctrl-C, which is for the
one who gives the work.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

from willing.work.attempt import Lost, attempt
from willing.work.memory import collect_seldom

GRACE = 5.0
"""Seconds after which a task that is too long ends its process by itself: the one who should have
ended it may have been killed."""

_STARTED = "started"


def serve(work: Callable[[Any], Any], connection: Connection, limit: float) -> None:
    """Take tasks from the connection and send results until the other side is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    timer = getattr(signal, "setitimer", None)
    with contextlib.suppress(EOFError, OSError):
        connection.send(_STARTED)
        while True:
            task = connection.recv()
            if timer is not None:
                timer(signal.ITIMER_REAL, limit + GRACE)
            result = attempt(work, task)
            if timer is not None:
                timer(signal.ITIMER_REAL, 0)
            connection.send(result)


class Worker:
    """A working process and the task it is at.

    `at` is the task with its number, None where it has none; `deadline` the moment by which it
    must be done, None until the process has started.
    """

    def __init__(self, work: Callable[[Any], Any], limit: float) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.at: tuple[int, Any] | None = None
        self.deadline: float | None = None
        self._limit = limit
        self.started = False
        self._process = context.Process(target=serve, args=(work, theirs, limit), daemon=True)
        with _interrupts_held():
            self._process.start()
        theirs.close()

    def give(self, number: int, task: Any) -> None:
        """Send it a task. Raises `OSError` if it has died meanwhile."""
        self.connection.send(task)
        self.at = number, task
        self.deadline = time.monotonic() + self._limit if self.started else None

    def hear(self) -> Any:
        """The result it has sent; None for the word that it has started.

        Raises `EOFError` or `OSError` if it has died.
        """
        message = self.connection.recv()
        if not self.started:
            self.started = True
            self.deadline = time.monotonic() + self._limit
            return None
        self.at = self.deadline = None
        return message

    def end(self) -> int | None:
        """End the process, whatever it is at; its exit code, negative for a signal."""
        if self.connection.closed:
            return None
        self.connection.close()
        self._process.join(0.1)  # one that is dying has an exit code of its own
        self._process.kill()
        self._process.join()
        code = self._process.exitcode
        self._process.close()
        return code


def death(code: int | None) -> Lost:
    """What is said of a task whose process died.

    >>> death(3).reason
    'the process that read it died (exit code 3)'
    """
    how = f"exit code {code}"
    if code is not None and code < 0:
        with contextlib.suppress(ValueError):
            how = signal.Signals(-code).name
    return Lost(f"the process that read it died ({how})")


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Start a process that Ctrl-C does not reach: it inherits what is held back here."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it lets interrupts through once it has started
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
