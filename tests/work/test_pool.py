"""Several processes: the order, the look-ahead, and what happens when one of them is lost."""

from __future__ import annotations

import os
import sys
import time

import pytest

from tests.work import jobs
from willing.errors import WillingError
from willing.work import pool, worker
from willing.work.attempt import Lost
from willing.work.pool import in_order


def reasons(results):
    return [result.reason if isinstance(result, Lost) else result for _, result in results]


@pytest.mark.parametrize("many", [1, 2])
def test_results_come_in_the_order_of_the_tasks(many):
    found = list(in_order(jobs.slow_for_even, range(20), jobs=many, limit=30))
    assert found == [(number, number) for number in range(20)]


def test_no_tasks_no_processes(monkeypatch):
    monkeypatch.setattr(pool, "Worker", None)
    assert list(in_order(jobs.double, [], jobs=2, limit=30)) == []


def test_no_more_is_taken_than_the_look_ahead():
    taken = []

    def tasks():
        for number in range(1000):
            taken.append(number)
            yield number

    results = in_order(jobs.double, tasks(), jobs=2, limit=30)
    for number in range(40):
        assert next(results) == (number, 2 * number)
        assert len(taken) <= number + 1 + 2 * pool.AHEAD
    results.close()


def test_the_look_ahead_holds_while_the_first_task_takes_long():
    taken = []

    def tasks():
        for task in ["hang", *range(1000)]:
            taken.append(task)
            yield task

    results = in_order(jobs.trouble, tasks(), jobs=2, limit=1)
    assert next(results)[0] == "hang"
    assert len(taken) == 2 * pool.AHEAD
    assert next(results) == (0, 0)
    results.close()


def test_a_death_a_hang_and_an_error_cost_one_task_each():
    tasks = [1, "die", 2, "hang", 3, "fail", 4]
    begin = time.monotonic()
    found = reasons(in_order(jobs.trouble, tasks, jobs=2, limit=1))
    assert time.monotonic() - begin < 20
    assert found == [
        1,
        "the process that read it died (exit code 9)",
        2,
        "given up after 1 s; more may be allowed with --time-limit",
        3,
        "a bug in Willing: ZeroDivisionError: oh",
        4,
    ]


def test_large_tasks_and_results_do_not_block():
    large = ["x" * 300_000 + str(number) for number in range(6)]
    assert [result for _, result in in_order(jobs.trouble, large, jobs=2, limit=30)] == large


def test_a_process_that_cannot_start_is_told_once():
    with pytest.raises(WillingError, match=r"no process can be started.*exit code 7"):
        list(in_order(jobs.Unloadable(), [1, 2, 3], jobs=2, limit=30))


@pytest.mark.skipif(sys.platform == "win32", reason="signal 0")
def test_no_process_outlives_the_iterator():
    results = in_order(jobs.process, range(100), jobs=2, limit=30)
    ids = {next(results)[1] for _ in range(10)}
    results.close()
    for process in ids:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="signals have other names")
def test_a_death_by_signal_is_named():
    assert worker.death(-9).reason == "the process that read it died (SIGKILL)"
