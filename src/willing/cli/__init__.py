"""The command line: it parses and prints, and decides nothing. See `willing --help`."""

from __future__ import annotations


def main() -> None:
    """The entry point of `willing`."""
    from willing.cli.app import start

    start()
