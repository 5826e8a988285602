"""Sign words: the short names of signs, written out for a reader of `willing explain`."""

from __future__ import annotations

from functools import lru_cache

_WRITTEN = {
    "r": "“{}” after it", "l": "“{}” before it", "s": "“{}” in the sentence",
    "r2": "“{}” after it", "r3": "“{}” after it", "l2": "“{}” before it",
    "says": "“{}” in what it says", "title>": "“{}” after it in the title",
    "title<": "“{}” before it in the title", "under": "“{}” in the heading",
    "under2": "“{}” in the heading", "sense>": "words of “{}” after it",
    "sense<": "words of “{}” before it", "sense>1": "first after it, words of “{}”",
    "sense<1": "last before it, words of “{}”", "sense>!": "plain words of “{}” after it",
    "sense>2": "words of “{}”, one after the other", "sense@": "words of “{}” in the sentence",
    "sense<by": "words of “{}” by it", "title sense": "words of “{}” in the title",
    "title sense1": "words of “{}” in the title", "rule": "the rules read “{}”",
    "role": "the rules find words of “{}”", "cue>": "a cue of “{}” after it",
    "cue<": "a cue of “{}” before it", "says>": "a cue that says “{}” after it",
    "as": "called by its {}", "said": "said before: {}", "apart": "{} sentences off the subject",
    "on it": "the sentence speaks of the subject ({})", "many": "one of {} named together",
    "place": "place {} in the sentence", "acting": "{} who act in the sentence",
    "link": "in a clause that is {}", "listed": "listed under “{}”",
}  # fmt: skip


@lru_cache(maxsize=8192)
def in_words(sign: str) -> str:
    """A sign written out; a minus marks what a negation reaches, "…" what is cut.

    >>> in_words("r:refus"), in_words("sense>:join-"), in_words("next2:will_not")
    ('“refus…” after it', 'words of “join, denied” after it', '“will not” right after it')
    """
    name, colon, value = sign.partition(":")
    if name[:-1] in ("next", "last") and value:
        where = "right after it" if name.startswith("next") else "right before it"
        return f"“{_plain(value)}” {where}"
    if name[:-1] == "sense>near" and value:
        return f"words of “{_denied(value)}” close after it"
    written = _WRITTEN.get(name) if colon else None
    if written is None:
        return sign.replace("|", " and ")
    stem = name in ("r", "l", "s", "says", "title>", "title<", "under")
    return written.format(f"{value}…" if stem and len(value) > 3 else _denied(_plain(value)))


def _plain(value: str) -> str:
    return value.replace("_", " ").replace("@", "")


def _denied(value: str) -> str:
    name, _, strength = value.partition(":")
    told = f"{name[:-1]}, denied" if name.endswith("-") else name
    return f"{told}, strength {strength}" if strength else told
