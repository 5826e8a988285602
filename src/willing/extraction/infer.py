"""Which initiative is a page about, when no analyst has said so?

Phrases that name initiatives ("Coalition of the Willing", "a minerals deal", "EU sanctions") are
scored by where they stand: title, headings, quotation marks, opening, and how often. The best one
is the main initiative; others stay on the list and are kept where a statement is found on them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from willing.documents.article import Article
from willing.extraction.lexicon import lexicon
from willing.extraction.mentions import Mention, find_mentions
from willing.extraction.text import fold, lower
from willing.extraction.words import rows, word_list
from willing.reference.bodies import body as known_body
from willing.reference.bodies import match_body
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import KINDS

_DOTTED = ("U.S.", "U.K.", "U.N.")
MOST = 8
"""How many other initiatives are considered on one page."""

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
_QUOTED = re.compile(r"[\"'“‘]([A-Z][^\"'“”‘’]{3,60}?)[\"'”’]")
_NAMED = re.compile(
    r"[A-Z][\w-]*(?: (?:[A-Z][\w-]*|\d{1,3}|of|the|for|and))*(?: [A-Z][\w-]*| \d{1,3})"
)
_PROPER = re.compile(r"\b(?:Operation|Task Force|Project) [A-Z][\w'-]+(?: [A-Z][\w'-]+)?")
_VOTE_WORDS = re.compile(
    r"\b(?:veto\w*|consensus|unanim\w+|qualified majority|block(?:s|ed|ing)?|abstain\w*"
    r"|voted?|votes|voting|dissent\w*|resolution)\b"
)
_BODIES = re.compile(
    r"\b(?:NATO|North Atlantic Council|Security Council|UNSC|General Assembly|European Council"
    r"|Council of the EU|EU|European Union|OSCE|G7)\b"
)
_BODY_NAMES = {
    "NATO": "NATO consensus", "North Atlantic Council": "NATO consensus",
    "Security Council": "UN Security Council", "UNSC": "UN Security Council",
    "General Assembly": "UN General Assembly", "OSCE": "OSCE consensus", "G7": "G7 consensus",
}  # fmt: skip


_FAMILIES = {"operation": ("force", 2.5), "named": ("pact", 1.2)}


@dataclass(slots=True)
class _Candidate:
    """A phrase that may name an initiative, with its score and the ways it is written."""

    head: str
    family: str
    score: float = 0.0
    forms: Counter[str] = field(default_factory=Counter)
    places: list[int] = field(default_factory=list)

    @property
    def name(self) -> str:
        return max(self.forms, key=lambda form: (form[:1].isupper(), self.forms[form], len(form)))


@lru_cache(maxsize=1)
def _heads() -> tuple[re.Pattern[str], dict[str, tuple[str, float]]]:
    table = {row["head"]: (row["family"], float(row["weight"])) for row in rows("heads")}
    words = "|".join(re.escape(head) for head in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])"), table


def infer_initiatives(article: Article) -> tuple[Initiative, ...]:
    """The main initiative of a page, first, and others that it may speak of.

    Empty where nothing on the page names one. All are marked `inferred`.
    """
    found = _candidates(article) or _bare(article)
    if not found:
        return ()
    ranked = sorted(found, key=lambda c: (-c.score, c.places[:1]))
    main = ranked[0]
    mentions = find_mentions(article.text, article.date)
    others = [c for c in ranked[1:] if _distinct(c, main)]
    merged = _merge_deals(others, mentions)[:MOST]
    first = _main_initiative(main, ranked, article, mentions)
    rest = [_other_initiative(candidate, article) for candidate in merged]
    return (first, *rest, *_decisions(article, first, rest))


def _decisions(
    article: Article, main: Initiative, others: Sequence[Initiative]
) -> Iterator[Initiative]:
    """A decision on the same matter in each body that the page speaks of as deciding."""
    named = {match_body(initiative.body) for initiative in (main, *others) if initiative.body}
    for body in bodies_on_page(article):
        if body not in named:
            known = known_body(body, article.date or dt.date.today())
            name = known.name.split(",")[0]
            yield Initiative(
                id=f"{body.replace('_', '-')}-decision",
                name=f"a decision of {name} on it",
                aliases=known.aliases,
                body=known.name,
                inferred=True,
            )


def _candidates(article: Article) -> list[_Candidate]:
    by_key: dict[str, _Candidate] = {}
    title = article.title
    for text, offset, weight in _stretches(article):
        for phrase, head, start, bonus in _phrases(text):
            family, base = _FAMILIES.get(head) or _heads()[1].get(head, ("force", 1.5))
            candidate = by_key.setdefault(_key(phrase), _Candidate(head, family))
            candidate.score += base * (weight + bonus)
            candidate.forms[phrase] += 1
            if offset >= 0:
                candidate.places.append(offset + start)
    for candidate in by_key.values():
        if candidate.name.lower() in title.lower():
            candidate.score *= 1.5
    return list(by_key.values())


def _bare(article: Article) -> list[_Candidate]:
    """Where nothing has a name: the head that the page uses most ("the mission")."""
    regex, table = _heads()
    text = f"{article.title}\n{article.text}"
    counted = Counter(match[0] for match in regex.finditer(lower(fold(text))))
    if not counted:
        return []
    head = max(counted, key=lambda word: (counted[word] * table[word][1], word))
    return [_Candidate(head, table[head][0], 1.0, Counter([head]), [])]


def _stretches(article: Article) -> list[tuple[str, int, float]]:
    """The texts in which names are looked for: (text, offset or -1, weight)."""
    headings = dict.fromkeys(p.heading for p in article.paragraphs if p.heading)
    found = [(article.title, -1, 3.0), *((heading, -1, 1.5) for heading in headings)]
    for index, paragraph in enumerate(article.paragraphs):
        found.append((paragraph.text, paragraph.start, 1.5 if index < 3 else 1.0))
    return found


def _phrases(text: str) -> list[tuple[str, str, int, float]]:
    """Phrases that may name an initiative: (phrase, head, start, bonus)."""
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
        before = re.search(r"([\w.'-]+) $", text[:first])
        if before is None or (before[1].endswith(("'s", "'", ".")) and before[1] not in _DOTTED):
            break
        if (
            before[1].lower().strip("'.") in _STOP
            or _PAST.fullmatch(before[1])
            or not before[1][0].isalnum()
        ):
            break
        first = before.start()
    tail = _TAIL.match(text[end:]) or _SUBJECT.match(text[end:])
    if tail is None:
        low_tail = re.match(r"(?i) of the willing", text[end:])
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


def _key(phrase: str) -> str:
    words = re.sub(r"[^a-z0-9 -]", "", lower(fold(phrase))).split()
    return " ".join(_singular(word) for word in words)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and len(word) > 4 and word != "sanctions" else word


def _distinct(candidate: _Candidate, main: _Candidate) -> bool:
    """A phrase of the same kind that adds only a place or an adjective is the main one again."""
    a, b = set(_key(candidate.name).split()), set(_key(main.name).split())
    if a & b - {"of", "the", "for", "in"} and candidate.family == main.family:
        return "nato-led" in a or "eu-led" in a or "un-led" in a
    body_led = any(word.endswith("-led") for word in a)
    return candidate.family != main.family or body_led


def _merge_deals(others: list[_Candidate], mentions: tuple[Mention, ...]) -> list[_Candidate]:
    """Know one deal: "a minerals deal" and "a natural resources deal" between the same two."""
    kept: list[_Candidate] = []
    for candidate in others:
        twin = next(
            (k for k in kept if k.head == candidate.head and k.family == "deal"
             and _partners(k, mentions) & _partners(candidate, mentions)),
            None,
        )  # fmt: skip
        if twin is None:
            kept.append(candidate)
            continue
        twin.forms.update(candidate.forms)
    return kept


def _partners(candidate: _Candidate, mentions: tuple[Mention, ...]) -> set[tuple[str, str]]:
    """The pairs of actors named around a phrase."""
    found = set()
    for place in candidate.places:
        near = {c for m in mentions if abs(m.start - place) < 120 for c in m.codes}
        found |= {(a, b) for a in near for b in near if a < b}
    return found


def _main_initiative(
    main: _Candidate, ranked: list[_Candidate], article: Article, mentions: tuple[Mention, ...]
) -> Initiative:
    aliases = [form for form, _ in main.forms.most_common()]
    for candidate in ranked[1:]:
        if candidate.family == main.family and not _distinct(candidate, main):
            aliases += [form for form, _ in candidate.forms.most_common(2)]
    name = main.name
    beneficiary, adversary = _parties(article, mentions)
    return Initiative(
        id=_slug(name),
        name=name,
        aliases=tuple(dict.fromkeys(a for a in aliases if a != name))[:8],
        body=_body_of(name, main.family, article),
        beneficiary=beneficiary,
        adversary=adversary,
        core=_core(main, article),
        inferred=True,
    )


def _other_initiative(candidate: _Candidate, article: Article) -> Initiative:
    name = candidate.name
    return Initiative(
        id=_slug(name),
        name=name,
        aliases=tuple(form for form in candidate.forms if form != name),
        body=_body_of(name, candidate.family, article, main=False),
        kinds=("weapons",) if "military" in name.lower() and candidate.family == "aid" else (),
        inferred=True,
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", lower(fold(name))).strip("-")[:60] or "initiative"


def _body_of(name: str, family: str, article: Article, *, main: bool = True) -> str:
    """Who decides it: a body in the name; for votes and sanctions, one that the page names."""
    own = _BODIES.search(name)
    if own:
        return _body_name(own[0], article)
    if "resolution" in name.lower() and re.search(r"\bU\.?N\b", f"{name} {article.title}"):
        return _BODY_NAMES["UNSC"]
    if not main or family not in ("vote", "sanctions"):
        return "opt-in" if main else ""
    counted = Counter(match[0] for match in _BODIES.finditer(article.title + "\n" + article.text))
    return _body_name(counted.most_common(1)[0][0], article) if counted else "opt-in"


def _body_name(found: str, article: Article) -> str:
    if found in _BODY_NAMES:
        return _BODY_NAMES[found]
    majority = re.search(r"qualified majority", article.text, re.I)
    return "EU qualified majority" if majority else "EU unanimity"


def bodies_on_page(article: Article) -> tuple[str, ...]:
    """Bodies that the page speaks of as deciding or blocking, by their known ids, each once."""
    found: dict[str, None] = {}
    for paragraph in article.paragraphs:
        if _VOTE_WORDS.search(lower(fold(paragraph.text))):
            for match in _BODIES.finditer(paragraph.text):
                body = match_body(_body_name(match[0], article))
                if body is not None:
                    found[body] = None
    return tuple(found)


def _core(main: _Candidate, article: Article) -> tuple[str, ...]:
    """The kinds that joining a force means: those that the page speaks of most."""
    if main.family != "force":
        return ()
    words = lexicon().kinds
    low = lower(fold(article.title + "\n" + "\n".join(p.text for p in article.paragraphs)))
    counts = {
        kind: len(words[kind].findall(low))
        for kind in KINDS
        if kind in ("ground_troops", "air", "naval", "weapons", "training")
    }
    top = max(counts.values())
    if top == 0:
        return ()
    strongest = max(counts, key=lambda kind: counts[kind])
    return tuple(
        kind for kind in counts if kind == strongest or (counts[kind] >= 0.6 * top and top >= 5)
    )


_FOR = re.compile(
    r"\b(?:in|for|to|support(?:s|ing)?|defend(?:s|ing)?|protect(?:s|ing)?|help(?:s|ing)?)"
    r"\s+(?:the\s+)?$"
)
_AGAINST = re.compile(
    r"\b(?:against|deter(?:s|ring)?|provok(?:e|es|ing)|threat from|war with|counter(?:s|ing)?"
    r"|attacks? (?:by|from)|pressure on|punish(?:es|ing)?|isolat(?:e|es|ing))\s+(?:the\s+)?$"
)
_AGGRESSION = re.compile(
    r"^(?:'s)?\s+(?:full-scale\s+)?(?:aggression|invasion|attacks?|offensives?|missiles?|strikes"
    r"|bombing|war machine|assault)\b"
)


def _parties(article: Article, mentions: tuple[Mention, ...]) -> tuple[str, str]:
    """The state that the initiative is for, and the one that it is against, by the words around
    their names; empty where the page does not make it plain (fewer than three such places).
    """
    gains: Counter[str] = Counter()
    faces: Counter[str] = Counter()
    low = lower(fold(article.text))
    spans = [(p.start, p.end) for p in article.paragraphs]
    for mention in mentions:
        if len(mention.codes) != 1 or not any(a <= mention.start < b for a, b in spans):
            continue
        before, after = low[max(0, mention.start - 30) : mention.start], low[mention.end :][:40]
        if mention.kind == "name" and _FOR.search(before):
            gains[mention.codes[0]] += 1
        if _AGAINST.search(before) or _AGGRESSION.match(after):
            faces[mention.codes[0]] += 1
    return _winner(gains, 3), _winner(faces, 2, unless=_winner(gains, 3))


def _winner(counts: Counter[str], least: int, unless: str = "") -> str:
    ranked = [(code, n) for code, n in counts.most_common() if code != unless]
    if not ranked or ranked[0][1] < least:
        return ""
    if len(ranked) > 1 and ranked[1][1] * 2 > ranked[0][1]:
        return ""
    return ranked[0][0]
