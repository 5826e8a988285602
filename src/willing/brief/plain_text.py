"""How is text from a document shown, so that it says what it says and does nothing else?

Escaping is the renderers' work. Here, characters that a reader cannot see (controls, overrides
of the writing direction, lone surrogates) are made visible; the data keep them as they are.
"""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200c\u200d"
"""Invisible, and part of the spelling in several scripts and of emoji."""


def visible(text: str) -> str:
    r"""The text with every control made visible; line breaks and tabs stay.

    C0 controls become their pictures, direction controls and invisible marks their number in
    brackets, lone surrogates the replacement character.

    >>> visible("a\x00b\u202ec")
    'a␀b[U+202E]c'
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str) -> str:
    r"""Visible text without line breaks, for titles, labels and table cells.

    >>> one_line("a\n  b")
    'a b'
    """
    return " ".join(visible(text).split())


def shortened(text: str, limit: int) -> str:
    """One line of at most `limit` characters, cut at a word.

    >>> shortened("a long label", 9)
    'a long…'
    """
    line = one_line(text)
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    return f"{head.rsplit(' ', 1)[0] if ' ' in head else head}…"


def _shown(char: str) -> str:
    code, category = ord(char), unicodedata.category(char)
    if char in "\n\t" or char in _JOINERS or category == "Zs" or char.isprintable():
        return char
    if code < 0x20:
        return chr(0x2400 + code)
    if category in ("Zl", "Zp"):
        return "\n"
    return "\ufffd" if category == "Cs" else f"[U+{code:04X}]"
