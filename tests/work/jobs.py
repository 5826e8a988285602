"""Work for working processes to do: found by its name, so that they can load it."""

from __future__ import annotations

import os
import time


def double(number: int) -> int:
    return number * 2


def slow_for_even(number: int) -> int:
    time.sleep(0.02 if number % 2 == 0 else 0)
    return number


def trouble(task: object) -> object:
    """Dies, hangs or fails where the task says so."""
    if task == "die":
        os._exit(9)
    if task == "hang":
        time.sleep(60)
    if task == "fail":
        raise ZeroDivisionError("oh")
    return task


def never_starts(_state: object) -> object:
    os._exit(7)


class Unloadable:
    """Kills the process that loads it."""

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return never_starts, (0,)

    def __call__(self, task: object) -> object:
        return task


def process(_task: object) -> int:
    return os.getpid()
