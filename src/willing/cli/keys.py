"""One key from the keyboard, at once, and none of those typed ahead lost.

`click.getchar` throws away what was typed before it was called; who works fast loses keys by it.
"""

from __future__ import annotations

import os
import select
import sys

import click

try:
    import termios
    import tty
except ImportError:  # Windows has neither
    _POSIX = False
else:
    _POSIX = True

_PAUSE = 0.05
"""Seconds within which the rest of an arrow key's sequence arrives."""


def read_key() -> str:
    """The next key, in lower case; an escape for arrows and the like, "" at the end."""
    if not (_POSIX and sys.stdin.isatty()):
        return click.getchar().lower()
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal, termios.TCSADRAIN)
        key = os.read(terminal, 1)
        if key != b"\x1b":
            return key.decode("ascii", "replace").lower()
        while select.select([terminal], [], [], _PAUSE)[0] and os.read(terminal, 1):
            pass
        return "\x1b"
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
