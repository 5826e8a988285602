"""Figures: the numbers that a page states and an analyst would copy, each with its clause.

Counts, money and shares with the noun that they count; no dates, ages, times or ordinals.
"""

from __future__ import annotations

import re

from willing.documents.article import Article
from willing.extraction.statement import Figure
from willing.extraction.text import fold, lower, sentences

_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "hundreds": 100, "a dozen": 12, "dozens": 24,
}  # fmt: skip
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "m": 1e6, "bn": 1e9}
_HEDGE = (
    r"(?:(?:more|fewer|less) than|over|under|nearly|almost|about|around|roughly|some|at least"
    r"|at most|up to|only|as many as|an estimated|approximately|close to)"
)
_NUMBER = (
    r"(?P<money>[$€£]\s?)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty)"
    r"(?:\s?(?:-|–|to)\s?(?:[$€£]\s?)?(?P<upper>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?))?"
    r"(?:\s?(?P<scale>thousand|million|billion|trillion|bn|m)\b)?"
    r"(?P<percent>\s?%|\s?per\s?cent|\s?percent)?"
)
_FIGURE = re.compile(rf"(?<![\w.,/-])(?P<hedge>{_HEDGE}\s+)?{_NUMBER}(?![\w/])")
_NOUN = re.compile(
    r"^[\s-]+(?!(?:and|or|but|to|of the way|per|at|by|for|in|on|with|as|is|was|were|are|has|had"
    r"|will)\b)"
    r"(?:[a-z'-]+\s+){0,2}?[a-z'-]+"
)
_PHRASE = re.compile(r"[\s-]+(?:[a-z'-]+\s+){0,3}[a-z'-]+")
_MONTH = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_COUNTED = re.compile(
    r"\b(?:troop|soldier|peacekeeper|drone|bomb|mine|missile|attack|strike|raid|shell|jet|aircraft|plane"
    r"|ship|vessel|tank|vehicle|countr|nation|state|member|leader|government|parties|signator"
    r"|people|civilian|refugee|migrant|casualt|dead|killed|wounded|death|euro|dollar|pound|ton"
    r"|barrel|vote|votes|hand|seat|vetoe|sanction|entit|compan|firm|official|planner|officer|personnel"
    r"|men|staff|percent|emission|household|job|launch|kilomet|mile|target|round|frigate|battalion"
    r"|brigade|base|violation|hostage|prisoner|child|asylum|ambassador|mp|lawmaker|delegat)"
)
_SPAN = re.compile(
    r"\b(?:in|over|within|during|per|since|every|each)\s+(?:just\s+|only\s+)?(?:the\s+)?(?:last\s+|past\s+|a\s+|an\s+"
    r"|one\s+|single\s+|this\s+|first\s+|\d+\s+|two\s+|three\s+)*(?:day|week|month|year|night|hour|decade|quarter)s?\b"
    r"|\b(?:a|per|each|every)\s+(?:day|week|month|year)\b|\bby\s+(?:19|20)\d\d\b"
)
_NOT_FIGURES = re.compile(
    r"(?:\b(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|article|chapter|page|group of|g|no\.|number|section|aged?|type|chip|b|f|mig|su|leopard"
    r"|m|version|round|day)[\s-]*)$"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")


def find_figures(article: Article) -> tuple[Figure, ...]:
    """The page's figures, in order, with exact clauses and offsets.

    A clause that holds several ("40 ships and some 900 sailors") yields one figure each.
    """
    found: list[Figure] = []
    for paragraph in article.paragraphs:
        for start, end in sentences(paragraph.text):
            found += _in_sentence(article, paragraph.start + start, paragraph.start + end)
    return tuple(found)


def _in_sentence(article: Article, begin: int, end: int) -> list[Figure]:
    text = article.text[begin:end]
    low = lower(fold(text))
    span = _SPAN.search(low)
    found = []
    for match in _FIGURE.finditer(low):
        noun = _NOUN.match(low[match.end() :])
        if not _counts(low, match, noun):
            continue
        stop = match.end() + (_noun_end(low[match.end() :]) if noun else 0)
        value = _value(match)
        if value is None:
            continue
        found.append(
            Figure(
                doc=article.doc,
                figure=text[match.start() : stop].strip(),
                value=value,
                quote=text,
                quote_start=begin,
                quote_end=end,
                span=text[span.start() : span.end()] if span else "",
            )
        )
    return found


def _noun_end(rest: str) -> int:
    """End of the counted noun: the first word of it that is counted in the world."""
    counted = _COUNTED.search(_phrase(rest))
    if counted is None:
        return 0
    word = re.match(r"[a-z'-]*", rest[counted.start() :])
    return counted.start() + (word.end() if word else 0)


def _phrase(rest: str) -> str:
    """The words right after a number, as far as they can be what it counts."""
    found = _PHRASE.match(rest)
    return found[0] if found and not _MONTH.match(found[0].strip()) else ""


def _counts(low: str, match: re.Match[str], noun: re.Match[str] | None) -> bool:
    """Whether it is a number of something, and not a date, a name or an age."""
    number = match["number"]
    if _NOT_FIGURES.search(low[max(0, match.start() - 14) : match.start()]):
        return False
    if match["money"] or match["percent"]:
        return True
    if number.isdigit() and _YEAR.match(number) and not match["scale"]:
        return False
    if noun is None:
        return bool(match["scale"])
    return bool(_COUNTED.search(_phrase(low[match.end() :])))


def _value(match: re.Match[str]) -> float | None:
    number = match["number"].replace(",", "")
    try:
        value = float(number) if number[0].isdigit() else float(_WORDS[number])
    except (ValueError, KeyError):
        return None
    value *= _SCALE.get(match["scale"] or "", 1.0)
    return value if value < 1e18 else None
