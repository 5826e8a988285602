"""Are two texts the same? One key for an article, whatever stood around it on the page."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable

_PLAIN = {
    **dict(zip("‘’‚‛“”„‟«»‐‑‒–—―", '\'\'\'\'""""""------', strict=True)),
    **dict.fromkeys("\u00ad\u200b", ""),
}


def normalised(text: str) -> str:
    r"""The text without differences that no reader sees: case, kinds of quotes, white space.

    >>> normalised("“Who’s  In?”")
    '"who\'s in?"'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        for mark, plain in _PLAIN.items():
            text = text.replace(mark, plain)
    return " ".join(text.casefold().split())


def article_id(title: str, paragraphs: Iterable[str]) -> str:
    """Hash of title and paragraphs, 16 hexadecimal digits."""
    digest = hashlib.sha256(normalised(title).encode(errors="backslashreplace"))
    for paragraph in paragraphs:
        digest.update(b"\n" + normalised(paragraph).encode(errors="backslashreplace"))
    return digest.hexdigest()[:16]
