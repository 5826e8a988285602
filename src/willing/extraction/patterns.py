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

from willing.extraction.words import word_list

Groups = tuple[tuple[str, ...], ...]
Ways = tuple[Groups, ...]

_WORD_AND_BLANK = r"(?:[^\s.;:?!]*[\w'%-],?[\"']?\s+[\"'(]?)"
_GAPS = {"..": _WORD_AND_BLANK + "{0,3}?", "...": _WORD_AND_BLANK + "{0,6}?"}
_TOKEN = re.compile(r"\([^()]*\)\??|\S+")
_NOT = r"(?:not|never|cannot|[a-z]+n't)"
_NEGATIONS = ("not", "never", "cannot", "'t")
_PLAIN = word_list("plain") | word_list("sign_plain")
_SEPARATOR = r"[\"',)]*[\s-]+[\"'(]*"


def compile_pattern(pattern: str, lists: Mapping[str, str] | None = None) -> re.Pattern[str]:
    """Compile one pattern to a regular expression over lower-cased, folded text.

    `lists` maps a list's name to an expression of alternatives. Raises `ValueError` for an
    unknown list or an empty pattern.

    >>> bool(compile_pattern("rule*|ruling out").search("spain has ruled out a deployment"))
    True
    >>> bool(compile_pattern("send* .. troops").search("sends 300 more troops"))
    True
    """
    return re.compile(expression(pattern, lists or {}))


def expression(pattern: str, lists: Mapping[str, str]) -> str:
    """The regular expression of a pattern as whole words, as text.

    Where the first word is written out, its first letter comes first, and only then the look at
    what stands before it: a letter is found fast.
    """
    body = phrase(pattern, lists)
    first = _TOKEN.findall(pattern.lower())[0]
    options = [] if first in _GAPS or first.endswith("?") else _options(first, lists)
    rests: dict[str, list[str]] = {}
    for option in options:
        rests.setdefault(option[0], []).append(option[1:])
    if not rests or not "".join(rests).isalnum():
        return whole_words(body)
    begun = [f"{a}(?<![\\w-]{a})(?:{'|'.join(some)})" for a, some in rests.items()]
    return rf"(?:{'|'.join(begun)}){body[len(_alternatives(first, lists)) :]}(?!\w)"


def whole_words(body: str) -> str:
    """Let an expression match whole words only."""
    return rf"(?<![\w-])(?:{body})(?!\w)"


def phrase(pattern: str, lists: Mapping[str, str]) -> str:
    """The regular expression of a pattern, as text, to be joined with others."""
    parts: list[str] = []
    glue = ""
    for token in _TOKEN.findall(pattern.lower()):
        if token in _GAPS:
            parts.append(glue + _GAPS[token])
            glue = ""
            continue
        optional = token.endswith("?") and len(token) > 1
        token = token.rstrip("?") if optional else token
        body = _alternatives(token, lists)
        if optional and glue:
            parts.append(f"(?:{glue}{body})?")
            continue
        if optional:
            parts.append(f"(?:{body}{_SEPARATOR})?")
            continue
        parts.append(glue + body)
        glue = _SEPARATOR
    if not parts:
        raise ValueError("an empty pattern")
    return "".join(parts)


def hints(pattern: str) -> Ways:
    """Ways to match: any match contains, of one way, a word or beginning (`word*`) of each group.

    A look for these is far cheaper than the expression, and tells mostly that it cannot match.
    Words that may be missing, and lists, give no group. The most telling group comes first.

    >>> hints("rule|rules out"), hints("<kind> .. came from"), hints("supply~ arms")
    (((('rule', 'rules'), ('out',)),), ((('came',), ('from',)),), ((('suppl*',), ('arms',)),))
    >>> hints("(foot the bill|pay up)")
    ((('foot',), ('bill',), ('the',)), (('pay',), ('up',)))
    """
    tokens = [t for t in _TOKEN.findall(pattern.lower()) if t not in _GAPS and t[-1] != "?"]
    parts = [[_words_of(o) for o in token.strip("()").split("|") if o] for token in tokens]
    if len(parts) == 1:
        return tuple(_by_telling([(word,) for word in option]) for option in parts[0])
    found = [[max(option, key=_telling) for option in part] for part in parts if all(part)]
    return (_by_telling([words for words in found if words]),)


def _words_of(option: str) -> list[str]:
    return [word for word in option.split() if not word.startswith("<")]


def _by_telling(groups: Sequence[Sequence[str]]) -> Groups:
    """The groups as beginnings, the one least likely to be met first."""
    groups = sorted(groups, key=lambda words: min(map(_telling, words)), reverse=True)
    return tuple([tuple(dict.fromkeys(h for w in words for h in _hints_of(w))) for words in groups])


def _telling(word: str) -> tuple[bool, int]:
    """How much a word tells: the longer the more, plain ones least."""
    return word not in _PLAIN, len(word)


def _hints_of(word: str) -> tuple[str, ...]:
    if word == "not":
        return _NEGATIONS
    if word.endswith("~"):
        return (f"{word[:-1].rstrip('ey') or word[:-1]}*",)
    return (word,)


def _alternatives(token: str, lists: Mapping[str, str]) -> str:
    options = _options(token, lists)
    single = len(options) == 1 and not token.startswith("(")
    return options[0] if single else f"(?:{'|'.join(options)})"


def _options(token: str, lists: Mapping[str, str]) -> list[str]:
    """The expression of each of the words or phrases of which one stands in a place."""
    if token.startswith("(") and token.endswith(")"):
        return [
            _SEPARATOR.join(_word(word, lists) for word in phrase.split())
            for phrase in token[1:-1].split("|")
        ]
    return [_word(word, lists) for word in token.split("|") if word]


def _word(word: str, lists: Mapping[str, str]) -> str:
    if word.startswith("<") and word.endswith(">"):
        if word[1:-1] not in lists:
            raise ValueError(f"unknown list {word}; known: {', '.join(sorted(lists))}")
        return rf"(?:{lists[word[1:-1]]})(?!\w)"
    if word == "not":
        return _NOT
    if word.endswith("~"):
        return _verb(word[:-1])
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"[\w']*"
    return re.escape(word)


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
