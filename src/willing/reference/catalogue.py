"""The bodies that are known: those that ship, and the user's own while they are in force."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from willing.reference.bodyentry import BodyEntry
from willing.reference.bodyfile import read_bodies

_OWN: ContextVar[tuple[BodyEntry, ...]] = ContextVar("own_bodies", default=())


@contextmanager
def own_bodies(entries: tuple[BodyEntry, ...]) -> Iterator[None]:
    """Within this block the bodies of a user's file are known too, and nowhere else.

    An id that ships too means the user's body.

    >>> from willing.reference.bodies import match_body
    >>> from willing.reference.bodyfile import read_bodies
    >>> mine = read_bodies({"choir": {"members": ["alto", "bass"], "rule": "majority"}})
    >>> with own_bodies(mine):
    ...     match_body("choir")
    'choir'
    >>> match_body("choir") is None
    True
    """
    token = _OWN.set((*_OWN.get(), *entries))
    try:
        yield
    finally:
        _OWN.reset(token)


def catalogue() -> Mapping[str, BodyEntry]:
    """Every known body by its id: those that ship, then the user's own."""
    own = _OWN.get()
    return {**shipped(), **{entry.id: entry for entry in own}} if own else shipped()


@cache
def shipped() -> Mapping[str, BodyEntry]:
    """The bodies of `data/bodies.json`."""
    text = (files("willing.reference") / "data" / "bodies.json").read_text(encoding="utf-8")
    return MappingProxyType({entry.id: entry for entry in read_bodies(json.loads(text))})
