"""Is a block prose, a label, a list of tags, the opening of a list? Judged by its shape alone."""

from __future__ import annotations

import re
from functools import lru_cache

_CLOSERS = "\"'”’»)]* \n"
_INITIALS = re.compile(r"(?:\w\.){2,}$")
_QUESTION = re.compile(
    r"(?:who|what|why|how|which|whose|where|when|will|would|can|could|should|is|are|do|does|did"
    r"|has|have)\b",
    re.IGNORECASE,
)
SMALL_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a an and are as at be but by for from if in into is it its no nor not of off on
        onto or over per so than that the their this to up upon via vs was were what when who with
        without""",
    )
)

_LONG = 22  # words: whatever has more is a paragraph, full stop or not
_TITLE_WORDS = 32
_LABEL_CHARACTERS = 300


@lru_cache(maxsize=64)
def word_count(text: str) -> int:
    """Number of words; scripts without spaces count two characters as one word."""
    spaced = len(text.split(None, 400))
    return spaced if spaced > 3 or len(text) < 40 else max(spaced, len(text) // 8)


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a statement or an exclamation does (closing quotes aside)."""
    bare = text[-12:].rstrip(_CLOSERS)
    return bare.endswith((".", "!", "。", "…", "।")) and not _INITIALS.search(bare)


def ends_cut(text: str) -> bool:
    """Whether the text breaks off in an ellipsis, as teasers do."""
    return text[-8:].rstrip(_CLOSERS + ".").endswith("…") or text[-8:].rstrip(_CLOSERS).endswith(
        ".."
    )


def is_title_cased(text: str) -> bool:
    """Whether most of the words that carry meaning begin with a capital."""
    if len(text) > _LABEL_CHARACTERS:
        return False
    tokens = [w.strip(_CLOSERS + "“‘(,:;-–—?!.") for w in text.split()]
    main = [w for w in tokens if w and w[0].isalpha() and w.lower() not in SMALL_WORDS]
    return len(main) > 0 and sum(w[0].isupper() for w in main) * 10 >= len(main) * 7


def is_question(text: str) -> bool:
    """Whether the text ends in a question mark."""
    return text[-8:].rstrip(_CLOSERS).endswith("?")


def introduces(text: str) -> bool:
    """Whether the block leads into a list: "Other members are:", "Three risks –"."""
    return text.rstrip(_CLOSERS).endswith((":", "–", "—", " -")) and word_count(text) > 3


@lru_cache(maxsize=64)
def is_label(text: str) -> bool:
    """Whether the block is a heading, a headline or another line without a sentence in it."""
    if len(text) > _LABEL_CHARACTERS or introduces(text):
        return False
    words = word_count(text)
    if is_question(text):
        return words <= _question_limit(text)
    if ends_sentence(text) and not (ends_cut(text) and words <= 14 and _is_one_phrase(text)):
        return False
    return words <= (_LONG if is_title_cased(text) else 12)


def is_prose(text: str) -> bool:
    """Whether the block is running text: sentences, or too long for anything else."""
    return not is_label(text) and not introduces(text) and word_count(text) > 2


def is_tag_list(text: str) -> bool:
    """Whether the block is a row of names or topics: "Red Sea, Houthi, Pentagon"."""
    items = [item.strip() for item in text.split(",")]
    if len(items) < 2 or not is_label(text) or re.search(r"[?!:;]", text):
        return False
    return all(0 < len(item.split()) <= 5 and not _has_verb(item) for item in items)


def _question_limit(text: str) -> int:
    if is_title_cased(text):
        return _TITLE_WORDS
    return 14 if _QUESTION.match(text) else 8


def _is_one_phrase(text: str) -> bool:
    return is_title_cased(text) or re.search(r"[,:;“\"]|[.!?][”’']?\s", text) is None


def _has_verb(text: str) -> bool:
    return bool(re.search(r"\b(?:is|are|was|were|has|have|had|will|would|can|says?|said)\b", text))
