"""How often garbage is looked for."""

from __future__ import annotations

import gc
import json
import subprocess
import sys

from willing.work.memory import collect_seldom

PROGRAM = """
import gc, json, sys
from willing.cli import main
try:
    main()
except SystemExit:
    print(json.dumps([gc.isenabled(), *gc.get_threshold()]), file=sys.stderr)
"""


def test_seldom_is_less_often_than_python_does_by_itself() -> None:
    before = gc.get_threshold()
    try:
        gc.set_threshold(700, 10, 10)
        collect_seldom()
        assert gc.get_threshold()[0] > 700
    finally:
        gc.set_threshold(*before)


def test_the_command_line_collects_seldom_but_does_collect() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, "--version"], capture_output=True, text=True, check=True
    )
    enabled, youngest, *_ = json.loads(run.stderr.splitlines()[-1])
    assert enabled
    assert youngest > 10_000
