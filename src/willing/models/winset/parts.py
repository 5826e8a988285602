"""What scenarios and files of their own write alike: rules, and positions within ranges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

from willing.errors import InputError
from willing.models.winset.setting import MOST_COUNTED, Triangle
from willing.reference.rules import rule_tree
from willing.scenario.rules import OPT_IN, Rule, read_rule

_GATES = ("all", "any", "of")


def rule_of(tree: Any, members: tuple[str, ...], on: dt.date, place: str) -> Rule:
    """A rule tree, or the tree of a named rule, read for these members. Raises `InputError`."""
    if tree == OPT_IN:
        raise InputError(f"{place}: nobody votes in an opt-in coalition; name another rule")
    if isinstance(tree, str):
        try:
            tree = rule_tree(tree, members, on)
        except InputError as error:
            raise InputError(f"{place}: {error}") from None
    if _parts(tree, MOST_COUNTED // len(members)) * len(members) > MOST_COUNTED:
        raise InputError(f"{place}: too many parts for so many members; write a simpler rule")
    return read_rule(tree, members, place)


def _parts(tree: Any, enough: int) -> int:
    """How many rules a tree is made of, counted until there are more than enough."""
    counted, left = 0, [tree]
    while left and counted <= enough:
        node = left.pop()
        counted += 1
        if isinstance(node, Mapping):
            left += [part for gate in _GATES for part in _listed_in(node.get(gate))]
    return counted


def _listed_in(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()


def is_range(given: Any) -> TypeGuard[Triangle]:
    """Whether a position is [low, mode, high]."""
    return isinstance(given, list | tuple) and len(given) == 3
