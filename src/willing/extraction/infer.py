"""Which initiative is a page about, when no analyst has said so?

Phrases that name initiatives ("Coalition of the Willing", "a minerals deal", "EU sanctions") are
scored by where they stand: title, headings, quotation marks, opening, and how often. The best one
is the main initiative; others stay on the list and are kept where a statement is found on them.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence

from willing.documents.article import Article
from willing.extraction.lexicon import regex_of
from willing.extraction.mentions import Mention, find_mentions
from willing.extraction.naming import Candidate, bare_candidates, candidates, key_of
from willing.extraction.text import fold, lower
from willing.reference.bodies import body as known_body
from willing.reference.bodies import match_body
from willing.reference.initiative import Initiative
from willing.reference.vocabulary import KINDS

MOST = 8
"""How many other initiatives are considered on one page."""

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


def infer_initiatives(article: Article) -> tuple[Initiative, ...]:
    """The main initiative of a page, first, and others that it may speak of.

    Empty where nothing on the page names one. All are marked `inferred`.
    """
    found = candidates(article) or bare_candidates(article)
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


def _distinct(candidate: Candidate, main: Candidate) -> bool:
    """A phrase of the same kind that adds only a place or an adjective is the main one again."""
    a, b = set(key_of(candidate.name).split()), set(key_of(main.name).split())
    if a & b - {"of", "the", "for", "in"} and candidate.family == main.family:
        return "nato-led" in a or "eu-led" in a or "un-led" in a
    body_led = any(word.endswith("-led") for word in a)
    return candidate.family != main.family or body_led


def _merge_deals(others: list[Candidate], mentions: tuple[Mention, ...]) -> list[Candidate]:
    """Know one deal: "a minerals deal" and "a natural resources deal" between the same two."""
    kept: list[Candidate] = []
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


def _partners(candidate: Candidate, mentions: tuple[Mention, ...]) -> set[tuple[str, str]]:
    """The pairs of actors named around a phrase."""
    found = set()
    for place in candidate.places:
        near = {c for m in mentions if abs(m.start - place) < 120 for c in m.codes}
        found |= {(a, b) for a in near for b in near if a < b}
    return found


def _main_initiative(
    main: Candidate, ranked: list[Candidate], article: Article, mentions: tuple[Mention, ...]
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


def _other_initiative(candidate: Candidate, article: Article) -> Initiative:
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
        return _body_name(own[0], _by_majority(article))
    if "resolution" in name.lower() and re.search(r"\bU\.?N\b", f"{name} {article.title}"):
        return _BODY_NAMES["UNSC"]
    if not main or family not in ("vote", "sanctions"):
        return "opt-in" if main else ""
    counted = Counter(match[0] for match in _BODIES.finditer(article.title + "\n" + article.text))
    return _body_name(counted.most_common(1)[0][0], _by_majority(article)) if counted else "opt-in"


def _body_name(found: str, majority: bool) -> str:
    if found in _BODY_NAMES:
        return _BODY_NAMES[found]
    return "EU qualified majority" if majority else "EU unanimity"


def _by_majority(article: Article) -> bool:
    return re.search(r"qualified majority", article.text, re.I) is not None


def bodies_on_page(article: Article) -> tuple[str, ...]:
    """Bodies that the page speaks of as deciding or blocking, by their known ids, each once."""
    majority = _by_majority(article)
    found: dict[str, None] = {}
    for paragraph in article.paragraphs:
        if _VOTE_WORDS.search(lower(fold(paragraph.text))):
            for match in _BODIES.finditer(paragraph.text):
                body = match_body(_body_name(match[0], majority))
                if body is not None:
                    found[body] = None
    return tuple(found)


def _core(main: Candidate, article: Article) -> tuple[str, ...]:
    """The kinds that joining a force means: those that the page speaks of most."""
    if main.family != "force":
        return ()
    low = lower(fold(article.title + "\n" + "\n".join(p.text for p in article.paragraphs)))
    counts = {
        kind: len(regex_of(f"<{kind}>").findall(low))
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
    starts = [p.start for p in article.paragraphs]
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        if len(mention.codes) != 1 or at < 0 or mention.start >= article.paragraphs[at].end:
            continue
        before = low[max(0, mention.start - 30) : mention.start]
        after = low[mention.end : mention.end + 40]
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
