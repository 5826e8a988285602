"""Before: the last words before a place, which tell what part stands there.

Looked at word by word from the place back: to search all that stands before for an expression
that must end at the place takes many times as long.
"""

from __future__ import annotations

import re

from willing.extraction.memo import Memo

_ARTICLES = frozenset(("the", "both", "all"))
_OF_PLACES = _ARTICLES.union(
    ("neighbouring", "neighboring", "war-torn", "post-war"),
    ("eastern", "western", "northern", "southern", "central"),
)
_PREPOSITION = re.compile(
    r"(?:in|at|to|for|of|with|against|from|on|near|between|over|across|into|inside|by|via"
    r"|towards?|behind|than|among|within|about|around|through|outside|beyond|off|onto|under|amid"
    r"|leaving|left|visit(?:ed|ing|s)?|outgunned)"
)
_VERB = re.compile(
    r"(?:support|back|help|assist|aid|defend|protect|arm|attack|invade|bomb|secure|join|follow"
    r"|leav|mak|keep|giv|send|provok|deter|counter|contain|isolat|punish|pressur|accus|blam|thank"
    r"|prais|criticis|criticiz|meet|met|told|tell|ask|urg|reassur|cost|forc|let|bring|brought"
    r"|target|hit|strik|visit|enter|rebuild|weaken|strengthen|embolden|tak|took|abandon|betray"
    r"|exclud|includ|bypass|involv|concern|affect|rescu|outgun|against|call|contact|convinc"
    r"|persuad)(?:s|e|es|ed|d|ing)?"
)
_MARK = re.compile(r"\W")


def words_before(low: str, place: int) -> list[str]:
    """The words before a place, divided by blanks; none where no blank stands right before it.

    >>> words_before("backed by Peru", 10), words_before("pro-Peru", 4)
    (['backed', 'by'], [])
    """
    return low[:place].split() if low[place - 1 : place].isspace() else []


def is_oblique(words: list[str]) -> bool:
    """Whether the words before a name make it a place or a means: "in eastern", "against the".

    >>> is_oblique(["backed", "by"]), is_oblique(["at", "once", "the"])
    (True, False)
    """
    at = len(words) - 1
    while at >= 0 and words[at] in _OF_PLACES:
        at -= 1
    return at >= 0 and _is_preposition[words[at]]


def is_object(words: list[str]) -> bool:
    """Whether the words before a name make it the object of a verb: "told", "supports the".

    >>> is_object(["she", "urged", "both"]), is_object(["she", "urged", "all", "the"])
    (True, False)
    """
    at = -2 if words and words[-1] in _ARTICLES else -1
    return len(words) >= -at and _is_verb[words[at]]


@Memo
def _is_preposition(word: str) -> bool:
    return _PREPOSITION.fullmatch(last_run(word)) is not None


@Memo
def _is_verb(word: str) -> bool:
    return _VERB.fullmatch(last_run(word)) is not None


def last_run(word: str) -> str:
    """The letters and digits with which a word ends, after its last mark.

    >>> last_run("(not"), last_run("built-in"), last_run("so,")
    ('not', 'in', '')
    """
    return _MARK.split(word)[-1]
