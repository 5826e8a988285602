"""How does a hand-written YAML file come in, with the line of everything in it?

YAML 1.2 (so `NO` is text) through ruamel.yaml's round trip. Files are treated as hostile: their
size, nesting and expansion by aliases are bounded, tags are refused, and nothing is executed.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import ConstructorError, RoundTripConstructor
from ruamel.yaml.emitter import Emitter
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import CollectionEndEvent
from ruamel.yaml.scalarbool import ScalarBoolean

from willing.errors import InputError, ScenarioError
from willing.reference.textfile import read_text
from willing.scenario.problems import Locate, Place, Problem, Step

MAX_BYTES = 1_000_000
"""A scenario of 200 actors has some 100,000; the reader needs about 8 seconds for the limit."""

MAX_NODES = 200_000
"""Values after aliases are followed: a few lines of nested aliases can stand for billions."""

MAX_NESTING = 60
"""The schema itself goes some ten deep; `if` within `if` goes deeper."""

_DIRECTIVE = re.compile(r"\A(?:[ \t]*(?:#.*)?\r?\n)*%")


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML file: its text and lines, its tree with comments, its data, and its repeated keys."""

    path: Path
    text: str
    lines: tuple[str, ...]
    tree: CommentedMap
    data: dict[Any, Any]
    repeated: tuple[Problem, ...]

    def at(self, place: Place) -> tuple[int, int]:
        """Line and column (from 1) of a place, or of the nearest thing around it."""
        node: Any = self.tree
        line, column = 0, 0
        for index, step in enumerate(place.steps):
            last = index == len(place.steps) - 1
            key = last and (place.key or _is_empty(node, step))
            found = _mark(node, step, key)
            if found is None:
                break
            line, column = found
            node = node[step]
            if not key and isinstance(node, CommentedMap | CommentedSeq):
                line, column = node.lc.line, node.lc.col
        else:
            column += self._within(line, column, node, place.offset)
        return line + 1, column + 1

    def _within(self, line: int, column: int, node: Any, offset: int) -> int:
        """How far right in the line the character `offset` of a one-line text stands."""
        if not offset or not isinstance(node, str):
            return 0
        rest = self.lines[line][column:]
        for quote in ("", "'", '"'):
            if rest.startswith(quote + node):
                return offset + len(quote)
        return 0


def read_document(path: Path) -> Document:
    """Read a YAML file that holds a mapping; raises `ScenarioError` with file, line and mend."""
    text = _read_text(path)
    if _DIRECTIVE.match(text):
        raise ScenarioError(f"{path}:1:1: file: a YAML directive (%); remove it: this is YAML 1.2")
    repeated: list[Problem] = []
    try:
        tree = _yaml(repeated).load(text)
    except MarkedYAMLError as error:
        raise ScenarioError(_syntax_error(path, error)) from None
    except YAMLError as error:
        said = " ".join(str(error).split())
        raise ScenarioError(f"{path}: not valid YAML: {said}") from None
    except RecursionError:
        raise ScenarioError(f"{path}: nested too deeply; a scenario is a few levels deep") from None
    if not isinstance(tree, CommentedMap):
        raise ScenarioError(
            f"{path}:1:1: file: expected fields such as `initiative:` and `actors:`"
            f"; see docs/scenario-file.md, or let `willing draft` write one"
        )
    budget = iter(range(MAX_NODES))
    data = _plain(tree, Place(), budget, path)
    return Document(path, text, _lines(text), tree, data, tuple(repeated))


def tree_of_text(text: str) -> CommentedMap | None:
    """The tree of a text that was read before and changed since; None where it is no mapping."""
    try:
        tree = _yaml([]).load(text)
    except YAMLError:
        return None
    return tree if isinstance(tree, CommentedMap) else None


class _Emitter(Emitter):
    """ruamel's emitter, less a fault (0.19): after a flow collection with a comment behind it,
    two keys could come out on one line.
    """

    def write_post_comment(self, event: Any) -> bool:
        written = bool(super().write_post_comment(event))
        if isinstance(event, CollectionEndEvent):
            self.no_newline = False
        return written


