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
from willing.extraction.words import word_list

Groups = tuple[tuple[str, ...], ...]
Ways = tuple[Groups, ...]

_WORD_AND_BLANK = r"(?:[^\s.;:?!]*[\w'%-],?[\"']?\s+[\"'(]?)"
_GAPS = {"..": _WORD_AND_BLANK + "{0,3}?", "...": _WORD_AND_BLANK + "{0,6}?"}
_TOKEN = re.compile(r"\([^()]*\)\??|\S+")
_NOT = r"(?:not|never|cannot|[a-z]+n't)"
_NEGATIONS = ("not", "never", "cannot", "'t")
_PLAIN = word_list("plain") | word_list("sign_plain")


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
    tokens = _TOKEN.findall(pattern.lower())
    if not tokens:
        raise ValueError("an empty pattern")
    if tokens[0] in _GAPS or _may_be_missing(tokens[0]):
        return [_phrase(tokens, lists)], ""
    rest = _phrase(tokens[1:], lists, SEPARATOR)
    if tokens[0][1:-1] in lists and tokens[0][0] == "<":
        return [*lists[tokens[0][1:-1]]], rf"(?!\w){rest}"
    return _options(tokens[0], lists), rest


def _may_be_missing(token: str) -> bool:
    return token.endswith("?") and len(token) > 1


def _phrase(tokens: Sequence[str], lists: Mapping[str, Sequence[str]], glue: str = "") -> str:
    """The regular expression of a row of tokens; `glue` stands before the first of them."""
    parts: list[str] = []
    for token in tokens:
        if token in _GAPS:
            parts.append(glue + _GAPS[token])
            glue = ""
        elif not _may_be_missing(token):
            parts.append(glue + one_of(_options(token, lists)))
            glue = SEPARATOR
        elif glue:
            parts.append(f"(?:{glue}{one_of(_options(token[:-1], lists))})?")
        else:
            parts.append(f"(?:{one_of(_options(token[:-1], lists))}{SEPARATOR})?")
    return "".join(parts)


def hints(pattern: str, listed: Mapping[str, Sequence[str]] | None = None) -> Ways:
    """Ways to match: any match contains, of one way, a word or beginning (`word*`) of each group.

    A look for these is far cheaper than the expression, and tells mostly that it cannot match.
    `listed` has for names of lists one group of which each of their phrases contains a word. Words
    that may be missing, and other lists, give no group. The most telling group comes first.

    >>> hints("rule|rules out"), hints("<kind> .. came from"), hints("supply~ arms")
    (((('rule', 'rules'), ('out',)),), ((('came',), ('from',)),), ((('suppl*',), ('arms',)),))
    >>> hints("(foot the bill|pay up)")
    ((('foot',), ('bill',), ('the',)), (('pay',), ('up',)))
    >>> hints("send <kind>", {"kind": ("troop*", "ships")})
    ((('troop*', 'ships'), ('send',)),)
    """
    tokens = [t for t in _TOKEN.findall(pattern.lower()) if t not in _GAPS and t[-1] != "?"]
    parts = [
        [_hinting(o, listed or {}) for o in token.strip("()").split("|") if o] for token in tokens
    ]
    if len(parts) == 1:
        return tuple(_by_telling(option) for option in parts[0])
    found = [[max(option, key=_least) for option in part] for part in parts if all(part)]
    return (_by_telling([[word for some in words for word in some] for words in found if words]),)


def _hinting(option: str, listed: Mapping[str, Sequence[str]]) -> list[Sequence[str]]:
    """For each word of a phrase the words of which one is there: itself, or one of a list's."""
    names = [word[1:-1] if word.startswith("<") else "" for word in option.split()]
    return [
        listed[name] if name else (word,)
        for word, name in zip(option.split(), names, strict=True)
        if not name or name in listed
    ]


def _by_telling(groups: Sequence[Sequence[str]]) -> Groups:
    """The groups as beginnings, the one least likely to be met first."""
    groups = sorted(groups, key=_least, reverse=True)
    return tuple([tuple(dict.fromkeys(h for w in words for h in _hints_of(w))) for words in groups])


def _least(words: Sequence[str]) -> tuple[bool, int]:
    """How much the plainest of some words tells."""
    return min(map(_telling, words))


def _telling(word: str) -> tuple[bool, int]:
    """How much a word tells: the longer the more, plain ones least."""
    return word not in _PLAIN, len(word)


def _hints_of(word: str) -> tuple[str, ...]:
    if word == "not":
        return _NEGATIONS
    if word.endswith("~"):
        return (f"{word[:-1].rstrip('ey') or word[:-1]}*",)
    return (word,)


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
