"""What are the words of a condition? Text to tokens, each with its position.

Names are ASCII letters, digits, `_` and inner hyphens; numbers are decimal, `5000` or `5_000` or
`2.5e4`. There is no minus sign, so a hyphen can only be part of a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from willing.errors import ConditionError

MAX_LENGTH = 5_000
"""Characters of one condition: far beyond what a person writes, and small enough to bound work."""

TokenKind = Literal["name", "number", "mark", "end"]

_PATTERN = re.compile(
    r"(?P<space>[ ]+)"
    r"|(?P<number>[0-9][0-9_]*(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*)"
    r"|(?P<mark>>=|>|\(|\)|,)"
)
_BLANKS = str.maketrans("\t\n\r", "   ")
_MENDS = (
    (
        ("<=", "<", "==", "!=", "=", "≥", "≤"),
        "only `>` and `>=` compare, so that joining is monotone",
    ),
    (("&&", "&"), "write `and`"),
    (("||", "|"), "write `or`"),
    (("!", "~"), "write `not`"),
    (("-", "−"), "there is no subtraction, and no amount is negative"),
    (('"', "'", "`", "“", "”"), "names are written without quotation marks"),
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark, and the 0-based index of its first character."""

    kind: TokenKind
    text: str
    at: int


def one_line(text: str) -> str:
    """The text with tabs and line breaks as spaces, every character where it was."""
    return text.translate(_BLANKS)


def tokenize(text: str) -> list[Token]:
    """The tokens of a one-line text, the last one of kind `end`; raises `ConditionError`."""
    if len(text) > MAX_LENGTH:
        message = f"a condition has at most {MAX_LENGTH} characters, this one has {len(text)}"
        raise ConditionError(message, text[:80], 0)
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        match = _PATTERN.match(text, at)
        if match is None:
            raise ConditionError(_unreadable(text, at), text, at)
        kind = match.lastgroup
        if kind == "number":
            tokens.append(Token("number", match.group(), at))
            _check_end_of_number(text, match)
        elif kind == "name":
            tokens.append(Token("name", match.group(), at))
        elif kind == "mark":
            tokens.append(Token("mark", match.group(), at))
        at = match.end()
    tokens.append(Token("end", "", len(text)))
    return tokens


def _unreadable(text: str, at: int) -> str:
    for signs, mend in _MENDS:
        for sign in signs:
            if text.startswith(sign, at):
                return f"`{sign}` is not part of a condition: {mend}"
    return f"unexpected character {text[at]!r}: names use the letters a to z, digits, `_` and `-`"


def _check_end_of_number(text: str, match: re.Match[str]) -> None:
    """A number ends at a space or a mark: `5,000` and `5000men` are mistakes, not numbers."""
    end = match.end()
    if re.match(r",[0-9]", text[end:]):
        raise ConditionError("write the number without commas (5000 or 5_000)", text, end)
    if re.match(r"[A-Za-z_.]", text[end:]):
        raise ConditionError("a number ends here: put a space or an operator after it", text, end)


def is_name(text: str) -> bool:
    """Whether a condition can write this as a name."""
    match = _PATTERN.fullmatch(text)
    return match is not None and match.lastgroup == "name"
