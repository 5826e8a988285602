"""The manual of the command line, written from the help texts: `python -m willing.cli.manual`."""

from __future__ import annotations

from collections.abc import Iterator

import click

WIDTH = 88

INTRODUCTION = """\
# The command line

This page is written from the help texts (`python -m willing.cli.manual > docs/command-line.md`),
and a test keeps the two the same.

A few things hold for every command:

- **Nothing is fetched.** Save a page first; everything else works without a network. Nothing is
  sent either, but to the [language model](how-to/language-model.md) that you name with `--reader
  llm` or `both`.
- **Documents cannot steer your terminal.** Escape sequences, control characters and marks that
  turn the reading direction are taken out of whatever is shown.
- **Results go to the standard output, remarks to the standard error**, so that `--json` can be
  piped. Lists of statements are JSON Lines (one object a line), everything else is one JSON value.
- **Nothing is overwritten unasked.** `draft` and `brief --scenario-out` leave a file that is there
  alone; a brief replaces the brief before it. The ledger only ever grows.
- **What cannot be read is named and left out**, the rest is done, and the exit code is 3.
- **Stop at any time** (Ctrl-C): each page is kept as a whole or not at all.

## Score the extraction

Passages with labels of your own (JSON Lines with `id`, `date`, `title`, `text`, `targets`) are
read by the same command as pages. `doc` is then the passage's `id`, and `quote_start` and
`quote_end` count the characters of its `text`:

```
willing extract passages.jsonl --initiatives initiatives.json --json > predicted.jsonl
python3 score.py predicted.jsonl --split dev
```

A `date` may be partial (`2003-04`, taken as the first of the month) or be followed by a remark.
`targets` restricts a passage to those initiatives, the first being what it is mainly about; ids
that the initiative file does not define are ignored, with one note at the end.

## Completion

Put the line for your shell into its start-up file:

```
eval "$(_WILLING_COMPLETE=bash_source willing)"     # ~/.bashrc
eval "$(_WILLING_COMPLETE=zsh_source willing)"      # ~/.zshrc
_WILLING_COMPLETE=fish_source willing | source      # ~/.config/fish/config.fish
```
"""


def manual() -> str:
    """The whole page, in Markdown."""
    from willing.cli.app import willing

    root = click.Context(
        willing, info_name="willing", terminal_width=WIDTH, **willing.context_settings
    )
    return "\n".join([INTRODUCTION, *_pages(willing, root)])


def _pages(command: click.Command, context: click.Context) -> Iterator[str]:
    """The section of a command, then those of its own commands."""
    name = context.command_path
    level = "##" if len(name.split()) < 3 else "###"
    yield f"{level} {name}\n\n```\n{_help(command, context)}\n```\n"
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            assert found is not None
            inner = click.Context(found, parent=context, info_name=child, terminal_width=WIDTH)
            yield from _pages(found, inner)


def _help(command: click.Command, context: click.Context) -> str:
    lines = command.get_help(context).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


if __name__ == "__main__":
    click.echo(manual(), nl=False)
