"""Commands whose help keeps its examples as they are written, line by line."""

from __future__ import annotations

import inspect
import re
from typing import Any

import click

_LISTING = re.compile(r"(?:\A|\n\n)(?=\S[^\n]*:\n  )")
"""Where a list begins: a line that ends in a colon, then lines that are set in."""


def as_written(text: str | None) -> str | None:
    r"""The help text with click's sign not to refill (a backspace) before each list.

    >>> as_written("Text.\n\nExamples:\n  willing demo")
    'Text.\n\n\x08\nExamples:\n  willing demo'
    """
    return _LISTING.sub("\n\n\b\n", inspect.cleandoc(text)) if text else text


class Command(click.Command):
    """A command with examples in its help."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.help = as_written(self.help)


class Group(click.Group):
    """A group of such commands."""

    command_class = Command

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.help = as_written(self.help)
