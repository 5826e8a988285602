"""`willing brief`: from saved pages, or from a scenario, to a brief."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from willing.cli.command import Command
from willing.cli.output import as_json, note, one_line, print_json, put, write_text
from willing.cli.pages import (
    DAY,
    STDIN,
    Failures,
    articles_in,
    initiative_options,
    is_passages,
    load_known,
)  # fmt: skip
from willing.cli.patience import patience
from willing.cli.progress import watched
from willing.cli.settings import bodies_option, ledger_option, open_here
from willing.errors import DocumentError, InputError, LedgerError

if TYPE_CHECKING:
    from willing.api import Study
    from willing.brief.blocks import Brief
    from willing.outlook import Outlook

SCENARIO = (".yaml", ".yml")
FORMATS = {".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".json": "json"}
OF_PAGES = {
    "initiatives_file": "--initiatives",
    "names_file": "--names",
    "initiative": "--initiative",
    "as_of": "--as-of",
    "date": "--date",
}
"""The options that a scenario, which has all this in its file, does not take."""


@dataclass(frozen=True, slots=True)
class Made:
    """A brief with what it was made from."""

    content: Brief
    outlook: Outlook
    study: Study | None


@click.command(cls=Command)
@click.argument("sources", nargs=-1, required=True, metavar="PAGE... | SCENARIO.yaml")
@click.option("-o", "--output", default="brief.html", show_default=True,
              help="The brief: .html, .md or .json; - prints it.")  # fmt: skip
@click.option("--format", "format_", type=click.Choice(["html", "md", "json"]),
              help="[default: by the suffix of the output]")  # fmt: skip
@initiative_options
@click.option("--initiative", metavar="ID", help="The main one. [default: the most spoken of]")
@click.option(
    "--as-of", type=DAY, help="The day that is asked. [default: that of the newest page on it]"
)
@click.option("--date", type=DAY, help="The date of the pages, where you know it.")
@click.option("--worlds", type=click.IntRange(1, 10_000_000), default=10_000, show_default=True,
              help="How many worlds to draw.")  # fmt: skip
@click.option(
    "--seed", type=int, default=1, show_default=True, help="The same seed, the same answer."
)
@click.option("--scenario-out", type=click.Path(path_type=Path),
              help="Write the drafted scenario too, to edit it and run again.")  # fmt: skip
@click.option("--force", is_flag=True, help="Let --scenario-out overwrite a file.")
@click.option("--no-ledger", is_flag=True, help="Keep nothing.")
@bodies_option
@ledger_option
@click.option("--open", "open_", is_flag=True, help="Open the brief in the browser.")
@click.option("--json", "json_", is_flag=True, help="Print JSON: where the brief is, main numbers.")
def brief(
    sources: tuple[str, ...],
    output: str,
    format_: str | None,
    scenario_out: Path | None,
    force: bool,
    open_: bool,
    json_: bool,
    **options: Any,
) -> None:
    """Write a brief from saved pages, or from a scenario.

    A PAGE is a file (HTML, text, Markdown, PDF, a feed), a folder, or - for the standard input;
    all pages together make one brief. What they say is kept in the ledger, and your reviews there
    count. A scenario file is run as it stands, with the quotes that the ledger has for it.

    Examples:
      willing brief page.html
      willing brief monday.html tuesday.pdf -o brief.md --scenario-out scenario.yaml
      willing brief page.html --initiatives initiatives.yaml --open
      willing brief scenario.yaml -o brief.html
    """
    kind = format_ or _format_of(output)
    _check(sources, output, scenario_out, force, json_)
    _check_scenario(sources, scenario_out, options)
    failures = Failures()
    made = make_brief(sources, failures, **options)
    text = rendered(made, kind)
    path = None if output == "-" else Path(output)
    if path is None:
        put(text)
    else:
        write_text(path, text)
    if scenario_out is not None and made.study is not None:
        write_scenario(scenario_out, made.study)
    _tell(made, path, json_)
    if open_ and path is not None:
        click.launch(path.resolve().as_uri())
    failures.finish()


def make_brief(
    sources: Sequence[str],
    failures: Failures,
    *,
    initiatives_file: Path | None = None,
    names_file: Path | None = None,
    initiative: str | None = None,
    as_of: dt.date | None = None,
    date: dt.date | None = None,
    worlds: int = 10_000,
    seed: int = 1,
    no_ledger: bool = False,
) -> Made:
    """The brief on pages or on a scenario; pages that cannot be read are counted and left out."""
    from willing import api

    if is_scenario(sources[0]):
        with patience():
            outlook = api.run(sources[0], seed=seed, worlds=worlds)
        study = None if no_ledger else _evidence(outlook)
        return Made(api.write_brief(outlook, study), outlook, study)
    known, user = load_known(initiatives_file, names_file)
    articles = list(watched(articles_in(sources, failures, date=date), "reading"))
    if not articles:
        raise DocumentError("no page could be read, so there is nothing to write")
    with nullcontext() if no_ledger else open_here(create=True) as ledger:
        found = api.study(
            articles, ledger, given=known or None, initiative=initiative, as_of=as_of, user=user
        )
    outlook = api.run(found.scenario, seed=seed, worlds=worlds)
    return Made(api.write_brief(outlook, found), outlook, found)


def is_scenario(source: str) -> bool:
    """Whether the name is that of a scenario file."""
    return Path(source).suffix.lower() in SCENARIO


def _format_of(output: str) -> str:
    """The format that the output's suffix names; HTML where it has none."""
    suffix = Path(output).suffix.lower()
    if suffix and suffix not in FORMATS:
        raise InputError(
            f"{output}: a brief is written as .html, .md or .json; name one of these, or say "
            "--format"
        )
    return FORMATS.get(suffix, "html")


