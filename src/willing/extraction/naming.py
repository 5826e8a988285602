"""Phrases that may name an initiative, scored by where they stand on a page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from willing.documents.article import Article
from willing.extraction.text import fold, lower
from willing.extraction.words import rows, word_list

_DOTTED = ("U.S.", "U.K.", "U.N.")
_STOP = word_list("no_modifier")
_NOT_ITS_OWN = word_list("no_name")
_PAST = re.compile(r"(?!armed|led)[a-z]+ed|\d+")
_PROPER_WORD = r"(?:U\.S\.|U\.K\.|U\.N\.|[A-Z][\w'-]*\w)"
_TAIL = re.compile(
    rf"^ (?:for|in|against|on|to|with|of|at)"
    rf" (?:the )?({_PROPER_WORD}(?: (?:of )?(?:the )?{_PROPER_WORD}){{0,3}})"
)
_SUBJECT = re.compile(
    r" on (?!that\b|this\b|it\b)(?:the )?(?:[A-Z][\w'-]+ )?(?:[a-z][\w-]+ )?[a-z][\w-]+(?=[\s,.;:])"
)
_SENDING = re.compile(
    rf"\b(?:[Ss]ending|[Dd]ispatch(?:ing)? of|[Dd]eploying|[Dd]eployment of|[Dd]elivery of"
    rf"|[Ss]upplying)(?: of)? (?:[\w-]+ ){{0,2}}?(?P<what>troops|soldiers|peacekeepers|forces|tanks"
    rf"|jets|warships|ships|missiles|weapons|arms) to (?:the )?{_PROPER_WORD}(?: {_PROPER_WORD})?"
)
_SENT = re.compile(
    r"\b(?:troops|soldiers|peacekeepers|instructors|trainers|units|warships|frigates|ships"
    r"|minehunters|tanks|jets|aircraft|weapons)\b"
)
"""What states send, as a page has it that names no initiative."""
_WORD_BEFORE = re.compile(r"(?<![\w.'-])([\w.'-]+) $")
_QUOTED = re.compile(r"[\"'“‘]([A-Z][^\"'“”‘’]{3,60}?)[\"'”’]")
_NAMED = re.compile(
    r"[A-Z][\w-]*(?: (?:[A-Z][\w-]*|\d{1,3}|of|the|for|and))*(?: [A-Z][\w-]*| \d{1,3})"
)
_PROPER = re.compile(r"\b(?:Operation|Task Force|Project) [A-Z][\w'-]+(?: [A-Z][\w'-]+)?")
_FAMILIES = {"operation": ("force", 2.5), "named": ("pact", 1.2)}


LONGEST = 5_000
"""Characters of one paragraph in which names are looked for: enough for any prose."""


@dataclass(slots=True)
class Candidate:
    """A phrase that may name an initiative.

    `head` is its noun, `family` what sort of thing that is (force, pact, vote, ...); `forms` the
    ways it is written, with counts; `places` where it stands in the article's text.
    """

    head: str
    family: str
    score: float = 0.0
    forms: Counter[str] = field(default_factory=Counter)
    places: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The form to call it by: a proper name before a common one, then the most frequent."""
        return max(self.forms, key=lambda form: (form[:1].isupper(), self.forms[form], len(form)))


@lru_cache(maxsize=1)
def _heads() -> tuple[re.Pattern[str], dict[str, tuple[str, float]]]:
    table = {row["head"]: (row["family"], float(row["weight"])) for row in rows("heads")}
    words = "|".join(re.escape(head) for head in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])"), table


def candidates(article: Article) -> list[Candidate]:
    """Every phrase of a page that may name an initiative, scored."""
    by_key: dict[str, Candidate] = {}
    title = article.title
    for text, offset, weight in _stretches(article):
        for phrase, head, start, bonus in _phrases(text):
            family, base = _FAMILIES.get(head) or _heads()[1].get(head, ("force", 1.5))
            candidate = by_key.setdefault(key_of(phrase), Candidate(head, family))
            candidate.score += base * (weight + bonus)
            candidate.forms[phrase] += 1
            if offset >= 0:
                candidate.places.append(offset + start)
    for candidate in by_key.values():
        if candidate.name.lower() in title.lower():
            candidate.score *= 1.5
    return list(by_key.values())


def bare_candidates(article: Article) -> list[Candidate]:
    """Where nothing has a name: the head that the page uses most ("the mission")."""
    regex, table = _heads()
    text = f"{article.title}\n{article.text}"
    counted = Counter(match[0] for match in regex.finditer(lower(fold(text))))
    if not counted:
        return _sending(text)
    head = max(counted, key=lambda word: (counted[word] * table[word][1], word))
    return [Candidate(head, table[head][0], 1.0, Counter([head]), [])]


