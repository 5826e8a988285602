r"""The little language of the cue files, made so that a non-programmer can add to them.

A pattern is a row of words, matched in lower case as whole words:

    word        the word itself
    word*       any ending: `reject*` is reject, rejects, rejected, rejection
    word~       a regular verb in any form: `sign~` is sign, signs, signed, signing
    a|b         either; each may end in `*` or `~`
    (a b|c)     either of several phrases
    word?       may be missing
    ..          up to three words in between
    ...         up to six words in between
    not         also `n't`, `cannot` and `never`
    <name>      any phrase of that list (`<troops>`: the words for troops)

Gaps never leap over the end of a clause (`;`, `:` or a full stop).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from willing.extraction.alternatives import SEPARATOR, grouped, one_of

_WORD_AND_BLANK = r"(?:[^\s.;:?!]*[\w'%-],?[\"']?\s+[\"'(]?)"
GAPS = {"..": 3, "...": 6}
"""How many words may stand in a gap."""

TOKEN = re.compile(r"\([^()]*\)\??|\S+")
"""A word of a pattern, or several of which one stands in its place."""

_NOT = r"(?:not|never|cannot|[a-z]+n't)"


def compile_pattern(
    pattern: str, lists: Mapping[str, Sequence[str]] | None = None
) -> re.Pattern[str]:
    """Compile one pattern to a regular expression over lower-cased, folded text.

    `lists` maps a list's name to the expressions of its phrases. Raises `ValueError` for an
    unknown list or an empty pattern.

    >>> bool(compile_pattern("rule*|ruling out").search("spain has ruled out a deployment"))
    True
    >>> bool(compile_pattern("send* .. troops").search("sends 300 more troops"))
    True
    """
    return re.compile(expression(pattern, lists or {}))


def expression(pattern: str, lists: Mapping[str, Sequence[str]]) -> str:
    """The regular expression of a pattern as whole words, as text."""
    return whole_words(*_begun(pattern, lists))


def phrases(pattern: str, lists: Mapping[str, Sequence[str]] | None = None) -> list[str]:
    """The regular expressions of a pattern, one for each option of its first word, to be joined
    with others.
    """
    options, rest = _begun(pattern, lists or {})
    return [option + rest for option in options]


def whole_words(options: Sequence[str], rest: str = "") -> str:
    """Let one of some expressions, followed by a rest, match whole words only.

    Where all begin with a letter or a digit, that comes first, and only then the look at what
    stands before it: a letter is found fast.
    """
    groups = grouped(options)
    if all(head.isalnum() for head, _ in groups):
        begun = [rf"{head}(?<![\w-]{head}){one_of(rests)}" for head, rests in groups]
        return rf"(?:{'|'.join(begun)}){rest}(?!\w)"
    return rf"(?<![\w-]){one_of(options)}{rest}(?!\w)"


def _begun(pattern: str, lists: Mapping[str, Sequence[str]]) -> tuple[list[str], str]:
    """The options for the first word of a pattern, and the expression of what follows them."""
    tokens = TOKEN.findall(pattern.lower())
    if not tokens:
        raise ValueError("an empty pattern")
    if tokens[0] in GAPS or may_be_missing(tokens[0]):
        return [_phrase(tokens, lists)], ""
    rest = _phrase(tokens[1:], lists, SEPARATOR)
    if tokens[0][1:-1] in lists and tokens[0][0] == "<":
        return [*lists[tokens[0][1:-1]]], rf"(?!\w){rest}"
    return _options(tokens[0], lists), rest


def may_be_missing(token: str) -> bool:
    """Whether a token is marked as one that a match may lack."""
    return token.endswith("?") and len(token) > 1


def _phrase(tokens: Sequence[str], lists: Mapping[str, Sequence[str]], glue: str = "") -> str:
    """The regular expression of a row of tokens; `glue` stands before the first of them."""
    parts: list[str] = []
    for token in tokens:
        if token in GAPS:
            parts.append(f"{glue}{_WORD_AND_BLANK}{{0,{GAPS[token]}}}?")
            glue = ""
        elif not may_be_missing(token):
            parts.append(glue + one_of(_options(token, lists)))
            glue = SEPARATOR
        elif glue:
            parts.append(f"(?:{glue}{one_of(_options(token[:-1], lists))})?")
        else:
            parts.append(f"(?:{one_of(_options(token[:-1], lists))}{SEPARATOR})?")
    return "".join(parts)


def _options(token: str, lists: Mapping[str, Sequence[str]]) -> list[str]:
    """The expressions of the words or phrases of which one stands in a place."""
    if token.startswith("(") and token.endswith(")"):
        return [_joined(phrase.split(), lists) for phrase in token[1:-1].split("|")]
    return [option for word in token.split("|") if word for option in _word(word, lists)]


def _joined(words: Sequence[str], lists: Mapping[str, Sequence[str]]) -> str:
    return SEPARATOR.join(one_of(_word(word, lists)) for word in words)


def _word(word: str, lists: Mapping[str, Sequence[str]]) -> list[str]:
    """The expressions of a word: of a list's name, those of its phrases."""
    if word.startswith("<") and word.endswith(">"):
        if word[1:-1] not in lists:
            raise ValueError(f"unknown list {word}; known: {', '.join(sorted(lists))}")
        return [rf"{_any_of(tuple(lists[word[1:-1]]))}(?!\w)"]
    if word == "not":
        return [_NOT]
    if word.endswith("~"):
        return [_verb(word[:-1])]
    if word.endswith("*"):
        return [re.escape(word[:-1]) + r"[\w']*"]
    return [re.escape(word)]


@lru_cache(maxsize=64)
def _any_of(listed: tuple[str, ...]) -> str:
    return one_of(listed)


def _verb(word: str) -> str:
    """Forms of a regular verb: `reply` gives reply, replies, replied, replying."""
    if word.endswith(("ee", "oe", "ye")):
        return re.escape(word) + "(?:s|d|ing)?"
    if word.endswith("e"):
        return re.escape(word[:-1]) + "(?:e|es|ed|ing)"
    if word.endswith("y") and word[-2] not in "aeiou":
        return re.escape(word[:-1]) + "(?:y|ies|ied|ying)"
    if word[-1] in "aeiouwxy" or word[-2] not in "aeiou" or word[-3] in "aeiou":
        return re.escape(word) + "(?:s|es|ed|ing)?"
    return re.escape(word) + f"(?:s|es|{word[-1]}?ed|{word[-1]}?ing)?"
