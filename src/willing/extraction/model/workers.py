"""Workers: a few threads that do jobs in the order given, and never hold up the program's end.

Python's own pool waits at exit for a request that is under way, up to its timeout; a person who
pressed Ctrl-C should not.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import Empty, SimpleQueue

Job = tuple[Callable[[], str], "Future[str]"]


class Workers:
    """Threads that start when there is work, at most `count` of them."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def submit(self, job: Callable[[], str]) -> Future[str]:
        """Have a job done; the future holds its result or what it raised."""
        future: Future[str] = Future()
        self._jobs.put((job, future))
        if len(self._threads) < self._count:
            thread = threading.Thread(target=self._work, daemon=True)
            self._threads.append(thread)
            thread.start()
        return future

    def close(self) -> None:
        """Give up what was not begun, and let the threads end."""
        while True:
            try:
                waiting = self._jobs.get_nowait()
            except Empty:
                break
            if waiting is not None:
                waiting[1].cancel()
        for _ in self._threads:
            self._jobs.put(None)

    def _work(self) -> None:
        while (taken := self._jobs.get()) is not None:
            job, future = taken
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(job())
            except BaseException as error:
                future.set_exception(error)
