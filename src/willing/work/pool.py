"""Tasks done by several processes: results in the order of the tasks, and a bounded look-ahead.

A process that dies, or that takes too long, costs the task it was at; another takes its place.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from multiprocessing.connection import wait
from typing import Any

from willing.errors import WillingError
from willing.work.attempt import Lost, Result, Task, too_long
from willing.work.worker import Worker, death

AHEAD = 8
"""How many tasks are taken for each process before the first of them is done: enough to keep the
others busy while one is at a long task."""

MAX_JOBS = 60
"""More processes than this cannot be waited for at once on Windows."""

MAX_STARTS = 3
"""How often in a row a process may die before it has started."""


def in_order(
    work: Callable[[Task], Result], tasks: Iterable[Task], *, jobs: int, limit: float
) -> Generator[tuple[Task, Result | Lost], None, None]:
    """Each task with its result, or with why there is none, in the order of the tasks.

    `work`, tasks and results must be picklable. `limit` is how many seconds a task may take. The
    processes end with the iterator: close it if you leave early. Raises `WillingError` where no
    process can be started.
    """
    crew = _Crew(work, jobs, limit)
    coming = enumerate(tasks)
    taken: dict[int, Task] = {}
    done: dict[int, Result | Lost] = {}
    turn = 0
    try:
        while True:
            _hand_out(crew, coming, taken)
            if not taken:
                return
            if turn not in done:
                done.update(crew.results())
                _hand_out(crew, coming, taken)  # before anybody looks at what was done
            while turn in done:
                yield taken.pop(turn), done.pop(turn)
                turn += 1
    finally:
        crew.end()


def _hand_out(crew: _Crew, coming: Iterator[tuple[int, Task]], taken: dict[int, Task]) -> None:
    while crew.has_room() and len(taken) < crew.jobs * AHEAD:
        for number, task in coming:
            taken[number] = task
            crew.give(number, task)
            break
        else:
            return


def cores() -> int:
    """How many processes can run at once here."""
    usable = getattr(os, "sched_getaffinity", None)
    return min(MAX_JOBS, len(usable(0)) if usable else os.cpu_count() or 1)


class _Crew:
    """The working processes; they are started as tasks come in."""

    def __init__(self, work: Callable[[Any], Any], jobs: int, limit: float) -> None:
        self.work, self.jobs, self.limit = work, jobs, limit
        self.workers: list[Worker] = []
        self.failed_starts = 0

    def has_room(self) -> bool:
        """Whether somebody could take a task at once."""
        return len(self.workers) < self.jobs or any(w.at is None for w in self.workers)

    def give(self, number: int, task: Any) -> None:
        """Give a task to someone who has none."""
        while True:
            worker = next((w for w in self.workers if w.at is None), None)
            if worker is None:
                worker = Worker(self.work, self.limit)
                self.workers.append(worker)
            try:
                worker.give(number, task)
                return
            except OSError:
                self._bury(worker)

    def results(self) -> list[tuple[int, Any]]:
        """Wait until something happens; the tasks that are done or lost by it."""
        busy = [worker for worker in self.workers if worker.at is not None]
        deadlines = [worker.deadline for worker in busy if worker.deadline is not None]
        patience = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
        ready = wait([worker.connection for worker in busy], patience)
        found: list[tuple[int, Any]] = []
        for worker in busy:
            if worker.connection in ready:
                found.extend(self._heard(worker))
            elif worker.at and worker.deadline and worker.deadline <= time.monotonic():
                found.append((worker.at[0], too_long(self.limit)))
                self._bury(worker)
        return found

    def end(self) -> None:
        """End all of them."""
        while self.workers:
            self.workers.pop().end()

    def _heard(self, worker: Worker) -> Iterator[tuple[int, Any]]:
        at, started = worker.at, worker.started
        if at is None:
            return
        try:
            result = worker.hear()
        except (EOFError, OSError):
            code = self._bury(worker)
            if started:
                yield at[0], death(code)
            else:  # it died before it had looked at the task, which is not to blame
                self.give(*at)
            return
        self.failed_starts = 0
        if started:
            yield at[0], result

    def _bury(self, worker: Worker) -> int | None:
        self.workers.remove(worker)
        code = worker.end()
        self.failed_starts += not worker.started
        if self.failed_starts >= MAX_STARTS:
            raise WillingError(
                f"no process can be started to read in (exit code {code}); give fewer documents at"
                " a time, which are then read without"
            )
        return code
