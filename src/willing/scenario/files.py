"""How is a scenario read from a file, written to one, and rewritten without losing its comments?"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from willing.errors import ScenarioError
from willing.scenario.check import check
from willing.scenario.cut import tree_without
from willing.scenario.problems import Problem
from willing.scenario.scenario import Scenario
from willing.scenario.tables import with_tables
from willing.scenario.validation import problems_of
from willing.scenario.yamlfile import Document, plain_yaml, read_document, write_atomically

_REST = r"[ ]*(?:#[^\n]*)?\n(?:[ ]*(?:#[^\n]*)?\n)*"
"""After a key: a comment or nothing, then empty lines and comments."""

_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
"""Characters that only a double-quoted text can hold in every YAML reader."""

_LAST = ("pledges", "votes")
"""Fields that are written after the short ones."""


def load_scenario(path: Path, *, check: bool = False) -> Scenario:
    """Read a scenario file (YAML 1.2).

    Raises `ScenarioError` with every problem, one a line, as `file:line:column: field: what is
    wrong; the mend`. With `check`, what `check.check` calls an error is one here too.
    """
    document = read_document(path)
    scenario, problems = _examine(document, deep=check)
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors or scenario is None:
        raise ScenarioError("\n".join(problem.describe(path) for problem in errors))
    return scenario


def check_file(path: Path) -> list[Problem]:
    """Every error and warning of a scenario file, in the order of its lines.

    Raises `ScenarioError` only where nothing can be read at all: no file, no text, no YAML.
    """
    return sorted(_examine(read_document(path), deep=True)[1], key=lambda p: (p.line, p.column))


def dump_scenario(scenario: Scenario, path: Path | None = None) -> str:
    """The scenario as YAML; also written to `path`, if given, all at once.

    Fields that hold their default are left out; `load_scenario` reads an equal scenario back.
    """
    text = dumps(tree_of(scenario))
    if path is not None:
        write_atomically(path, text)
    return text


def update_scenario(path: Path, changed: Scenario) -> str:
    """Rewrite the file so that it says `changed`, and return its text.

    Only what differs is touched: comments, order, quotation marks and blank lines stay (several
    spaces in a row become one). Raises
    `ScenarioError` where a change would touch a value that an alias (`*name`) shares.
    """
    document = read_document(path)
    scenario, problems = _examine(document, deep=False)
    if scenario is None:
        raise ScenarioError("\n".join(problem.describe(path) for problem in problems))
    wanted = plain(changed)
    tree = tree_without(document, wanted)
    _merge(tree, plain(scenario), wanted)
    text = dumps(tree, document.text)
    if _validated(text, path) != changed:
        raise ScenarioError(
            f"{path}: cannot be rewritten in place: an alias (`*name` or `<<`) shares what changes"
            "; write the shared values out"
        )
    write_atomically(path, text)
    return text


def plain(scenario: Scenario) -> dict[str, Any]:
    """The scenario as a file would hold it: no defaults, lists for tuples, `if` for `if_`."""
    dumped = scenario.model_dump(by_alias=True, exclude_defaults=True)
    found = _tidy(dumped)
    assert isinstance(found, dict)
    return found


def tree_of(scenario: Scenario) -> CommentedMap:
    """The scenario as a YAML tree, in block style but for short leaves."""
    tree = _styled(plain(scenario))
    assert isinstance(tree, CommentedMap)
    return tree


def dumps(tree: CommentedMap, like: str = "") -> str:
    """The tree as text, its lists indented as those of the text `like`."""
    yaml = plain_yaml()
    mapping, offset = _indentation(like)
    yaml.indent(mapping=mapping, sequence=offset + 2, offset=offset)
    stream = io.StringIO()
    yaml.dump(tree, stream)
    return stream.getvalue()


def _examine(document: Document, *, deep: bool) -> tuple[Scenario | None, list[Problem]]:
    """The scenario, if the file holds one, and what is wrong with it."""
    data, unread = with_tables(document.data, document.path, document.at)
    problems = [*document.repeated, *unread]
    if unread:
        return None, problems
    try:
        scenario = Scenario.model_validate(data)
    except ValidationError as error:
        return None, [*problems, *problems_of(error, data, document.at)]
    if deep:
        problems.extend(check(scenario, lines=document.at))
    return scenario, problems


def _validated(text: str, path: Path) -> Scenario | None:
    try:
        return Scenario.model_validate(with_tables(_tidy(plain_yaml().load(text)), path)[0])
    except (ValidationError, YAMLError):
        return None


def _tidy(value: Any) -> Any:
    """Lists for tuples, whole numbers without a point."""
    if isinstance(value, Mapping):
        ordered = sorted(value.items(), key=lambda item: item[0] in _LAST)
        return {_tidy(key): _tidy(item) for key, item in ordered}
    if isinstance(value, list | tuple):
        return [_tidy(item) for item in value]
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


def _styled(value: Any, top: bool = True) -> Any:
    """Commented nodes: leaves without further structure on one line, everything else in blocks."""
    if isinstance(value, dict):
        node = CommentedMap((_styled(k, False), _styled(item, False)) for k, item in value.items())
        if not top and _is_leaf(value.values()) and "kind" not in value:
            node.fa.set_flow_style()
        return node
    if isinstance(value, list):
        items = CommentedSeq(_styled(item, False) for item in value)
        if _is_leaf(value):
            items.fa.set_flow_style()
        return items
    if isinstance(value, str) and _INVISIBLE.search(value):
        return DoubleQuotedScalarString(value)
    return value


def _is_leaf(items: Any) -> bool:
    texts = [item for item in items if isinstance(item, str)]
    return not any(isinstance(item, dict | list) for item in items) and sum(map(len, texts)) < 60


def _merge(node: Any, old: Any, new: Any) -> None:
    """Change a tree that says `old` until it says `new`, touching nothing else."""
    for key in [key for key in old if key not in new and key in node]:
        del node[key]
    for key, value in new.items():
        if key in old and old[key] == value:
            continue
        if key in node and _both(dict, node[key], old.get(key), value):
            _merge(node[key], old[key], value)
        elif key in node and _both(list, node[key], old.get(key), value):
            _merge_list(node[key], old[key], value)
        else:
            _replace(node, key, value)


def _replace(node: CommentedMap, key: Any, value: Any) -> None:
    """Put another value after a key; comments before the first item of the old one go with it."""
    if isinstance(node.get(key), CommentedMap | CommentedSeq) and key in node.ca.items:
        node.ca.items[key][3:] = [None]
    node[key] = _styled(value, False)


def _both(kind: type, *values: Any) -> bool:
    """Whether all of them are of this kind and none is empty: then one is changed in place."""
    return all(isinstance(value, kind) and value for value in values)


def _merge_list(node: CommentedSeq, old: list[Any], new: list[Any]) -> None:
    """Items that stay keep their comments; items that changed are merged with what they replace."""
    same = SequenceMatcher(None, list(map(repr, old)), list(map(repr, new)), autojunk=False)
    for tag, old_start, old_end, new_start, new_end in reversed(same.get_opcodes()):
        if tag == "equal":
            continue
        shared = min(old_end - old_start, new_end - new_start)
        for index in reversed(range(old_start + shared, old_end)):
            del node[index]
        for index in range(shared):
            before, after = old[old_start + index], new[new_start + index]
            if _both(dict, node[old_start + index], before, after):
                _merge(node[old_start + index], before, after)
            else:
                node[old_start + index] = _styled(after, False)
        for index in range(shared, new_end - new_start):
            node.insert(old_start + index, _styled(new[new_start + index], False))


def _indentation(text: str) -> tuple[int, int]:
    """By how much the text indents keys under a key, and the dashes of a list under a key."""
    keys = re.search(rf"^[^\s#-][^\n]*:{_REST}( +)[^\s-]", text, re.M)
    dashes = re.search(rf"^( *)[^\s#-][^\n]*:{_REST}( *)- ", text, re.M)
    offset = max(0, len(dashes.group(2)) - len(dashes.group(1))) if dashes else 2
    return (len(keys.group(1)) if keys else 2), offset
