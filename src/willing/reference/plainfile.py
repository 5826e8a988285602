"""The small files that a user writes, YAML or JSON, as plain data; treated as hostile."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from willing.errors import InputError
from willing.reference.textfile import read_bytes

MAX_BYTES = 1_000_000
"""A file with a thousand initiatives or names has some 200,000."""

MOST_VALUES = 500_000
"""Values in a file, those that a YAML alias or merge (`<<`) repeats counted each time."""

LONGEST_NUMBER = 400
"""Characters of a whole number: much longer ones cannot even be printed."""

_TAG = "tag:yaml.org,2002:"


def read_plain(path: Path, what: str) -> Any:
    """The file's lists, mappings and scalars; `what` is what messages call it.

    Raises `InputError` for a file that is missing, too large, no UTF-8, or no YAML or JSON.
    """
    data = read_bytes(path, what, MAX_BYTES)
    try:
        return _json(data)
    except (ValueError, RecursionError):
        return _yaml(data, path)  # it says what is wrong, and where


def _json(data: bytes) -> Any:
    """By Python's own reader, a hundred times faster; a key that comes twice is left to YAML."""
    return json.loads(data.decode("utf-8-sig"), object_pairs_hook=_without_repeats)


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key comes twice")
    return found


def _yaml(data: bytes, path: Path) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    yaml = YAML(typ="safe", pure=True)
    try:
        root = yaml.compose(data.decode("utf-8-sig"))
        _check_nodes(root, path)
        found = None if root is None else yaml.constructor.construct_document(root)
    except RecursionError:
        raise InputError(f"{path}: nested too deeply; such a file is a few levels deep") from None
    except (YAMLError, ValueError, KeyError) as error:
        raise InputError(f"{path}: not valid YAML or JSON: {error}") from None
    if _is_larger(found, MOST_VALUES):
        raise _too_many(path)
    return found


def _check_nodes(root: Any, path: Path) -> None:
    """Raises `InputError` for what takes too long to build: merges of merges, endless numbers."""
    from ruamel.yaml.nodes import MappingNode

    pairs: dict[int, int] = {}
    seen: set[int] = set()
    left = [root] if root is not None else []
    while left:
        node = left.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node.value, str):
            if node.tag == _TAG + "int" and len(node.value) > LONGEST_NUMBER:
                raise InputError(f"{path}: a number has more than {LONGEST_NUMBER} digits")
        elif isinstance(node, MappingNode):
            _merged(node, pairs)
            left += [part for pair in reversed(node.value) for part in reversed(pair)]
        else:
            left += reversed(node.value)
    if sum(pairs.values()) > MOST_VALUES:
        raise _too_many(path)


def _merged(node: Any, pairs: dict[int, int]) -> int:
    """How many pairs a mapping has once its merges are written out; kept in `pairs`."""
    from ruamel.yaml.nodes import MappingNode, SequenceNode

    if id(node) not in pairs:
        pairs[id(node)] = 0  # a mapping that merges itself
        count = 0
        for key, value in node.value:
            if key.tag != _TAG + "merge":
                count += 1
                continue
            parts = value.value if isinstance(value, SequenceNode) else [value]
            count += sum(_merged(part, pairs) for part in parts if isinstance(part, MappingNode))
        pairs[id(node)] = count
    return pairs[id(node)]


def _too_many(path: Path) -> InputError:
    return InputError(f"{path}: more than {MOST_VALUES:,} values, aliases written out; split it")


def _is_larger(data: Any, limit: int) -> bool:
    """Whether it holds more values; ends early, also where a value contains itself."""
    counted, left = 0, [data]
    while left:
        value = left.pop()
        parts = value.values() if isinstance(value, dict) else value
        if isinstance(value, dict | list | tuple | set):
            counted += len(value)
            left.extend(part for part in parts if isinstance(part, dict | list | tuple | set))
        if counted > limit:
            return True
    return False
