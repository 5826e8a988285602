"""How does a drafted scenario read as a file? With the quotes that each value rests on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from willing.scenario.files import dump_scenario
from willing.scenario.problems import Place
from willing.scenario.scenario import Scenario
from willing.scenario.yamlfile import positions

MAX_QUOTE = 160
"""Characters of a quote in a comment: enough to recognise it; the ledger has all of it."""

SCHEMA_FILE = "scenario.schema.json"

_HEADER = """\
# yaml-language-server: $schema={schema}
#
# A scenario, drafted from what the statements in the ledger say. Edit it: it is yours.
#   stance: a label (oppose, out, lean_out, undecided, lean_in, in, lead), a probability from
#           0 to 1, or {{mean, sd}} of the latent willingness (above 0: willing)
#   amount: a number, [min, mode, max] or {{p10, p50, p90}}
#   when:   a condition, such as: ceasefire and (us_backstop or members() >= 3)
#   source: where a value comes from: statement:ID, data:NAME, analyst, or default (assumed)
# Values whose source begins with `default` were chosen by nobody: look at those first.
# `willing check FILE` explains what is wrong; comments are kept when Willing rewrites the file.
"""
_QUOTED = re.compile(r' *# [0-9a-f]{8}: ".*"\s*$')
_STATEMENT = re.compile(r"statement:([0-9a-f]{8,})")


def draft_yaml(scenario: Scenario, *, quotes: Mapping[str, str], schema: str = SCHEMA_FILE) -> str:
    """The scenario as YAML, with a comment that quotes each statement before what rests on it.

    `quotes`: the quote of each statement, by its id (8 characters or more). `schema`: where an
    editor finds the JSON Schema. `load_scenario` reads the same scenario back.
    """
    header = _HEADER.format(schema=comment_text(schema))
    return header + with_quotes(dump_scenario(scenario), scenario, quotes)


def with_quotes(text: str, scenario: Scenario, quotes: Mapping[str, str]) -> str:
    """The scenario's `text` with the quote of each statement before what rests on it.

    Quotes that an earlier draft put there go first; every other comment stays.
    """
    lines = [line for line in text.split("\n") if not _QUOTED.match(line)]
    text = "\n".join(lines)
    by_id = {statement[:8]: quote for statement, quote in quotes.items()}
    at = positions(text)
    remarks = [(at(place)[0] - 1, said) for place, said in _remarks(scenario, by_id)]
    for line, said in sorted(remarks, reverse=True):
        margin = re.match(r" *", lines[line])
        assert margin is not None
        lines[line:line] = [f"{margin.group()}# {one}" for one in said]
    return "\n".join(lines)


def comment_text(text: str, limit: int = MAX_QUOTE) -> str:
    r"""Text that cannot break out of a comment: one line, nothing invisible, not too long.

    >>> comment_text("We will\n\ngo: \x1b[31mnow")
    'We will go: [31mnow'
    """
    spaced = " ".join(text.split())
    seen = "".join(
        char for char in spaced if unicodedata.category(char)[0] not in "CZ" or char == " "
    )
    if len(seen) <= limit:
        return seen
    return seen[:limit].rsplit(" ", 1)[0][: limit - 1] + "…"


def _remarks(scenario: Scenario, quotes: Mapping[str, str]) -> Iterator[tuple[Place, list[str]]]:
    """What to say before which place; each quote once for each actor and each body."""
    for code, actor in scenario.actors.items():
        shown: set[str] = set()
        sources = [(Place(("actors", code), key=True), actor.source)]
        sources += [
            (Place(("actors", code, "pledges", index)), pledge.source)
            for index, pledge in enumerate(actor.pledges)
        ]
        yield from _quoted(sources, quotes, shown)
    for name, body in scenario.bodies.items():
        votes = [
            (Place(("bodies", name, "votes", code), key=True), ballots.source)
            for code, ballots in body.votes.items()
        ]
        yield from _quoted(votes, quotes, set())


def _quoted(
    sources: Iterable[tuple[Place, str]], quotes: Mapping[str, str], shown: set[str]
) -> Iterator[tuple[Place, list[str]]]:
    for place, source in sources:
        new = [i[:8] for i in _STATEMENT.findall(source) if i[:8] in quotes and i[:8] not in shown]
        shown.update(new)
        if new:
            yield place, [f'{one}: "{comment_text(quotes[one])}"' for one in dict.fromkeys(new)]
