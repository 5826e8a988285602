"""Is this line the article's, or the page's dress? Judged by its own words (`phrases`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from willing.documents import phrases

_NOTICE_CHARACTERS = 500  # the longest notice; a longer line is not looked at
_TAIL_CHARACTERS = 200
_CAPTION_WORDS = 45


def _any_of(patterns: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), flags | re.DOTALL)


_WHOLE = tuple((reason, _any_of(patterns)) for reason, patterns in phrases.WHOLE.items())
_WITHIN = tuple((reason, key, _any_of([pattern])) for reason, key, pattern in phrases.WITHIN)
_SCRIPT = _any_of(phrases.SCRIPT, flags=0)
_SCRIPT_MARKS = frozenset("={}();<>/")
_COMMENTS = _any_of(phrases.COMMENTS)
_COMMENT_SIGNS = _any_of(phrases.COMMENT_SIGNS)
_RELATED = _any_of(phrases.RELATED)
_TAIL = _any_of([phrases.TAIL])
_TAIL_MARKS = frozenset(":©")
_PHOTO = _any_of([phrases.PHOTO])
_PHOTO_WORDS = ("photo", "image", "pic", "credit")
_PHOTO_MARKS = frozenset("/|©(")


@lru_cache(maxsize=64)
def line_reason(text: str) -> str | None:
    """Why a line is clutter by its own words ("date", "widget", "caption", ...), or None.

    >>> line_reason("Share on WhatsApp"), line_reason("Norway said that it would share the cost.")
    ('widget', None)
    """
    if len(text) > _NOTICE_CHARACTERS:
        return None
    for reason, pattern in _WHOLE:
        if pattern.fullmatch(text):
            return reason
    if not _SCRIPT_MARKS.isdisjoint(text) and _SCRIPT.fullmatch(text):
        return "script"
    lower = text.lower()
    for reason, key, pattern in _WITHIN:
        if key in lower and pattern.search(text):
            return reason
    return "caption" if _is_photo_caption(text) else None


def opens_comments(text: str) -> bool:
    """Whether the line is the head of a comment section: "1 Comment", "Leave a reply"."""
    return len(text) < 80 and _COMMENTS.fullmatch(text) is not None


def opens_related(text: str) -> bool:
    """Whether the line is the head of a list of other stories or of a page's foot."""
    return len(text) < 80 and _RELATED.fullmatch(text) is not None


def is_comment_sign(text: str) -> bool:
    """Whether the line is furniture that only comment sections have: "29 days ago", "Reply"."""
    return len(text) < 200 and _COMMENT_SIGNS.fullmatch(text) is not None


def clutter_tail(text: str) -> int | None:
    """Where a credit or a "Read also: ..." glued to the end of a paragraph begins, or None."""
    offset = max(0, len(text) - _TAIL_CHARACTERS)
    if _TAIL_MARKS.isdisjoint(text[offset:]) or line_reason(text) is not None:
        return None
    tail = _TAIL.search(text, offset)
    return tail.start(1) if tail else None


def _is_photo_caption(text: str) -> bool:
    """A short block that ends in its photographer or agency is a caption, however well phrased."""
    end = text[-80:]
    low = end.lower()
    if _PHOTO_MARKS.isdisjoint(end) and not any(word in low for word in _PHOTO_WORDS):
        return False
    return len(text.split()) <= _CAPTION_WORDS and _PHOTO.search(end) is not None
