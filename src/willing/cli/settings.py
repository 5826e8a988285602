"""What holds for the whole run of a command: the ledger and the bodies that were named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from willing.ledger.database import Ledger

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(slots=True)
class Settings:
    """`ledger` and `bodies`: the paths that were given on the command line, if any."""

    ledger: str | None = None
    bodies: Path | None = None
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


def bodies_option(command: Command) -> Command:
    """Let a command take `--bodies FILE`: bodies of the user's own, known while it runs."""
    return click.option(
        "--bodies",
        "bodies_file",
        type=click.Path(path_type=Path),
        metavar="FILE",
        envvar="WILLING_BODIES",
        expose_value=False,
        callback=_use_bodies,
        help="Bodies of your own (YAML or JSON). [default: $WILLING_BODIES]",
    )(command)


def own_bodies_file() -> Path | None:
    """The file of the user's own bodies, if one was named."""
    return settings().bodies


def _use_bodies(ctx: click.Context, _param: click.Parameter, value: Path | None) -> None:
    """Make the bodies of the file known until the command ends."""
    if value is None or ctx.resilient_parsing:
        return
    from willing.reference.bodyfile import load_bodies
    from willing.reference.catalogue import own_bodies

    ctx.with_resource(own_bodies(load_bodies(value)))
    ctx.find_root().ensure_object(Settings).bodies = value
