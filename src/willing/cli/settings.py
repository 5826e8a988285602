"""What holds for the whole run of a command: the ledger that was named, and how it is opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from willing.ledger.database import Ledger

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(slots=True)
class Settings:
    """`ledger`: the path that was given on the command line, if any."""

    ledger: str | None = None
    debug: bool = False


def settings() -> Settings:
    """The settings of the command that is running."""
    found: Settings = click.get_current_context().find_root().ensure_object(Settings)
    return found


def keep_ledger(ctx: click.Context, _param: click.Parameter, value: str | None) -> None:
    """Remember `--ledger PATH`, wherever on the line it stands."""
    if value is not None:
        ctx.find_root().ensure_object(Settings).ledger = value


def ledger_option(command: Command) -> Command:
    """Let a command take `--ledger PATH` after its name too."""
    return click.option(
        "--ledger",
        metavar="PATH",
        expose_value=False,
        callback=keep_ledger,
        help="The ledger. [default: $WILLING_LEDGER or willing.db]",
    )(command)


def open_here(*, create: bool = False) -> Ledger:
    """Open the ledger that was named; raises `LedgerError` for one that is not there."""
    from willing.api import open_ledger

    return open_ledger(settings().ledger, create=create)
