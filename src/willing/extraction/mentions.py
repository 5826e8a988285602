"""Mentions: where a text names a state, an organisation, a closed group or someone in office.

A mention says only that a name stands there. Whether it acts or is merely a place is judged
from the words around it: see `parties`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from willing.extraction.text import fold
from willing.extraction.words import rows
from willing.reference.groups import group_members
from willing.reference.names import Name, forms, names_of
from willing.reference.user import NO_USER, UserNames


@dataclass(slots=True)
class Mention:
    """A name at `start:end` of the text. `codes` are several for a group ("the Baltic states").

    `kind` and `role` are those of the name; `person` is a leader's full name; `current` and
    `elect` tell whether that leader is in office, or soon will be.
    """

    start: int
    end: int
    text: str
    codes: tuple[str, ...]
    kind: str
    role: str = ""
    person: str = ""
    current: bool = True
    elect: bool = False


def find_mentions(
    text: str, on: dt.date | None = None, user: UserNames = NO_USER
) -> tuple[Mention, ...]:
    """All mentions in `text`, in order, without overlaps; the longest name wins.

    `on` is the article's date: a minister's name counts in and near the term only. A surname
    that needs company ("May", "Kim") counts once the full name has been seen.
    """
    automaton, texts_of, settled = _automaton(user)
    folded = fold(text)
    found: list[Mention] = []
    introduced: set[str] = set()
    for index, start, end in automaton.find_matches_as_indexes(folded):
        if not _whole_word(folded, start, end):
            continue
        meant = settled[index]
        if meant is None:
            meant = tuple([name for form in texts_of[index] for name in names_of(form, on, user)])
        chosen = _choose(meant, introduced)
        if chosen is None:
            continue
        if chosen.person:
            introduced.add(chosen.person)
        codes = group_members(chosen.code, on, user) if chosen.kind == "group" else (chosen.code,)
        if codes:
            found.append(
                Mention(
                    start,
                    end,
                    text[start:end],
                    codes,
                    chosen.kind,
                    chosen.role,
                    chosen.person,
                    chosen.current or on is None,
                    chosen.elect,
                )
            )
    return tuple(found)


_IN_CAPITALS = ("name", "adjective", "demonym", "group")
_SHORTEST_IN_CAPITALS = 4
"""Letters: what is shorter in capitals is an abbreviation."""


class _Known(NamedTuple):
    """The automaton over every form of any time, the texts that each of its patterns is a form of,
    and what a pattern stands for where that is the same on every day.
    """

    automaton: AhoCorasick
    texts: list[tuple[str, ...]]
    settled: list[tuple[Name, ...] | None]


@lru_cache(maxsize=8)
def _automaton(user: UserNames) -> _Known:
    """What is known of every form; one that begins in lower case ("the Twenty-Seven") is also one
    with a capital, and names of states and peoples are also written in capitals alone.
    """
    dated = forms(user)
    by_form: dict[str, list[str]] = {row["phrase"]: [] for row in rows("not_names")}
    for text, meanings in dated.items():
        folded = fold(text)
        written = {folded: None, folded[:1].upper() + folded[1:]: None}
        if len(text) >= _SHORTEST_IN_CAPITALS and meanings[0].name.kind in _IN_CAPITALS:
            written[folded.upper()] = None
        for form in written:
            if form not in by_form or by_form[form]:
                by_form.setdefault(form, []).append(text)
    automaton = AhoCorasick(list(by_form), matchkind=MatchKind.LeftmostLongest)
    texts = [tuple(some) for some in by_form.values()]
    return _Known(automaton, texts, [_settled(some, user) for some in texts])


def _settled(texts: tuple[str, ...], user: UserNames) -> tuple[Name, ...] | None:
    """What texts stand for; None where that depends on the day."""
    known = forms(user)
    if not all(dated.always for text in texts for dated in known[text]):
        return None
    return tuple(name for text in texts for name in names_of(text, None, user))


def _choose(candidates: tuple[Name, ...], introduced: set[str]) -> Name | None:
    """The one name a form stands for here; None where it is too ambiguous to tell."""
    if len(candidates) == 1 and candidates[0].alone:
        return candidates[0]
    known = [name for name in candidates if name.person and name.person in introduced]
    if known:
        return known[0]
    sure = [name for name in candidates if name.alone]
    return sure[0] if len({name.code for name in sure}) == 1 else None


def _whole_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() or after.isalnum() or (before and before in "@#_/"):
        return False
    return after != "-" or not _HYPHENED.match(text, end) or _LED.match(text, end) is not None


_HYPHENED = re.compile(r"-\w")
_LED = re.compile(
    r"-(?:led|backed|proposed|drafted|sponsored|brokered|commanded|based|UK|US|France|French|"
    r"British|German|American|Franco|Ukrainian|Ukraine|Russian|Polish)\b"
)
