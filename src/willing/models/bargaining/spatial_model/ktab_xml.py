"""KTAB's XML file of an issue, options and ideal adjustment included, read and written.

Read by a parser that loads nothing, expands nothing and refuses a document type, so that no entity
can grow; every error names the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from willing.errors import InputError
from willing.models.bargaining.spatial_model.cells import (
    LONGEST_TEXT,
    MAX_BYTES,
    capability,
    name,
    number,
    position,
    salience,
    whole,
)
from willing.models.bargaining.spatial_model.ktab_csv import percent
from willing.models.bargaining.spatial_model.options import CHOICES, make_options, named
from willing.models.bargaining.spatial_model.spatial_inputs import (
    SpatialInputs,
    check_total,
    make_inputs,
)
from willing.models.bargaining.spatial_model.spatial_issue import (
    FEWEST,
    KTAB_SEED,
    MOST,
    MOST_DIMENSIONS,
    SLACK,
    SpatialIssue,
    affinities,
    beyond_one,
)
from willing.reference.textfile import read_text

_TYPE = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_WHERE = re.compile(r"(, use XML_PARSE_HUGE option)?, line \d+, column \d+$")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def read_ktab_xml(path: Path) -> SpatialInputs:
    """The issue in a file. Raises `InputError` with file and line."""
    file = _File(path)
    root = file.root()
    dims = [
        name(file.at(one), file.text(one))
        for one in file.several(file.only(root, "Dimensions"), "dName", 1, MOST_DIMENSIONS)
    ]
    listed = file.several(file.only(root, "Actors"), "Actor", FEWEST, MOST)
    actors = [_actor(file, one, dims) for one in listed]
    seen: dict[str, int] = {}
    for one, actor in zip(listed, actors, strict=True):
        if actor["name"] in seen:
            raise InputError(
                f"{file.at(one)}: actor `{actor['name'][:80]}` is listed twice, first in line "
                f"{seen[actor['name']]}; leave one out"
            )
        seen[actor["name"]] = one.sourceline
    seed = file.perhaps(root, "prngSeed")
    text = file.perhaps(root, "desc")
    title = file.only(root, "name")
    try:
        return make_inputs(
            name(file.at(title), file.text(title)),
            [one["name"] for one in actors],
            dims,
            [one["positions"] for one in actors],
            [one["saliences"] for one in actors],
            [one["capability"] for one in actors],
            options=make_options(_options(file, file.only(root, "ModelParameters"))),
            affinity=_affinity(file, file.perhaps(root, "IdealAdjustment"), seen),
            text="" if text is None else file.text(text)[:LONGEST_TEXT],
            texts=[one["text"] for one in actors],
            seed=KTAB_SEED if seed is None else whole(file.at(seed), file.text(seed)),
        )
    except InputError as error:
        said = str(error)
        raise InputError(said if said.startswith(f"{path}:") else f"{path}: {said}") from None


class _File:
    """The elements of an XML file, and where they stand."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def root(self) -> Any:
        from lxml import etree  # type: ignore[import-untyped]

        text = read_text(self.path, "the file", MAX_BYTES, "no such issue is")
        if found := _TYPE.search(text):
            line = text[: found.start()].count("\n") + 1
            raise InputError(
                f"{self.path}:{line}: declares a document type or an entity; KTAB's files have "
                "none: delete it"
            )
        parser = etree.XMLParser(
            encoding="utf-8",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(text.encode(), parser)
        except etree.XMLSyntaxError as error:
            line = error.lineno or 1
            said = _WHERE.sub("", error.msg)
            raise InputError(f"{self.path}:{line}: not valid XML: {said}") from None
        except ValueError as error:
            raise InputError(f"{self.path}: not valid XML: {error}") from None
        if root.tag != "Scenario":
            raise InputError(
                f"{self.at(root)}: the outermost element is <{root.tag[:80]}>; KTAB's is <Scenario>"
            )
        return root

    def at(self, element: Any) -> str:
        """The place of an element, for messages."""
        return f"{self.path}:{element.sourceline}"

    def text(self, element: Any) -> str:
        """What stands in an element. Raises `InputError` where that is other elements."""
        if len(element):
            raise InputError(
                f"{self.at(element)}: <{element.tag}> holds elements; write plain text in it"
            )
        return (element.text or "").strip()

    def perhaps(self, parent: Any, tag: str) -> Any:
        """The one element of this name, or None. Raises `InputError` for several."""
        found = parent.findall(tag)
        if len(found) > 1:
            raise InputError(
                f"{self.at(found[1])}: <{tag}> stands twice in <{parent.tag}>; leave one out"
            )
        return found[0] if found else None

    def only(self, parent: Any, tag: str) -> Any:
        """The one element of this name. Raises `InputError` unless there is exactly one."""
        found = self.perhaps(parent, tag)
        if found is None:
            raise InputError(f"{self.at(parent)}: <{parent.tag}> has no <{tag}>; add it")
        return found

    def several(self, parent: Any, tag: str, fewest: int, most: int) -> list[Any]:
        """All elements of this name. Raises `InputError` for too few or too many."""
        found: list[Any] = parent.findall(tag)
        if not fewest <= len(found) <= most:
            needed = f"it needs {fewest}" if fewest == most else f"it takes {fewest} to {most}"
            raise InputError(
                f"{self.at(parent)}: <{parent.tag}> has {len(found)} of <{tag}>; {needed}"
            )
        return found


def _actor(file: _File, element: Any, dims: list[str]) -> dict[str, Any]:
    title, power = file.only(element, "name"), file.only(element, "capability")
    text = file.perhaps(element, "description")
    count = len(dims)
    positions = file.several(file.only(element, "Position"), "dCoord", count, count)
    saliences = file.several(file.only(element, "Salience"), "dSal", count, count)
    found: dict[str, Any] = {
        "name": name(file.at(title), file.text(title)),
        "text": "" if text is None else file.text(text)[:LONGEST_TEXT],
        "capability": capability(f"{file.at(power)}: capability", file.text(power)),
        "positions": [position(f"{file.at(one)}: position", file.text(one)) for one in positions],
        "saliences": [salience(f"{file.at(one)}: salience", file.text(one)) for one in saliences],
    }
    check_total(file.at(element), found["name"], found["saliences"])
    return found


def _options(file: _File, element: Any) -> Mapping[str, str]:
    """What the file chooses; checked here, where the line is known."""
    found: dict[str, str] = {}
    for option in CHOICES:
        one = file.only(element, option)
        found[option] = file.text(one)
        try:
            make_options({option: found[option]})
        except InputError as error:
            raise InputError(f"{file.at(one)}: {error}") from None
    return found


def _affinity(file: _File, element: Any, actors: Mapping[str, int]) -> dict[tuple[str, str], float]:
    """The pairs of the ideal adjustment; of a pair that stands twice the last, as in KTAB."""
    if element is None:
        return {}
    found: dict[tuple[str, str], float] = {}
    last: dict[str, Any] = {}
    for pair in file.several(element, "iaPair", 0, MOST * MOST):
        one, other = (_end(file, pair, tag, actors) for tag in ("adjustingIdeal", "referencePos"))
        weight = file.only(pair, "adjust")
        value = number(f"{file.at(weight)}: adjust", file.text(weight))
        if not 0 <= value <= 1:
            raise InputError(f"{file.at(weight)}: adjust: {value:g} is not from 0 to 1")
        found[one, other] = value
        last[one] = weight
    totals = {actor: 0.0 if (actor, actor) in found else 1.0 for actor in last}
    for (one, _), value in found.items():
        totals[one] += value
    for actor, total in totals.items():
        if total > 1 + SLACK:
            raise InputError(f"{file.at(last[actor])}: {beyond_one(actor, total)}")
    return found


def _end(file: _File, pair: Any, tag: str, actors: Mapping[str, int]) -> str:
    one = file.only(pair, tag)
    actor = name(file.at(one), file.text(one))
    if actor not in actors:
        raise InputError(
            f"{file.at(one)}: `{actor[:80]}` is no actor of this file; write the name as it stands "
            "in <Actors>"
        )
    return actor


def write_ktab_xml(issue: SpatialIssue) -> str:
    """The text of the file. KTAB needs the ideal adjustment in it, so that every actor has one."""
    return "\n".join(_written(issue)) + "\n"


def _written(issue: SpatialIssue) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<Scenario>"
    yield f" {_tag('name', issue.name)}"
    yield f" {_tag('desc', issue.text)}"
    yield f" {_tag('prngSeed', str(issue.seed))}"
    yield " <ModelParameters>"
    for option, value in named(issue.options).items():
        yield f"  {_tag(option, value)}"
    yield " </ModelParameters>"
    yield " <Dimensions>"
    for dim in issue.dims:
        yield f"  {_tag('dName', dim)}"
    yield " </Dimensions>"
    yield " <Actors>"
    for row in range(issue.size):
        yield from _written_actor(issue, row)
    yield " </Actors>"
    yield " <IdealAdjustment>"
    for one, weights in zip(issue.actors, affinities(issue), strict=True):
        for other, weight in zip(issue.actors, weights, strict=True):
            if weight or one == other:
                ends = _tag("adjustingIdeal", one) + _tag("referencePos", other)
                yield f"  <iaPair>{ends}{_tag('adjust', repr(weight))}</iaPair>"
    yield " </IdealAdjustment>"
    yield "</Scenario>"


def _written_actor(issue: SpatialIssue, row: int) -> Iterator[str]:
    places = "".join(_tag("dCoord", repr(x)) for x in issue.positions[row])
    cares = "".join(_tag("dSal", percent(s)) for s in issue.saliences[row])
    yield "  <Actor>"
    yield f"   {_tag('name', issue.actors[row])}"
    yield f"   {_tag('description', issue.texts[row])}"
    yield f"   {_tag('capability', repr(issue.capabilities[row]))}"
    yield f"   <Position>{places}</Position>"
    yield f"   <Salience>{cares}</Salience>"
    yield "  </Actor>"


def _tag(tag: str, text: str) -> str:
    return f"<{tag}>{escape(_UNPRINTABLE.sub('', text))}</{tag}>"
