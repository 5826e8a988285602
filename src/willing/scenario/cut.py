"""How is an entry taken out of a file with its own lines, and with no comment of the next one?

A YAML tree keeps the comment above a key with the value before it: who deletes that value in the
tree loses the remark on its neighbour. So whole entries are taken out of the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ruamel.yaml.comments import CommentedMap

from willing.scenario.problems import Place
from willing.scenario.yamlfile import Document, tree_of_text

_GROUPS = ("actors", "events", "bodies")


def tree_without(document: Document, wanted: Mapping[str, Any]) -> CommentedMap:
    """The document's tree less the actors, events and bodies that are not `wanted` any more.

    Entries that are not in block style, and those whose anchors others use, are left in it.
    """
    lines = list(document.lines)
    for first, end in sorted(_spans(document, wanted), reverse=True):
        del lines[first:end]
    if len(lines) == len(document.lines):
        return document.tree
    return tree_of_text("\n".join(lines)) or document.tree


def _spans(document: Document, wanted: Mapping[str, Any]) -> list[tuple[int, int]]:
    spans = []
    for group in _GROUPS:
        here, kept = document.data.get(group), wanted.get(group)
        if not isinstance(here, dict) or not kept:
            continue
        if not any(key in kept for key in here):
            continue  # a group without entries would be no mapping any more
        for key in here:
            if key not in kept:
                line, column = document.at(Place((group, str(key)), key=True))
                if not document.lines[line - 1][: column - 1].strip():
                    spans.append((line - 1, _end(document.lines, line - 1, column - 1)))
    return spans


def _end(lines: tuple[str, ...], first: int, margin: int) -> int:
    """Where the entry ends: before the next one, and before the comments above that."""
    end = first + 1
    for at in range(first + 1, len(lines)):
        stripped = lines[at].lstrip()
        indent = len(lines[at]) - len(stripped)
        if indent > margin and stripped:
            end = at + 1
        elif stripped and not stripped.startswith("#"):
            break
    return end
