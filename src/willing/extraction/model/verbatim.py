"""Verbatim: where does a quote stand in a text, word for word?

Only two things may differ: white space, and the shape of quotation marks. A quote that leaves out
a word, adds one, or ends within one ("France can" of "France can't") stands nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator

_MARKS = str.maketrans(dict.fromkeys("’‘ʼ‚‛`´", "'") | dict.fromkeys("“”„‟«»", '"'))
_HYPHENS = "-‐‑"
_MOST = 5
"""Places at which one quote is looked at: more repetitions of the same words say nothing new."""


def normalised(text: str) -> tuple[str, list[int]]:
    r"""The text with single blanks and plain quotation marks, and where each character stood.

    >>> normalised("“It\u00a0 is”")
    ('"It is"', [0, 1, 2, 3, 5, 6, 7])
    """
    out: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text.translate(_MARKS)):
        if not character.isspace():
            out.append(character)
        elif not out or out[-1] == " ":
            continue
        else:
            out.append(" ")
        places.append(place)
    return "".join(out), places


def occurrences(quote: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a quote stands in `text`, as (start, end), whole words only.

    >>> list(occurrences('"We are in"', "He said: “We  are in”."))
    [(9, 21)]
    >>> list(occurrences("France is in", "France is not in, or France is inert."))
    []
    """
    wanted = normalised(quote)[0].strip()
    plain, places = normalised(text)
    at, seen = plain.find(wanted) if wanted else -1, 0
    while at >= 0 and seen < _MOST:
        end = at + len(wanted)
        if not (_within_word(plain, at) or _within_word(plain, end)):
            yield places[at], places[end - 1] + 1
        at, seen = plain.find(wanted, at + 1), seen + 1


def _within_word(text: str, cut: int) -> bool:
    """Whether a cut before `text[cut]` would part a word, or take its "n't" or "non-" from it."""
    if not 0 < cut < len(text):
        return False
    before, after = text[cut - 1], text[cut]
    if before.isalnum() and after.isalnum():
        return True
    if before.isalnum() and after in f"'{_HYPHENS}":
        return text[cut + 1 : cut + 2].isalnum()
    if after.isalnum() and before in f"'{_HYPHENS}":
        return text[max(0, cut - 2) : cut - 1].isalnum()
    return False
