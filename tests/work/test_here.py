"""Tasks done in this process."""

from __future__ import annotations

import signal
import time

import pytest

from tests.work import jobs
from willing.errors import DocumentError
from willing.work.attempt import Lost, attempt
from willing.work.here import one_by_one


def test_results_and_errors_one_by_one():
    found = list(one_by_one(jobs.trouble, [1, "fail", 2], limit=30))
    assert found[0] == (1, 1) and found[2] == (2, 2)
    assert found[1][1].reason == "a bug in Willing: ZeroDivisionError: oh"
    assert "jobs.py" in found[1][1].trace


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer")
def test_a_task_that_hangs_is_given_up():
    before = signal.getsignal(signal.SIGALRM)
    begin = time.monotonic()
    (_, lost), (_, two) = one_by_one(jobs.trouble, ["hang", 2], limit=0.1)
    assert time.monotonic() - begin < 10
    assert isinstance(lost, Lost) and "given up after 0.1 s" in lost.reason
    assert two == 2
    assert signal.getsignal(signal.SIGALRM) == before


def test_what_a_person_can_mend_is_said_as_it_is():
    def unreadable(task):
        raise DocumentError("page.html: there is no text in it")

    assert attempt(unreadable, 1) == Lost("page.html: there is no text in it")


def test_an_interruption_is_no_error_of_the_task():
    def interrupted(task):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempt(interrupted, 1)
