"""Which characters do these bytes stand for? Or are they no text at all?"""

from __future__ import annotations

import codecs
import re

from willing.errors import DocumentError

MAX_BYTES = 20_000_000
"""The largest file that is read: 20 MB."""

MAX_LINES = 1_000_000

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9][\w.:-]{1,30})", re.IGNORECASE
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 200_000


def decode(data: bytes, *, source: str) -> str:
    """Text of a file: byte-order mark, then UTF-8, then what it declares, then the likeliest.

    Raises `DocumentError` for an empty, an oversized and a binary file.
    """
    if len(data) > MAX_BYTES:
        raise DocumentError(
            f"{source}: more than the {MAX_BYTES // 1_000_000} MB that are read; "
            "save the article alone, or split the file"
        )
    if not data.strip():
        raise DocumentError(f"{source}: the file is empty; save the page again")
    text = _decode(data)
    sample = text[:_SAMPLE]
    strange = len(_CONTROLS.findall(sample)) + sample.count("\ufffd")
    if "\x00" in text or strange * 20 > len(sample):
        raise DocumentError(
            f"{source}: this looks like a binary file; "
            "give a page saved as HTML, text, Markdown, PDF or a feed"
        )
    if text.count("\n") > MAX_LINES:
        raise DocumentError(f"{source}: more than {MAX_LINES:,} lines; split the file")
    if not text.strip():
        raise DocumentError(
            f"{source}: the file holds nothing but white space; save the page again"
        )
    return text


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    for guess in (_declared, _likeliest):
        named = guess(data)
        if named is None:
            continue
        try:
            return data.decode(named)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8" if _mostly_utf8(data) else "cp1252", errors="replace")


def _declared(data: bytes) -> str | None:
    """The encoding that the first kilobytes name, if Python knows it as one of text."""
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    try:
        info = codecs.lookup(match.group(1).decode("ascii"))
    except LookupError:
        return None
    text_encoding: bool = getattr(info, "_is_text_encoding", True)  # not "zlib", "rot13" ...
    return info.name if text_encoding and not info.name.startswith("utf-7") else None


def _mostly_utf8(data: bytes) -> bool:
    sample = data[:_SAMPLE]
    return sample.decode("utf-8", errors="replace").count("\ufffd") * 200 < len(sample) + 200


def _likeliest(data: bytes) -> str | None:
    if _mostly_utf8(data) or b"\x00" in data[:_SAMPLE]:
        return None
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE]).best()
    return best.encoding if best is not None else None
