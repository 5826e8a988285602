"""Fields of a file that a user writes: texts, days and names, each checked where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from willing.errors import InputError
from willing.reference.bodyentry import Span
from willing.reference.tables import first_day, last_day

LONGEST = 200
"""Characters of a name, and texts in a list."""

LONGEST_SOURCE = 1_000

MOST_NAMED = 12
"""Known names that a message lists."""

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def read_text(value: Any, place: str) -> str:
    """A name: text, without the white space around it."""
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"{place}: write text, numbers in quotation marks")
    if len(value) > LONGEST:
        raise InputError(f"{place}: longer than {LONGEST} characters; write a shorter name")
    return value.strip()


def read_texts(value: Any, place: str) -> tuple[str, ...]:
    """A name, or a list of names; none for an absent field."""
    listed = [] if value is None else [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or len(listed) > LONGEST:
        raise InputError(f"{place}: write a text or a list of texts")
    return tuple(read_text(text, f"{place}[{index}]") for index, text in enumerate(listed))


def read_source(value: Any, place: str) -> str:
    """Where something is written; empty for an absent field."""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_SOURCE:
        raise InputError(f"{place}: write text of up to {LONGEST_SOURCE:,} characters")
    return " ".join(value.split())


def read_mapping(value: Any, place: str) -> dict[str, Any]:
    """A mapping from names; empty for an absent field."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise InputError(f"{place}: expected `name: value` lines")
    return {read_text(name, place): part for name, part in value.items()}


def read_span(fields: Mapping[str, Any], place: str) -> Span:
    """The days from `start` to `end`; open where one of them is absent."""
    start, end = (_day(fields.get(field), f"{place}.{field}") for field in ("start", "end"))
    try:
        span = Span(first_day(start), last_day(end))
    except ValueError:
        raise InputError(f"{place}: there is no such day; write 2004-05-01") from None
    if span.first > span.last:
        raise InputError(f"{place}: ends on {span.last}, before it starts; turn the days round")
    return span


def _day(value: Any, place: str) -> str:
    text = "" if value is None else str(value)
    if isinstance(value, bool) or (text and not _DAY.fullmatch(text)):
        raise InputError(f"{place}: `{text[:40]}` is no date; write 2004-05-01")
    return text


def check_fields(given: Mapping[Any, Any], known: Sequence[str], place: str) -> None:
    """Raises `InputError` for a field that is none."""
    for field in given:
        if field not in known:
            raise InputError(f"{place}.{str(field)[:80]}: no such field; {nearest(field, known)}")


def nearest(word: Any, known: Sequence[str]) -> str:
    """What the writer of an unknown name probably meant, else what there is.

    >>> nearest("consesus", ("consensus", "majority"))
    'did you mean `consensus`?'
    """
    close = get_close_matches(str(word)[:80], known, n=1, cutoff=0.6)
    if close:
        return f"did you mean `{close[0]}`?"
    more = ", ..." if len(known) > MOST_NAMED else ""
    return f"there are {', '.join(known[:MOST_NAMED]) or 'none'}{more}"
