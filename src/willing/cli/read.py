"""`willing read`: what is the article on a page, and what was left out as clutter?"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from willing.cli.command import Command
from willing.cli.output import one_line, print_json, print_table, say
from willing.cli.pages import DAY, Failures, articles_in

if TYPE_CHECKING:
    from willing.documents.article import Article

_ORIGINS = {
    "given": "given by you",
    "metadata": "from the page's metadata",
    "byline": "from the byline",
    "relative": "counted back from a relative time",
    "display": "displayed on the page; it may be the day of saving",
    "none": "not found",
}


@click.command(cls=Command)
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option("--dropped", is_flag=True, help="Show what was left out as clutter, and why.")
@click.option("--date", type=DAY, help="The date of the articles, where you know it.")
@click.option("--json", "json_", is_flag=True, help="Print JSON: a list of articles.")
def read(pages: tuple[str, ...], dropped: bool, date: dt.date | None, json_: bool) -> None:
    """Show the article on a page: title, date, text under headings.

    A PAGE is a file (HTML, text, Markdown, PDF, a feed), a folder of such files, or - for the
    standard input. Nothing is fetched: save the page first.

    Examples:
      willing read page.html
      willing read page.html --dropped     what was taken for clutter
      pbpaste | willing read - --date 2025-03-05
    """
    failures = Failures()
    found = articles_in(pages, failures, date=date)
    if json_:
        print_json([_plain(article) for article in found])
    else:
        for article in found:
            _show(article, dropped)
    failures.finish()


def _show(article: Article, dropped: bool) -> None:
    say(one_line(article.title) or "(no title)")
    day = article.date.isoformat() if article.date else "no date"
    say(f"  date     {day} ({_ORIGINS[article.date_origin]})")
    say(f"  source   {one_line(article.source)}  {one_line(article.publisher)}".rstrip())
    say(f"  id       {article.id}")
    for remark in article.notes:
        say(f"  note     {one_line(remark)}")
    say()
    heading = None
    for paragraph in article.paragraphs:
        if paragraph.heading != heading:
            heading = paragraph.heading
            say(f"## {one_line(heading or '')}\n")
        say(one_line(paragraph.text) + "\n")
    if dropped:
        print_table(
            ("Why", "Left out"),
            [(drop.reason, drop.text) for drop in article.dropped],
            title="Left out as clutter",
        )
    elif article.dropped:
        say(f"({len(article.dropped)} stretches left out as clutter; --dropped shows them)\n")


def _plain(article: Article) -> dict[str, Any]:
    fields = asdict(article)
    fields["date"] = article.date.isoformat() if article.date else None
    return fields
