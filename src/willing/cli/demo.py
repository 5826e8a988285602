"""`willing demo`: the main job on the example that comes with Willing."""

from __future__ import annotations

from pathlib import Path

import click

from willing.cli.brief import make_brief, rendered
from willing.cli.command import Command
from willing.cli.output import note, one_line, say, write_text
from willing.cli.pages import Failures
from willing.cli.settings import settings
from willing.errors import InputError

LEDGER = "willing.db"
INITIATIVES = "initiatives.yaml"
SCENARIO = "scenario.yaml"


@click.command(cls=Command)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("willing-demo"),
              show_default=True, help="The folder for the example.")  # fmt: skip
@click.option("--open", "open_", is_flag=True, help="Open the brief in the browser.")
def demo(output: Path, open_: bool) -> None:
    """Copy the example into a folder and write its brief.

    It then says what to try next.

    Files of the example that are in the folder already are kept as they are, so that you can edit
    them and run the demo again.

    Examples:
      willing demo
      willing demo -o /tmp/coalition --open
    """
    page, initiatives = copy_example(output)
    if settings().ledger is None:
        settings().ledger = str(output / LEDGER)
    made = make_brief([str(page)], Failures(), initiatives_file=initiatives)
    path = output / "brief.html"
    write_text(path, rendered(made, "html"))
    for line in made.content.bottom_line:
        say(f"- {one_line(line)}")
    say(f"\nThe brief is in {path}")
    say(_next_steps(output, page))
    if open_:
        click.launch(path.resolve().as_uri())


def copy_example(folder: Path) -> tuple[Path, Path]:
    """Copy the example's files that the folder lacks; the page, and the initiative file."""
    from willing.demo import example_files, example_page

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for source in example_files():
            target = folder / source.name
            if target.exists():
                note(f"{target}: kept as it is")
            else:
                target.write_bytes(source.read_bytes())
    except OSError as error:
        raise InputError(f"{folder}: cannot be written: {error.strerror}") from None
    return folder / example_page().name, folder / INITIATIVES


def _next_steps(folder: Path, page: Path) -> str:
    return one_step_each(
        (f"cd {folder}", "everything of the example is here"),
        (f"willing read {page.name} --dropped", "the article, and what was left out as clutter"),
        (f"willing extract {page.name} --initiatives {INITIATIVES}", "who says what"),
        ("willing review", "accept, reject or correct it"),
        ("willing draft -o mine.yaml", "a scenario from the reviewed statements"),
        (f"willing run {SCENARIO} --set us_backstop", "what if; the scenario is ours, edited"),
        (f"willing needs {SCENARIO}", "what it would take"),
        (f"willing brief {SCENARIO}", "the brief on a scenario"),
    )


def one_step_each(*steps: tuple[str, str]) -> str:
    """Commands below each other, with what each is for."""
    width = max(len(command) for command, _ in steps)
    return "\nTry next:\n" + "\n".join(f"  {command:<{width}}  # {what}" for command, what in steps)
