"""The command `willing` itself: it finds the others, loads the one that is asked for, and turns
errors into a message and an exit code.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module

import click

from willing.cli.command import Group, as_written
from willing.cli.output import note
from willing.cli.settings import Settings, keep_ledger
from willing.errors import WillingError
from willing.work.memory import collect_seldom

COMMANDS: Mapping[str, str] = {
    "brief": "willing.cli.brief",
    "demo": "willing.cli.demo",
    "read": "willing.cli.read",
    "extract": "willing.cli.extract",
    "ledger": "willing.cli.ledger",
    "review": "willing.cli.review",
    "explain": "willing.cli.explain",
    "draft": "willing.cli.draft",
    "check": "willing.cli.check",
    "run": "willing.cli.run",
    "needs": "willing.cli.needs",
    "body": "willing.cli.body",
    "power": "willing.cli.power",
    "share": "willing.cli.share",
    "stable": "willing.cli.stable",
    "winset": "willing.cli.winset",
    "bodies": "willing.cli.bodies",
    "bargain": "willing.cli.bargain",
    "backtest": "willing.cli.backtest",
    "deter": "willing.cli.deter",
    "leverage": "willing.cli.leverage",
    "compare": "willing.cli.compare",
    "leaders": "willing.cli.leaders",
    "aid": "willing.cli.aid",
    "schema": "willing.cli.schema",
}
"""Each command and the module that holds it, under the same name; loaded when asked for."""

INTERRUPTED = 130
HUNG_UP = 141

HELP = """\
Who is in, who is out, on what conditions, is it enough, and what does it mean?

Willing reads saved news pages, keeps who said what with the exact words, and works out what that
means for an initiative that states, parties or firms may join or refuse.

Begin with:
  willing demo                      a worked example in ./willing-demo
  willing brief page.html           from a saved page to a brief

Step by step:
  willing extract page.html --keep  statements, kept in the ledger
  willing review                    accept, reject or correct them
  willing draft -o scenario.yaml    write down what they imply
  willing run scenario.yaml         who joins, is it enough, who decides
  willing needs scenario.yaml       what it would take
  willing brief scenario.yaml       the same as a brief

Beside it:
  willing body NATO                 would it pass, and who can stop it
  willing power UNSC                how much power each member of a body has
  willing share game.yaml           what each should get or bear: Shapley, nucleolus, core, keys
  willing stable game.yaml          which coalitions hold where one gains from others' effort
  willing winset scenario.yaml      what could replace the status quo, and who holds it
  willing bodies                    the bodies that are known, and their rules
  willing bargain positions.csv     where actors end who want different amounts
  willing backtest deu              how right the forecasts of agreed positions have been
  willing deter scenario.yaml       whether the adversary holds, and what follows if not
  willing leverage scenario.yaml    what each of two sides can get at the table
  willing compare A B               what changed from A to B, and why the answer moved
  willing leaders scenario.yaml     what each outcome would do to a leader's approval
  willing aid donors.csv            who depends on whose aid, and who could fill a hole
"""

EPILOG = """\
Exit codes:
  0    all is well
  1    anything that is not listed here
  2    an option or a file says something impossible
  3    a document could not be read; the others were
  4    the ledger could not be opened, read or written
  130  interrupted; what was kept until then is safe
  141  whoever read the output went away

Environment:
  WILLING_LEDGER   the ledger
  WILLING_BODIES   a file of bodies of your own, as --bodies
  WILLING_CACHE    where what is done of long runs is kept
  WILLING_ANALYST  your name in reviews
  WILLING_DEBUG=1  as --debug
  WILLING_LLM_KEY  the key of a language model; more: willing extract --help
  NO_COLOR=1       no colours

Completion, for ~/.bashrc (zsh, fish: zsh_source, fish_source):
  eval "$(_WILLING_COMPLETE=bash_source willing)"
"""


class Commands(Group):
    """A group that loads a command's module only when that command is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's shape)
        """The commands, in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(COMMANDS[cmd_name]), cmd_name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; the nearest ones where there is none."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            close = get_close_matches(args[0], COMMANDS, n=1, cutoff=0.5)
            hint = f"did you mean {close[0]!r}?" if close else f"there are {', '.join(COMMANDS)}"
            ctx.fail(f"no command {args[0]!r}; {hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what a person can mend ends in one message, without a traceback."""
        if ctx.params.get("debug"):
            return super().invoke(ctx)
        try:
            return super().invoke(ctx)
        except WillingError as error:
            note(f"willing: {error}")
            ctx.exit(error.exit_code)
        except (KeyboardInterrupt, click.Abort, EOFError):
            note("\nwilling: interrupted; what was kept until now is safe")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _let_go_of_output()
            ctx.exit(HUNG_UP)
        except (click.exceptions.Exit, click.ClickException):
            raise
        except Exception as error:
            kind = type(error).__name__
            note(f"willing: a bug in Willing: {kind}: {error}\nrun again with --debug to see where")
            ctx.exit(1)


@click.group(
    cls=Commands,
    help=HELP,
    epilog=as_written(EPILOG),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--ledger",
    metavar="PATH",
    expose_value=False,
    callback=keep_ledger,
    help="The ledger: a file, or a database address. [default: $WILLING_LEDGER or willing.db]",
)
@click.option("--debug", is_flag=True, envvar="WILLING_DEBUG", help="Show where an error arose.")
@click.version_option(package_name="willing", message="willing %(version)s")
@click.pass_context
def willing(ctx: click.Context, debug: bool) -> None:
    """Replaced by `HELP`."""
    ctx.ensure_object(Settings).debug = debug


def start() -> None:
    """Run the command line; output that goes to a file or a pipe is UTF-8 everywhere."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            plain = {} if stream.isatty() else {"encoding": "utf-8"}
            reconfigure(errors="backslashreplace", **plain)
    collect_seldom()
    willing(prog_name="willing")


def _let_go_of_output() -> None:
    """Send what is still buffered nowhere, so that Python does not complain at its end."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return
