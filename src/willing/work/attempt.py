"""One task: its result, or why there is none. Nothing that a task does may end the whole row."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from willing.errors import InputError, WillingError

Task = TypeVar("Task")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Lost:
    """A task without a result. `reason` is for the reader; `trace` says where a bug arose."""

    reason: str
    trace: str = ""


def attempt(work: Callable[[Task], Result], task: Task) -> Result | Lost:
    """Do the work on one task; an error becomes a `Lost`, an interruption goes through.

    So does an `InputError`: what is wrong with the question is wrong for every task.
    """
    try:
        return work(task)
    except InputError:
        raise
    except WillingError as error:
        return Lost(str(error))
    except Exception as error:
        bug = f"a bug in Willing: {type(error).__name__}: {error}"
        return Lost(bug, traceback.format_exc())


def too_long(limit: float) -> Lost:
    """What is said of a task that was given up after so many seconds."""
    return Lost(f"given up after {limit:g} s; more may be allowed with --time-limit")
