"""Runs what the pages of the documentation show: fenced blocks, in order, in one folder.

    ```console      lines after `$ ` are commands, the lines below are what they print; `...` stands
                    for anything; a command without lines below it must only succeed
    ```python       a program, or a session with `>>>`; all blocks of a page share their names
    any other       written to a file where `<!-- file: NAME -->` stands on the line before it

`<!-- folder: willing-demo -->` on a page means that its reader has made the example there before.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from click.testing import CliRunner

FENCE = re.compile(
    r"(?:^<!-- file: (?P<file>\S+) -->\n)?^```(?P<language>\w+)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
FOLDER = re.compile(r"^<!-- folder: (\S+) -->$", re.MULTILINE)
SHELL = re.compile(r"[|<>;&$*`]")
CHECKER = doctest.OutputChecker()
ENVIRONMENT = {"COLUMNS": "100", "NO_COLOR": "1", "WILLING_ANALYST": "ana", "LC_ALL": "C.UTF-8"}


@dataclass(frozen=True)
class Block:
    """One fenced block; `line` is that of its first line in the page, counted from 1."""

    language: str
    body: str
    line: int
    file: str = ""


@dataclass(frozen=True)
class Command:
    """One command of a console block, what the page shows for it, and the line it stands on."""

    text: str
    shown: str
    line: int


@dataclass
class Reader:
    """Someone who follows a page step by step, starting in `folder`."""

    folder: Path
    names: dict[str, Any] = field(default_factory=dict)

    def run(self, command: str) -> tuple[int, str]:
        """Run one command; its exit code and everything that it prints."""
        words = shlex.split(command, comments=True)
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve()
            return 0, ""
        if words[0] == "willing" and not SHELL.search(command):
            return self._willing(words[1:])
        programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, text=True, timeout=60, check=False,
            env={**os.environ, **ENVIRONMENT, "PATH": programs}, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return done.returncode, tidy(done.stdout)

    def _willing(self, words: list[str]) -> tuple[int, str]:
        """The command line without a new process: thirty starts cost half a minute."""
        from willing.cli.app import willing

        with contextlib.chdir(self.folder):
            result = CliRunner(env=ENVIRONMENT).invoke(willing, words, prog_name="willing")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, tidy(result.output)

    def python(self, block: Block, where: str) -> str:
        """Run a Python block; what is wrong with it, or nothing."""
        with contextlib.chdir(self.folder):
            if ">>>" not in block.body:
                exec(compile(block.body, where, "exec"), self.names)
                return ""
            example = doctest.DocTestParser().get_doctest(
                block.body, self.names, where, where, block.line
            )
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
            said = io.StringIO()
            failed = runner.run(example, out=said.write, clear_globs=False).failed
            self.names.update(example.globs)
            return said.getvalue() if failed else ""


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page."""
    for match in FENCE.finditer(page):
        line = page.count("\n", 0, match.start("body")) + 1
        yield Block(match["language"], match["body"], line, match["file"] or "")


def commands(block: Block) -> Iterator[Command]:
    """The commands of a console block."""
    starts = [i for i, line in enumerate(block.body.splitlines()) if line.startswith("$ ")]
    lines = block.body.splitlines()
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Command(lines[start][2:], tidy("\n".join(lines[start + 1 : end])), block.line + start)


def matches(shown: str, printed: str) -> bool:
    """Whether a command prints what the page shows; where it shows nothing, anything."""
    return not shown or CHECKER.check_output(shown + "\n", printed + "\n", doctest.ELLIPSIS)


def tidy(text: str) -> str:
    """Output without the white space at the ends of lines, and without blank lines at the end."""
    return "\n".join(line.rstrip() for line in text.splitlines()).rstrip("\n")


def folder_of(page: str) -> str:
    """The folder that a page takes for granted, or nothing."""
    match = FOLDER.search(page)
    return match[1] if match else ""
