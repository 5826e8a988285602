"""How things get onto the screen: cleaned, so that no document can steer the terminal.

Text from documents may hold escape sequences that colour, move, retitle or paste, and marks that
turn the reading direction. None of them passes here.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

import click

from willing.errors import InputError

_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]?"
)
"""An escape sequence as a terminal reads it: CSI, the strings (OSC, DCS ...), the short ones."""

_UNSEEN = (
    r"\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f\ud800-\udfff"
)
_CONTROL = re.compile(rf"[\x00-\x08\x0b-\x1f{_UNSEEN}]")
_ESCAPED = re.compile(rf"[{_UNSEEN}]")


def safe(text: object) -> str:
    r"""The text without escape sequences, control characters and direction marks.

    >>> safe("France\x1b[31m is\u202e in\r\n")
    'France is in\n'
    """
    return _CONTROL.sub("", _SEQUENCE.sub("", str(text)))


def one_line(text: object) -> str:
    """The same on one line, white space run together."""
    return " ".join(safe(text).split())


def say(text: object = "") -> None:
    """Print to the standard output, cleaned."""
    click.echo(safe(text))


def note(text: object) -> None:
    """Print a remark to the standard error, cleaned."""
    click.echo(safe(text), err=True)


def worlds_drawn(number: int) -> str:
    """How many worlds there were, in words.

    >>> worlds_drawn(1), worlds_drawn(10_000)
    ('1 world', '10,000 worlds')
    """
    return f"{number:,} world{'' if number == 1 else 's'}"


def put(text: str) -> None:
    """Print a file's content as it is; cleaned only where a terminal shows it."""
    shown = safe(text) if sys.stdout.isatty() else text
    click.echo(shown, nl=not shown.endswith("\n"), color=True)


def as_json(value: Any, *, indent: int | None = None) -> str:
    """JSON in plain Unicode, with what a terminal or an editor could misread written as escapes."""
    return escape_json(json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False))


def escape_json(text: str) -> str:
    """The same JSON with such characters as escapes."""
    return _ESCAPED.sub(_escape, text)


def print_json(value: Any) -> None:
    """Print one value as indented JSON."""
    click.echo(as_json(value, indent=2))


def print_line(value: Any) -> None:
    """Print one value as a line of JSON Lines."""
    click.echo(as_json(value))


def answered(plain: Callable[[], Any], what: str, output: Path | None, json_: bool) -> bool:
    """Whether an answer went where it was asked for: as JSON into a file, onto the screen, or both.

    Where it did not, it is left to be shown in tables. `plain`: the answer as plain data; `what`:
    what it is, in a few words. Raises `InputError` where the file cannot be written.
    """
    if output is None and not json_:
        return False
    data = plain()
    if output is not None:
        write_text(output, as_json(data, indent=2) + "\n")
        note(f"{output}: {what}")
    if json_:
        print_json(data)
    return True


def write_text(path: Path, text: str) -> None:
    """Write a file all at once, its folder made where needed. Raises `InputError`."""
    from willing.scenario.yamlfile import write_atomically

    _make_room(path)
    write_atomically(path, text)


def write_texts(texts: Sequence[tuple[Path, str, str]]) -> None:
    """Write several files, none if one cannot be; each with a remark on what it is.

    Raises `InputError`.
    """
    for path, _, _ in texts:
        _make_room(path)
    for path, text, what in texts:
        write_text(path, text)
        note(f"{path}: {what}")


def _make_room(path: Path) -> None:
    """Make the folder of a file. Raises `InputError` where no file can be written in it."""
    if path.is_dir():
        raise InputError(f"{path}: a folder; name a file in it")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file() or not path.exists():
            with TemporaryFile(dir=path.resolve().parent):
                pass
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None


def write_bytes(path: Path, data: bytes) -> None:
    """Write a bitmap, its folder made where needed. Raises `InputError`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None


def print_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    title: str = "",
    numeric: Sequence[int] = (),
    err: bool = False,
) -> None:
    """Print a table; `numeric` are the columns set to the right. No rows, no table.

    `err`: to the standard error.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    cells = [[Text(one_line(cell)) for cell in row] for row in rows]
    if not cells:
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for index, column in enumerate(columns):
        table.add_column(column, justify="right" if index in numeric else "left")
    for row in cells:
        table.add_row(*row)
    if title:
        _print_rich(Text(title, style="bold"), err=err)
    _print_rich(table, err=err)


def print_quote(before: str, quote: str, after: str) -> None:
    """Print a quote within its paragraph: set off by colour, and by marks where there is none."""
    from rich.text import Text

    text = Text(one_line(before) + " " if before.strip() else "")
    text.append(f"»{one_line(quote)}«", style="bold")
    text.append(" " + one_line(after) if after.strip() else "")
    _print_rich(text)


def _print_rich(thing: Any, *, err: bool = False) -> None:
    from rich.console import Console

    stream = sys.stderr if err else sys.stdout
    width = None if stream.isatty() else 120
    console = Console(file=stream, width=width, highlight=False)
    with console.capture() as captured:
        console.print(thing)
    click.echo("\n".join(line.rstrip() for line in captured.get().split("\n")), nl=False, err=err)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x10000:
        return f"\\u{code:04x}"
    high, low = divmod(code - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
