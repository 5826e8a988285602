"""Countries and other actors: from a code to its English short name, and back."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from willing.reference.names import Name, names
from willing.reference.tables import plain, table
from willing.reference.user import NO_USER, UserNames

_SPACE = re.compile(r"\s+")
_QUOTES = str.maketrans("’‘ʼ`‐‑–", "''''---")


def country_name(code: str, user: UserNames = NO_USER) -> str:
    """English short name of a state, an organisation or a group; an unknown code as it is.

    >>> country_name("TUR"), country_name("eu"), country_name("acme")
    ('Turkey', 'European Union', 'acme')
    """
    return dict(user.actors).get(code) or _short_names().get(code, code)


def is_state(code: str) -> bool:
    """Whether the code is that of a state: an ISO 3166-1 alpha-3 code, or XKX for Kosovo."""
    return code in states()


@lru_cache(maxsize=1)
def states() -> frozenset[str]:
    """The codes of all states: the members of the United Nations and VAT, PSE, TWN, XKX."""
    return frozenset(row["iso3"] for row in table("countries"))


def resolve(name: str, on: dt.date | None = None, user: UserNames = NO_USER) -> str | None:
    """The code that a name stands for on that day, or None if unknown or ambiguous.

    Takes names, adjectives, capitals, leaders, organisations, groups, and codes themselves.
    Case, accents, a leading "the" and the kind of quote mark do not matter.

    >>> resolve("the UK"), resolve("türkiye"), resolve("Scholz", dt.date(2025, 3, 5))
    ('GBR', 'TUR', 'DEU')
    """
    text = _SPACE.sub(" ", name.translate(_QUOTES)).strip()
    if text in _codes():
        return _codes()[text]
    index = _index(on, user)
    key = plain(text).casefold()
    found = index.get(key) or index.get(key.removeprefix("the "))
    return found[0].code if found and len({n.code for n in found}) == 1 else None


def suggest(name: str, limit: int = 3) -> list[str]:
    """English short names that the writer of an unknown name may have meant, the best first.

    Compares spellings only: it corrects "Germny", and leaves "Ruritania" without an answer.

    >>> suggest("Germny")
    ['Germany']
    """
    from rapidfuzz import fuzz, process

    index = _index(None, NO_USER)
    key = plain(_SPACE.sub(" ", name.translate(_QUOTES)).strip()).casefold()
    spellings = [text for text, found in index.items() if found[0].kind != "leader"]
    close = process.extract(key, spellings, scorer=fuzz.ratio, score_cutoff=85, limit=12)
    return list(dict.fromkeys(country_name(index[text][0].code) for text, _, _ in close))[:limit]


@lru_cache(maxsize=1)
def _short_names() -> dict[str, str]:
    groups = {row["group"]: row["name"] for row in table("groups")}
    organisations = {row["slug"]: row["name"] for row in table("organisations")}
    return groups | organisations | {row["iso3"]: row["name"] for row in table("countries")}


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """Codes as a person may type them: alpha-3, alpha-2 in capitals, slugs."""
    return {row["iso2"]: row["iso3"] for row in table("countries")} | {
        code: code for code in _short_names()
    }


@lru_cache(maxsize=16)
def _index(on: dt.date | None, user: UserNames) -> dict[str, tuple[Name, ...]]:
    found: dict[str, tuple[Name, ...]] = {}
    for name in names(on, user):
        key = plain(name.text.translate(_QUOTES)).casefold()
        found[key] = (*found.get(key, ()), name)
    return found
