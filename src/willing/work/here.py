"""Tasks done in this process, one after the other: for few, where others would start too late."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager

from willing.work.attempt import Lost, Result, Task, attempt, too_long


class TooLongError(BaseException):
    """The time of a task is up. No `Exception`, so that no library takes it for its own."""


def one_by_one(
    work: Callable[[Task], Result], tasks: Iterable[Task], *, limit: float
) -> Generator[tuple[Task, Result | Lost], None, None]:
    """Each task with its result, or with why there is none.

    `limit` is how many seconds a task may take, where the system has a timer (not on Windows).
    """
    for task in tasks:
        try:
            with time_limit(limit):
                result = attempt(work, task)
        except TooLongError:
            result = too_long(limit)
        yield task, result


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise `TooLongError` in what is done here after so many seconds.

    Only the main thread can be stopped so; elsewhere nothing is limited.
    """
    main = threading.current_thread() is threading.main_thread()
    if not main or not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(_number: int, _frame: object) -> None:
    raise TooLongError
