"""The manual says what the help says."""

from __future__ import annotations

from pathlib import Path

import click

from tests.cli.test_app import commands
from willing.cli.manual import manual

PAGE = Path(__file__).parents[2] / "docs" / "command-line.md"


def test_the_page_is_written_from_the_help():
    assert PAGE.read_text(encoding="utf-8") == manual(), (
        "run: python -m willing.cli.manual > docs/command-line.md"
    )


def test_every_command_and_option_is_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    for path, command in commands():
        section = text.partition(f" {path}\n\n```\n")[2].partition("\n```\n")[0]
        assert section, path
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert all(name in section for name in parameter.opts), (path, parameter.name)
