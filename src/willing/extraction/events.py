"""Events: what a page says that the whole matter hangs on, whoever waits for it."""

from __future__ import annotations

import re

from willing.documents.article import Article
from willing.extraction.lexicon import lexicon
from willing.extraction.text import fold, lower, sentences
from willing.reference.vocabulary import EVENT_CONDITIONS

_HANGS = re.compile(
    r"\b(?:if|unless|once|until|after|without|depend\w*|provided|only with|as long as|requires?"
    r"|needs?|needed|relies|rely\w*|conditional|contingent|no substitute|replacement for)\b"
)
_WEIGHTY = frozenset(
    ("ceasefire", "peace_deal", "us_backstop", "un_mandate", "eu_mandate", "nato_framework")
)


def events_spoken_of(article: Article) -> tuple[str, ...]:
    """Labels of events that a sentence of the page makes something hang on, in a fixed order.

    "Without US backing, the plan is weak" speaks of `us_backstop`, though nobody's pledge is said
    to wait for it. Only events that concern everybody count.
    """
    found = set()
    weighty = [
        words for words in lexicon().conditions if words.name in _WEIGHTY and not words.loose
    ]
    for paragraph in article.paragraphs:
        for start, end in sentences(paragraph.text):
            low = lower(fold(paragraph.text[start:end]))
            hangs = [match.start() for match in _HANGS.finditer(low)]
            for words in weighty if hangs else ():
                if any(
                    abs(match.start() - place) <= 60
                    for match in words.regex.finditer(low)
                    for place in hangs
                ):
                    found.add(words.name)
    return tuple(label for label in EVENT_CONDITIONS if label in found)
