"""Files of bodies, the user's own and the one that ships: what they may say, and what is wrong.

    {id: {name, aliases, family, marks, source, start, end, members | chambers, weights,
          delegations, rule, minimum}}

Files are treated as hostile: sizes, depths and counts are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from willing.errors import InputError
from willing.reference.bodyentry import BodyEntry, DatedRule, DatedWeights, Seat, Span
from willing.reference.bodyfields import (
    check_fields,
    nearest,
    read_mapping,
    read_source,
    read_span,
    read_text,
    read_texts,
)
from willing.reference.bodytree import MOST_MEMBERS, check_rule, check_weight
from willing.reference.named_rules import NAMED, OPT_IN
from willing.reference.plainfile import read_plain

FIELDS = (
    "name",
    "aliases",
    "family",
    "marks",
    "about",
    "source",
    "start",
    "end",
    "members",
    "chambers",
    "weights",
    "delegations",
    "rule",
    "minimum",
)
EXAMPLE = "{council: {members: [A, B], rule: majority}}"
MOST_BODIES = 200
MOST_ROWS = 5_000
"""Rows of seats of one body: memberships that ended are rows too."""

_ID = re.compile(r"[a-z][a-z0-9_]{0,59}")


def load_bodies(path: Path) -> tuple[BodyEntry, ...]:
    """The bodies of a file, YAML or JSON.

    Raises `InputError` with the file, and for each body that cannot be read the place and the
    mend, one body a line.
    """
    data = read_plain(path, "the file of bodies")
    return read_bodies(data, str(path))


def read_bodies(data: Any, file: str = "") -> tuple[BodyEntry, ...]:
    """The bodies of plain data; `file` is where it is from. Raises `InputError`."""
    at = f"{file}: " if file else ""
    if not isinstance(data, Mapping) or not data:
        raise InputError(f"{at}no bodies are here; write {EXAMPLE}")
    if len(data) > MOST_BODIES:
        raise InputError(f"{at}more than {MOST_BODIES} bodies; split the file")
    found: list[BodyEntry] = []
    wrong: list[str] = []
    for id_, fields in data.items():
        try:
            found.append(_entry(id_, fields, file))
        except InputError as error:
            wrong.append(f"{at}{error}")
    wrong += [f"{at}{problem}" for problem in _shared_names(found)]
    if wrong:
        raise InputError("\n".join(wrong))
    return tuple(found)


def _entry(id_: Any, fields: Any, file: str) -> BodyEntry:
    if not isinstance(id_, str) or not _ID.fullmatch(id_):
        raise InputError(
            f"`{str(id_)[:80]}` cannot name a body; write a lower-case word such as `my_council`"
        )
    if not isinstance(fields, Mapping):
        raise InputError(f"{id_}: this is no body; write {EXAMPLE}")
    check_fields(fields, FIELDS, id_)
    seats, members = _membership(fields, id_)
    entry = BodyEntry(
        id=id_,
        name=read_text(fields.get("name", id_), f"{id_}.name"),
        aliases=read_texts(fields.get("aliases"), f"{id_}.aliases"),
        family=read_text(fields.get("family", id_), f"{id_}.family"),
        marks=read_texts(fields.get("marks"), f"{id_}.marks"),
        about=read_texts(fields.get("about"), f"{id_}.about"),
        source=read_source(fields.get("source"), f"{id_}.source"),
        span=read_span(fields, id_),
        members=members,
        seats=seats,
        weights=_weights(fields.get("weights"), f"{id_}.weights"),
        rules=tuple(_rules(fields, id_)),
        delegations=_delegations(fields.get("delegations"), f"{id_}.delegations"),
        minimum=_minimum(fields.get("minimum"), id_),
        file=file,
    )
    _check_whole(entry)
    return entry


def _check_whole(entry: BodyEntry) -> None:
    """What each field allows and all together do not."""
    opt_in = any(dated.rule == OPT_IN for dated in entry.rules)
    if not (entry.members or entry.seats or opt_in):
        raise InputError(f"{entry.id}: nobody votes; list `members` or `chambers`")
    if entry.minimum is not None and not opt_in:
        raise InputError(f"{entry.id}.minimum: goes with `rule: opt_in` only; take it out")
    _check_once(entry)


def _check_once(entry: BodyEntry) -> None:
    """Nobody sits twice on one day."""
    last: dict[str, Seat] = {}
    for seat in sorted(entry.seats, key=lambda seat: seat.span.first):
        before = last.get(seat.member)
        if before is not None and before.span.last >= seat.span.first:
            place = "chambers" if seat.chamber else "members"
            raise InputError(
                f"{entry.id}.{place}: `{seat.member[:80]}` is listed twice; leave one of them out"
            )
        last[seat.member] = seat


def _membership(fields: Mapping[str, Any], id_: str) -> tuple[tuple[Seat, ...], str]:
    """The seats, or the name of the group or body whose members these are."""
    members, chambers = fields.get("members"), fields.get("chambers")
    if members is not None and chambers is not None:
        raise InputError(f"{id_}: write `members` or `chambers`, not both")
    if isinstance(members, str):
        return (), read_text(members, f"{id_}.members")
    if chambers is None:
        seats = () if members is None else tuple(_seats(members, f"{id_}.members"))
    else:
        place = f"{id_}.chambers"
        seats = tuple(
            seat
            for chamber, rows in read_mapping(chambers, place).items()
            for seat in _chamber(rows, chamber, f"{place}.{chamber}")
        )
    if len(seats) > MOST_ROWS:
        raise InputError(f"{id_}.members: more than {MOST_ROWS:,} rows; leave old ones out")
    return seats, ""


def _chamber(rows: Any, chamber: str, place: str) -> Iterator[Seat]:
    """Its seats: a list, or a number of seats alike, "Senator 1" and so on."""
    if not isinstance(rows, int) or isinstance(rows, bool):
        yield from _seats(rows, place, chamber)
        return
    if not 1 <= rows <= MOST_MEMBERS:
        raise InputError(f"{place}: {rows} seats; write 1 to {MOST_MEMBERS:,}")
    for number in range(1, rows + 1):
        yield Seat(f"{chamber} {number}" if rows > 1 else chamber, Span(), chamber)


def _seats(rows: Any, place: str, chamber: str = "") -> Iterator[Seat]:
    if not isinstance(rows, list) or not rows:
        raise InputError(f"{place}: a list of members is missing; write [A, B, C]")
    if len(rows) > MOST_ROWS:
        raise InputError(
            f"{place}: {len(rows):,} members are beyond the limit of {MOST_MEMBERS:,}; "
            "take those that always vote alike together"
        )
    for index, row in enumerate(rows):
        at = f"{place}[{index}]"
        if not isinstance(row, Mapping):
            yield Seat(read_text(row, at), Span(), chamber)
            continue
        check_fields(row, ("member", "start", "end"), at)
        yield Seat(read_text(row.get("member"), f"{at}.member"), read_span(row, at), chamber)


def _rules(fields: Mapping[str, Any], id_: str) -> Iterator[DatedRule]:
    place = f"{id_}.rule"
    given = fields.get("rule")
    if given is None:
        raise InputError(f"{place} is missing; write {' or '.join(list(NAMED)[:3])}, or a tree")
    for part, span, at in _dated(given, "rule", place):
        if isinstance(part, str):
            if part not in (*NAMED, OPT_IN):
                raise InputError(f"{at}: unknown rule; {nearest(part, (*NAMED, OPT_IN))}")
        else:
            check_rule(part, at)
        yield DatedRule(span, part)


def _weights(given: Any, place: str) -> dict[str, tuple[DatedWeights, ...]]:
    found: dict[str, tuple[DatedWeights, ...]] = {}
    for name, value in read_mapping(given, place).items():
        at = f"{place}.{name}"
        parts = []
        for part, span, inside in _dated(value, "weights", at):
            by_member = read_mapping(part, inside)
            for member, weight in by_member.items():
                check_weight(weight, f"{inside}.{member}")
            parts.append(DatedWeights(span, by_member))
        found[name] = tuple(parts)
    return found


def _dated(value: Any, field: str, place: str) -> Iterator[tuple[Any, Span, str]]:
    """A value that always holds, or a list of `{start, end, FIELD}`."""
    if not isinstance(value, list):
        yield value, Span(), place
        return
    if not value or len(value) > MOST_BODIES:
        raise InputError(f"{place}: write a list of 1 to {MOST_BODIES} parts with start and end")
    spans: list[Span] = []
    for index, part in enumerate(value):
        at = f"{place}[{index}]"
        if not isinstance(part, Mapping) or field not in part:
            raise InputError(f"{at}: write {{start: 2004-05-01, end: 2014-10-31, {field}: ...}}")
        check_fields(part, ("start", "end", field), at)
        span = read_span(part, at)
        if any(other.first <= span.last and span.first <= other.last for other in spans):
            raise InputError(f"{at}: overlaps with an earlier part; give each its own days")
        spans.append(span)
        yield part[field], span, f"{at}.{field}"


def _delegations(given: Any, place: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    seen: dict[str, str] = {}
    for name, members in read_mapping(given, place).items():
        at = f"{place}.{name}"
        listed = tuple(seat.member for seat in _seats(members, at))
        for member in listed:
            if member in seen:
                raise InputError(f"{at}: `{member[:80]}` is in {seen[member]} too; leave one out")
            seen[member] = name
        found[name] = listed
    return found


def _minimum(value: Any, id_: str) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_MEMBERS:
        raise InputError(f"{id_}.minimum: write a whole number from 1 on")
    return value


def _shared_names(entries: list[BodyEntry]) -> Iterator[str]:
    """Names that two bodies of different families go by: no text could tell them apart."""
    owner: dict[str, BodyEntry] = {}
    for entry in entries:
        for name in entry.names:
            other = owner.setdefault(name.casefold(), entry)
            if other.family != entry.family:
                yield f"{entry.id}: is called `{name[:80]}`, as {other.id} is; rename one of them"