def _sending(text: str) -> list[Candidate]:
    """To send what a page speaks of sending, most often of all: "sending soldiers"."""
    counted = Counter(match[0] for match in _SENT.finditer(lower(fold(text))))
    if not counted:
        return []
    what = max(counted, key=lambda word: (counted[word], word))
    return [Candidate(what, "force", 1.0, Counter({f"sending {what}": 2, what: 1}), [])]


def _stretches(article: Article) -> list[tuple[str, int, float]]:
    """The texts in which names are looked for: (text, offset or -1, weight)."""
    headings = dict.fromkeys(p.heading for p in article.paragraphs if p.heading)
    found = [(article.title, -1, 3.0), *((heading, -1, 1.5) for heading in headings)]
    for index, paragraph in enumerate(article.paragraphs):
        found.append((paragraph.text, paragraph.start, 1.5 if index < 3 else 1.0))
    return found


def _phrases(text: str) -> list[tuple[str, str, int, float]]:
    """Phrases that may name an initiative: (phrase, head, start, bonus)."""
    text = text[:LONGEST]
    folded = fold(text)
    low = lower(folded)
    regex, _ = _heads()
    found: list[tuple[str, str, int, float]] = []
    found += [
        (text[m.start() : m.end()], "operation", m.start(), 1.5) for m in _PROPER.finditer(folded)
    ]
    found += [
        (text[m.start() : m.end()], m["what"], m.start(), 0.5) for m in _SENDING.finditer(folded)
    ]
    for match in _QUOTED.finditer(folded):
        name = match[1]
        if _NAMED.fullmatch(name) and not regex.search(lower(name)):
            found.append((text[match.start(1) : match.end(1)], "named", match.start(1), 0.5))
    taken = [(start, start + len(phrase)) for phrase, _, start, _ in found]
    for match in regex.finditer(low):
        start, end = _extent(folded, match.start(), match.end())
        if any(a <= match.start() < b for a, b in taken) or not _tells(folded, start, match, end):
            continue
        phrase = text[start:end]
        quoted = any(m.start() <= start < m.end() for m in _QUOTED.finditer(folded))
        proper = phrase[:1].isupper() and phrase.split()[-1][:1].isupper()
        found.append((phrase, match[0], start, 1.0 * quoted + 0.75 * proper))
    return [item for item in found if not _inside_another(item, found)]


def _inside_another(
    item: tuple[str, str, int, float], found: list[tuple[str, str, int, float]]
) -> bool:
    """Whether a phrase is a part of a longer one at the same place."""
    start, end = item[2], item[2] + len(item[0])
    return any(
        other[2] <= start and end <= other[2] + len(other[0]) and len(other[0]) > len(item[0])
        for other in found
    )


def _extent(text: str, start: int, end: int) -> tuple[int, int]:
    """Grow a head noun to its phrase: modifiers before it, "of the willing" or a place after."""
    first = start
    for _ in range(4):
        before = _WORD_BEFORE.search(text[max(0, first - 60) : first])
        if before is None or (before[1].endswith(("'s", "'", ".")) and before[1] not in _DOTTED):
            break
        if (
            before[1].lower().strip("'.") in _STOP
            or _PAST.fullmatch(before[1])
            or not before[1][0].isalnum()
        ):
            break
        first = max(0, first - 60) + before.start()
    after = text[end : end + 120]
    tail = _TAIL.match(after) or _SUBJECT.match(after)
    if tail is None:
        low_tail = re.match(r"(?i) of the willing", after)
        return first, end + (low_tail.end() if low_tail else 0)
    return first, end + tail.end()


def _tells(text: str, start: int, head: re.Match[str], end: int) -> bool:
    """Whether the phrase says more than its head, and is no mere event or condition."""
    before = text[start : head.start()].lower().split()
    if before and before[-1] in _NOT_ITS_OWN and head[0] in (
        "deal", "agreement", "accord", "plan", "force", "mission", "proposal", "treaty",
    ):  # fmt: skip
        return before[-1] in ("security", "air", "task", "police") and len(before) > 1
    if head[0] in ("framework", "shipments", "deployment", "peacekeeping", "peacekeepers"):
        return end > head.end() or len(before) > 1
    return bool(before) or end > head.end()


def key_of(phrase: str) -> str:
    """What two ways of writing one name have in common: lower case, singular, no marks."""
    words = re.sub(r"[^a-z0-9 -]", "", lower(fold(phrase))).split()
    return " ".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 4 and word != "sanctions" else word