def plain_yaml() -> YAML:
    """The writer: YAML 1.2, lists indented under their key, long lines left as they are."""
    yaml = YAML()
    yaml.Emitter = _Emitter
    yaml.preserve_quotes = True
    yaml.width = 100_000
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def positions(text: str) -> Locate:
    """Where everything stands in a text that was dumped here."""
    tree = plain_yaml().load(text)
    return Document(Path(), text, _lines(text), tree, {}, ()).at


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that a reader, or a crash, never meets half of it.

    A link is followed, the file's permissions are kept; a device or a pipe is written to and stays
    what it is. Raises `ScenarioError`.
    """
    target = path.resolve()
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as error:
        raise ScenarioError(f"{path}: cannot be written: {error.strerror}") from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(mode)
        temporary.replace(target)
    except OSError as error:
        raise ScenarioError(f"{path}: cannot be written: {error.strerror}") from None
    finally:
        temporary.unlink(missing_ok=True)


def _read_text(path: Path) -> str:
    try:
        return read_text(path, "the scenario", MAX_BYTES, "no scenario is")
    except InputError as error:
        raise ScenarioError(str(error)) from None


def _yaml(repeated: list[Problem]) -> YAML:
    """A round-trip reader that notes repeated keys and gives every error its line."""

    class Constructor(RoundTripConstructor):
        def check_mapping_key(
            self, node: Any, key_node: Any, mapping: Any, key: Any, _value: Any
        ) -> bool:
            if key not in mapping:
                return True
            mark, first = key_node.start_mark, mapping.lc.data.get(key, (node.start_mark.line,))
            repeated.append(
                Problem(
                    "error",
                    str(key),
                    f"the key `{key}` stands twice, first in line {first[0] + 1}",
                    "remove or rename one of the two",
                    mark.line + 1,
                    mark.column + 1,
                )
            )
            return False

        def construct_object(self, node: Any, deep: bool = False) -> Any:
            try:
                return super().construct_object(node, deep)
            except ValueError as error:
                raise ConstructorError(None, None, str(error), node.start_mark) from None

    def exact(constructor: Any, node: Any) -> Any:
        """Numbers as 1e-9 lose their last digit when ruamel writes them back in their own form."""
        found = constructor.construct_yaml_float(node)
        return float(found) if "e" in node.value.lower() else found

    Constructor.add_constructor("tag:yaml.org,2002:float", exact)
    yaml = plain_yaml()
    yaml.Constructor = Constructor
    return yaml


def _syntax_error(path: Path, error: MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    where = f"{path}:{mark.line + 1}:{mark.column + 1}" if mark else str(path)
    what = " ".join(part for part in (error.context, error.problem) if part)
    return (
        f"{where}: file: not valid YAML ({what}); check the indentation, brackets and quotation "
        "marks here and in the line before"
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


def _is_empty(node: Any, step: Step) -> bool:
    """Whether nothing stands after the key, so that only the key has a place."""
    return isinstance(node, CommentedMap) and step in node and node[step] is None


def _mark(node: Any, step: Step, key: bool) -> tuple[int, int] | None:
    """0-based line and column of a key, a value or an item; None where there is none."""
    try:
        if isinstance(node, CommentedMap):
            found = node.lc.key(step) if key else node.lc.value(step)
        elif isinstance(node, CommentedSeq):
            found = node.lc.item(step)
        else:
            return None
    except (KeyError, TypeError):
        return None
    return (found[0], found[1])


def _plain(node: Any, place: Place, budget: Iterator[int], path: Path) -> Any:
    """The node as Python's own dicts, lists and scalars; aliases are followed within bounds."""
    if next(budget, None) is None or len(place.steps) > MAX_NESTING:
        raise ScenarioError(f"{path}: {str(place)[:80]}: too large once its aliases are followed")
    if getattr(getattr(node, "tag", None), "value", None) and not isinstance(node, str):
        raise ScenarioError(f"{path}: {place}: a YAML tag (`!...`); remove it: tags are not used")
    if isinstance(node, dict):
        return {
            _scalar(key, place, path): _plain(value, place / str(key), budget, path)
            for key, value in node.items()
        }
    if isinstance(node, list):
        return [_plain(item, place / index, budget, path) for index, item in enumerate(node)]
    return _scalar(node, place, path)


_SCALARS: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (ScalarBoolean, bool),
    (bool, bool),
    (str, str),
    (int, int),
    (float, float),
    (dt.date, lambda value: value),
)


def _scalar(node: Any, place: Place, path: Path) -> Any:
    if node is None:
        return None
    for kind, plain in _SCALARS:
        if isinstance(node, kind):
            return plain(node)
    raise ScenarioError(
        f"{path}: {place}: neither text, a number, a date, a list nor a mapping; write it plainly"
    )
