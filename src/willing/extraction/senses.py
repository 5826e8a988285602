"""Senses: what words and phrases tell of a stance, found in a row of tokens by tries.

`data/senses.csv` lists some thousand words and phrases of the press with the sense they have of
whoever does them (join, open, wait, doubt, refuse, oppose, ...). They decide nothing: which senses
stand where around an actor, denied or not, are signs to be weighed.

A phrase is a row of words: `word~` is a regular verb in all forms, `word*` any ending, `a|b` either
word, `(a b|c)` either phrase, `word?` may be missing, `..` up to three words in between, `not` any
word of negation.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import product

from willing.extraction.memo import Memo
from willing.extraction.words import rows, word_list

_PART = re.compile(r"\([^()]*\)\??|\S+")
_GAP = ".."
_LONGEST_GAP = 3
_PREFIX = 3
"""Letters by which endings are looked up: no `word*` is shorter."""

NEGATIONS = word_list("negations")


def negates(word: str) -> bool:
    """Whether a lower-case word denies what follows it.

    >>> negates("won't"), negates("never"), negates("now")
    (True, True, False)
    """
    return word in NEGATIONS or word.endswith("n't")


@dataclass(slots=True)
class Sense:
    """One phrase found: tokens `start:end` of a row, and what it tells."""

    start: int
    end: int
    name: str
    strength: int


@dataclass(slots=True, eq=False)
class _Node:
    words: dict[str, _Node] = field(default_factory=dict)
    prefixes: dict[str, list[tuple[str, _Node]]] = field(default_factory=dict)
    negation: _Node | None = None
    gap: _Node | None = None
    tells: tuple[str, int] | None = None


def find_senses(words: Sequence[str]) -> list[Sense]:
    """The senses in a row of lower-case words, in order; the longest phrase at a place wins."""
    found: list[Sense] = []
    taken = 0
    for start, beginnings in enumerate(map(_beginnings.__getitem__, words)):
        if not beginnings or start < taken:
            continue
        ends: list[tuple[int, tuple[str, int]]] = []
        for node in beginnings:
            _note_ends(node, words, start + 1, ends)
        if ends:
            end, (name, strength) = max(ends, key=_length_and_strength)
            found.append(Sense(start, end, name, strength))
            taken = end
    return found


def _length_and_strength(end: tuple[int, tuple[str, int]]) -> tuple[int, int]:
    return end[0], end[1][1]


@Memo
def _beginnings(word: str) -> Sequence[_Node]:
    """The phrases that begin with a word: itself, a negation, an ending. Most words begin none."""
    phrases, prefixes = _phrases()
    forms = [word, "not"] if negates(word) else [word]
    forms += [form for form in prefixes.get(word[:_PREFIX], ()) if word.startswith(form[:-1])]
    return tuple([_beginning(form) for form in dict.fromkeys(forms) if form in phrases])


@cache
def _beginning(form: str) -> _Node:
    """What follows the first word of the phrases that begin with it, as they have it (`refus*`)."""
    root = _Node()
    for phrase, tells in _phrases()[0][form]:
        for words in _variants(phrase):
            if words[0] == form:
                _add(root, words[1:], tells)
    return root


def _note_ends(
    node: _Node, words: Sequence[str], at: int, ends: list[tuple[int, tuple[str, int]]]
) -> None:
    """Note where phrases that go on from a node end, with what they tell."""
    if node.tells is not None:
        ends.append((at, node.tells))
    if at == len(words):
        return
    if node.words and words[at] in node.words:
        _note_ends(node.words[words[at]], words, at + 1, ends)
    if node.negation is not None or node.prefixes:
        for following in _by_form(node, words[at]):
            _note_ends(following, words, at + 1, ends)
    if node.gap is not None:
        for stop, word in enumerate(words[at : at + _LONGEST_GAP + 1], at + 1):
            for following in _next(node.gap, word):
                _note_ends(following, words, stop, ends)


def _next(node: _Node, word: str) -> Sequence[_Node]:
    """Where a phrase stands after one more word: the word itself, a negation, an ending."""
    following = node.words.get(word)
    by_form = _by_form(node, word) if node.negation is not None or node.prefixes else ()
    return by_form if following is None else (following, *by_form)


def _by_form(node: _Node, word: str) -> Sequence[_Node]:
    """Where a phrase stands after a word that is a negation, or begins as its own does."""
    found = []
    if node.negation is not None and negates(word):
        found.append(node.negation)
    for prefix, ending in node.prefixes.get(word[:_PREFIX], ()):
        if word.startswith(prefix):
            found.append(ending)
    return found


_Told = tuple[str, tuple[str, int]]
"""A phrase, and the sense that it tells with its strength."""


@lru_cache(maxsize=1)
def _phrases() -> tuple[dict[str, list[_Told]], dict[str, list[str]]]:
    """The phrases by each first word that they may have; those first words that are beginnings
    (`refus*`) by their first letters.
    """
    phrases: dict[str, list[_Told]] = defaultdict(list)
    prefixes: dict[str, list[str]] = defaultdict(list)
    for row in rows("senses"):
        for form in _first_words(row["phrase"]):
            if form.endswith("*") and form not in phrases:
                prefixes[form[:_PREFIX]].append(form)
            phrases[form].append((row["phrase"], (sys.intern(row["tells"]), int(row["strength"]))))
    return dict(phrases), dict(prefixes)


def _first_words(phrase: str) -> dict[str, None]:
    """The words with which a phrase may begin."""
    found: dict[str, None] = {}
    for part in _PART.findall(phrase):
        options = list(_options(part))
        found |= dict.fromkeys([option[0] for option in options if option])
        if () not in options:
            break
    return found


def _add(node: _Node, words: Sequence[str], tells: tuple[str, int]) -> None:
    for word in words:
        if word == _GAP:
            node.gap = node = node.gap or _Node()
        elif word == "not":
            node.negation = node = node.negation or _Node()
        elif word.endswith("*"):
            found = node.prefixes.setdefault(word[:_PREFIX], [])
            known = next((n for prefix, n in found if prefix == word[:-1]), None)
            if known is None:
                known = _Node()
                found.append((word[:-1], known))
            node = known
        else:
            node = node.words.setdefault(word, _Node())
    if node.tells is None or node.tells[1] < tells[1]:
        node.tells = tells


def _variants(phrase: str) -> Iterator[tuple[str, ...]]:
    """Every row of plain words that a phrase stands for."""
    options = [tuple(_options(part)) for part in _PART.findall(phrase)]
    for chosen in product(*options):
        yield tuple(word for part in chosen for word in part)


def _options(part: str) -> Iterator[tuple[str, ...]]:
    if part.endswith("?"):
        yield ()
    for option in part.rstrip("?").strip("()").split("|"):
        words = [tuple(_forms(word)) for word in option.split()]
        yield from product(*words)


def _forms(word: str) -> Iterator[str]:
    """The forms of a regular verb: `reply~` is reply, replies, replied, replying."""
    if not word.endswith("~"):
        yield word
        return
    base = word[:-1]
    yield base
    if base.endswith(("ee", "oe", "ye")):
        yield from (f"{base}s", f"{base}d", f"{base}ing")
    elif base.endswith("ie"):
        yield from (f"{base}s", f"{base}d", f"{base[:-2]}ying")
    elif base.endswith("e"):
        yield from (f"{base}s", f"{base}d", f"{base[:-1]}ing")
    elif base.endswith("y") and base[-2:-1] not in tuple("aeiou"):
        yield from (f"{base[:-1]}ies", f"{base[:-1]}ied", f"{base}ing")
    else:
        yield from (f"{base}s", f"{base}es", f"{base}ed", f"{base}ing")
        yield from (f"{base}{base[-1]}ed", f"{base}{base[-1]}ing")
