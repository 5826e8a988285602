"""Words where they stand: a same-length plain form of a text, and its sentences.

Nothing here rewrites a text: every span refers to the characters as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from willing.extraction.words import word_list

_FOLD = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\t": " ",
    "\u2011": "-",
    "\u2010": "-",
}

_ASCII_FOLD = {mark: plain for mark, plain in _FOLD.items() if mark.isascii()}

_ABBREVIATIONS = word_list("abbreviations")
_STOP = re.compile(
    r"""[.!?…\n](?:(?<=\n)\n*|(?<![.!?…]{2})[.!?…]*["')\]]*(?=\s+["'(\[]*[A-Z0-9À-Þ]))"""
)
"""Begun with the characters that end a sentence, since those are found fast."""
_ANSWERS = ("No", "Yes", "Never", "Not now")
_ANSWER = re.compile(r"[\"'](?:No|Yes|Never|Not now)[.!]")
_LAST_WORD = re.compile(r"(?<!\w)([A-Za-z][\w.]*)$")
_INITIALS = re.compile(r"(?:[A-Za-z]\.)*[A-Za-z]$")
_AFTER_INITIALS = re.compile(
    r"\s+(?:The|A|An|It|He|She|They|We|But|And|In|On|At|This|That|These|Those|However|Meanwhile)\b"
)


def fold(text: str) -> str:
    r"""Same-length form with plain quotes, dashes inside words and blanks; case is kept.

    >>> fold("“It’s\u00a0so”")
    '"It\'s so"'
    """
    marks = _ASCII_FOLD if text.isascii() else _FOLD
    for mark, plain in marks.items():
        text = text.replace(mark, plain)
    return text


def lower(text: str) -> str:
    """Same-length lower case: letters whose lower case is longer stay as they are.

    >>> lower("İstanbul Says"), len(lower("İstanbul"))
    ('İstanbul says', 8)
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) of each sentence of `text`, in order, without blanks around it.

    A new line ends a sentence; a quoted "No." belongs to what follows it. Abbreviations,
    initials ("U.S.") and titles end none, unless a word that only begins sentences follows.

    >>> text = "The U.S. and Mr. Ito agree. So does Peru."
    >>> [text[a:b] for a, b in sentences(text)]
    ['The U.S. and Mr. Ito agree.', 'So does Peru.']
    """
    folded = fold(text)
    start = 0
    for stop in _STOP.finditer(folded):
        if stop.group()[0] == "." and _is_abbreviation(folded, stop.start(), stop.end()):
            continue
        answers = folded.endswith(_ANSWERS, start, stop.start())
        if answers and _ANSWER.fullmatch(folded[start : stop.end()].strip()):
            continue
        yield from _trimmed(folded, start, stop.end())
        start = stop.end()
    yield from _trimmed(folded, start, len(folded))


def _is_abbreviation(text: str, dot: int, after: int) -> bool:
    word = _LAST_WORD.search(text[max(0, dot - 12) : dot])
    if word is None:
        return False
    if word[1].lower() in _ABBREVIATIONS:
        return word[1].lower() != "no" or text[after : after + 2].strip().isdigit()
    if len(word[1]) == 1 or ("." in word[1] and _INITIALS.fullmatch(word[1])):
        return not _AFTER_INITIALS.match(text, after)
    return False


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
