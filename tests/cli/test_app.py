"""The command `willing`: start, help, errors, exit codes."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import click
import pytest

import willing.cli.check
import willing.cli.schema
from willing.cli.app import COMMANDS, Commands
from willing.cli.app import willing as top

HEAVY = ("numpy", "pydantic", "sqlalchemy", "trafilatura", "scipy", "rich", "ruamel", "lxml")


def commands() -> list[tuple[str, click.Command]]:
    found: list[tuple[str, click.Command]] = []

    def walk(command: click.Command, path: str) -> None:
        found.append((path, command))
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                inner = command.get_command(context, name)
                assert inner is not None
                walk(inner, f"{path} {name}")

    walk(top, "willing")
    return found


def test_help_needs_no_heavy_import():
    code = (
        "import sys\nfrom willing.cli.app import willing\n"
        "try: willing(['--help'])\nexcept SystemExit: pass\n"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "print('HEAVY', heavy)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "HEAVY []" in done.stdout


@pytest.mark.parametrize(("path", "command"), commands(), ids=lambda value: str(value)[:40])
def test_every_command_teaches_with_examples(path, command):
    assert command.help
    assert (
        path == "willing"
        or "\n  willing " in command.help
        or "| willing" in command.help
        or ("$(willing" in command.help)
    )
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path} {parameter.name}"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_shows_whole_sentences(run, name):
    line = next(x for x in run("--help").stdout.splitlines() if x.startswith(f"  {name} "))
    assert line.endswith(".") and not line.endswith("...")


def test_version(run):
    assert run("--version").stdout == f"willing {willing.__version__}\n"


def test_the_nearest_command_is_suggested(run):
    assert "did you mean 'extract'?" in run("extrac", code=2).stderr
    assert "there are brief, demo" in run("zzzz", code=2).stderr


def test_an_unknown_option_is_exit_code_2(run):
    assert "--jason" in run("read", "page.txt", "--jason", code=2).stderr


def test_a_missing_page_is_exit_code_3_without_a_traceback(run):
    result = run("read", "nowhere.html", code=3)
    assert "nowhere.html" in result.stderr
    assert "Traceback" not in result.output


def test_a_missing_ledger_is_exit_code_4_and_is_not_made(run, folder):
    for words in (["ledger", "list"], ["explain", "abcd"], ["draft"], ["review", "accept", "abcd"]):
        assert "no ledger here yet" in run(*words, code=4).stderr
    assert not (folder / "willing.db").exists()


def test_a_name_with_escapes_does_not_reach_the_terminal(run):
    assert "\x1b" not in run("read", "\x1b[31mred.html", code=3).output


def test_debug_shows_where_an_error_arose(run):
    from willing.errors import LedgerError

    with pytest.raises(LedgerError):
        run("--debug", "ledger", "list", catch_exceptions=False)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (BrokenPipeError(), 141, ""),
        (ZeroDivisionError("\x1b[1mno"), 1, "a bug in Willing: ZeroDivisionError: no"),
    ],
)
def test_what_ends_a_command(monkeypatch, error, code, said):
    from click.testing import CliRunner

    def fail(ctx):
        raise error

    monkeypatch.setattr(willing.cli.schema.schema, "invoke", fail)
    result = CliRunner().invoke(top, ["schema"])
    assert result.exit_code == code
    assert said in result.stderr


def test_a_closed_pipe_is_quiet(folder):
    code = "from willing.cli import main; main()"
    command = f"{sys.executable} -c '{code}' schema scenario | head -c 10"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, cwd=folder
    )
    assert done.stderr == ""
    assert done.stdout == '{\n  "$sche'


def test_the_ledger_can_be_named_before_and_after_the_command(run, folder):
    run("--ledger", "a.db", "extract", "page.txt")
    run("extract", "page.txt", "--ledger", "b.db")
    assert run("--ledger", "a.db", "ledger", "path").stdout == "a.db\n"
    assert run("ledger", "path", "--ledger", "b.db").stdout == "b.db\n"
    assert not (folder / "willing.db").exists()


@pytest.mark.parametrize("of", ["scenario", "initiatives", "outlook"])
def test_schemas_are_valid(run, folder, of):
    from jsonschema import Draft202012Validator

    run("schema", of, "-o", "schema.json")
    schema = json.loads((folder / "schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    assert schema == json.loads(run("schema", of).stdout)


def test_commands_are_under_their_own_names():
    assert isinstance(top, Commands)
    assert [name for name, _ in commands() if name.count(" ") == 1] == [
        f"willing {name}" for name in COMMANDS
    ]


def test_the_module_runs_as_the_command_does() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "willing", "--version"], capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"willing \d+\.\d+\.\d+\S*", done.stdout.strip())