def rendered(made: Made, kind: str) -> str:
    """The brief as HTML, Markdown or JSON (with the whole outlook)."""
    if kind == "html":
        from willing.brief.html import render_html

        return render_html(made.content)
    if kind == "md":
        from willing.brief.markdown import render_markdown

        return render_markdown(made.content)
    from willing.outlook.document import plain, to_dict

    both = {"brief": plain(made.content), "outlook": to_dict(made.outlook)}
    return as_json(both, indent=2) + "\n"


def write_scenario(path: Path, study: Study) -> None:
    """Write the drafted scenario, with its quotes."""
    from willing.scenario.draftfile import draft_yaml

    write_text(path, draft_yaml(study.scenario, quotes=study.quotes))
    note(f"{path}: the scenario; edit it, then: willing brief {path}")


def _check(
    sources: Sequence[str], output: str, scenario_out: Path | None, force: bool, json_: bool
) -> None:
    passages = [source for source in sources if source != STDIN and is_passages(source)]
    if passages:
        raise InputError(
            f"{passages[0]}: passages go through `willing extract {passages[0]} --keep`,"
            " then `willing draft`"
        )
    if scenario_out and scenario_out.exists() and not force:
        raise InputError(f"{scenario_out}: is there already; --force overwrites it")
    if output != "-" and any(_same_file(source, output) for source in sources):
        raise InputError(f"{output}: the brief would overwrite what it is made from; name another")
    if json_ and output == "-":
        raise InputError("--json and -o - both print; for the brief as JSON: --format json -o -")


def _check_scenario(
    sources: Sequence[str], scenario_out: Path | None, options: Mapping[str, Any]
) -> None:
    """A scenario stands alone, and what is asked of pages is in its file."""
    scenarios = [source for source in sources if is_scenario(source)]
    if not scenarios:
        return
    if len(sources) > 1:
        raise InputError(f"{scenarios[0]}: give pages or one scenario, not both")
    if scenario_out:
        raise InputError("--scenario-out: this brief is from a scenario already")
    given = [flag for name, flag in OF_PAGES.items() if options[name] is not None]
    if given:
        raise InputError(f"{given[0]} is for pages; what it says belongs into {scenarios[0]}")


def _same_file(source: str, output: str) -> bool:
    try:
        return source != STDIN and Path(source).samefile(output)
    except OSError:
        return False


def _evidence(outlook: Outlook) -> Study | None:
    """What the ledger holds on the scenario's initiative, where there is a ledger."""
    from willing.api import evidence

    try:
        with open_here() as book:
            return evidence(outlook.scenario, book)
    except LedgerError:
        from willing.cli.settings import settings

        if settings().ledger is not None:
            raise
        return None


def _tell(made: Made, path: Path | None, json_: bool) -> None:
    headline = made.content.bottom_line[0] if made.content.bottom_line else made.content.title
    if made.study is not None:
        for remark in made.study.notes:
            note(f"note: {remark}")
    if json_:
        print_json(_numbers(made, path, headline))
    else:
        note(one_line(f"{path or 'the brief'}: {headline}"))


def _numbers(made: Made, path: Path | None, headline: str) -> dict[str, Any]:
    outlook = made.outlook
    formed, question = outlook.formation, outlook.scenario.initiative
    return {
        "brief": str(path) if path else None,
        "headline": headline,
        "initiative": question.id,
        "date": question.date.isoformat(),
        "success": asdict(formed.success) if formed.success else None,
        "members": formed.members.mean,
        "joins": {found.actor: found.p_joins.p for found in formed.actors},
        "bodies": {found.body: found.p_pass for found in outlook.decisions},
        "statements": len(made.study.entries) if made.study else 0,
        "notes": list(made.study.notes) if made.study else [],
        "seed": outlook.seed,
        "worlds": outlook.worlds,
    }
