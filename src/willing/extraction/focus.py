"""Focus: which initiative a stretch of text is about.

An initiative is known by its names, by the telling words in them, and by the words for what
joining it means (for a force: soldiers, ships and aircraft). What is said of another matter (a
truce, a visit, oil) is left alone unless the initiative is about just that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from willing.extraction.evidence import CLEARLY
from willing.extraction.lexicon import ANAPHOR, THINGS, Cue, spans_of
from willing.extraction.memo import Memo
from willing.extraction.mentions import find_mentions
from willing.extraction.scope import plain_kinds
from willing.extraction.text import fold, lower
from willing.extraction.ways import Group
from willing.extraction.words import word_list
from willing.reference.countries import resolve
from willing.reference.initiative import FORCE_KINDS, Initiative
from willing.reference.user import NO_USER, UserNames
from willing.reference.vocabulary import KINDS

_WORD = re.compile(r"[a-z][\w'-]+")
_PLAIN = word_list("plain")
_LITTLE = word_list("little")
_NO_MARK = word_list("no_mark")
_ALIAS, _WORDS, _TOPIC, _FORCE = 3.0, 2.0, 1.0, 1.0
_CONTEXT = 0.25
"""What came before counts so much less than the sentence itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Focus:
    """An initiative as something to be found in text; `words` are all those of its names."""

    initiative: Initiative
    names: tuple[str, ...]
    words: frozenset[str]
    aliases: re.Pattern[str]
    wordings: tuple[frozenset[str], ...]
    stems: tuple[str, ...]
    topics: re.Pattern[str] | None
    kinds: tuple[str, ...]
    verb: Cue | None
    marks: tuple[str, ...]

    def named(self, low: str) -> float:
        """Whether a stretch names the initiative: by a name of it, or by all the words of one."""
        return _named(self, low)

    def met_in(self, text: str) -> bool:
        """Whether a whole page, in lower case, speaks of the initiative at all.

        By a name, by all the words of one in a single line, or by a telling word said twice.
        """
        if self.aliases.search(text) or any(self.named(line) for line in text.splitlines()):
            return True
        return self.topics is not None and len(self.topics.findall(text)) >= 2

    def speaks(self, low: str) -> bool:
        """Whether a stretch speaks of the initiative, by name or as "the force", "the plan"."""
        return self.named(low) > 0 or ANAPHOR.regex.search(low) is not None

    def places(self, low: str) -> list[tuple[int, int]]:
        """Where a stretch uses a name of the initiative."""
        if not any(name in low for name in self.names):
            return []
        return [match.span() for match in self.aliases.finditer(low)]

    def score(self, low: str) -> float:
        """How clearly a stretch of lower-case text speaks of the initiative (0: not at all)."""
        return _score(self, low)

    def scored(self, low: str) -> float:
        """The same, reckoned anew."""
        score = self.named(low)
        if self.topics is not None and any(stem in low for stem in self.stems):
            score += _TOPIC * min(2, len({m[0] for m in self.topics.finditer(low)}))
        if self.kinds and any(found.kind in self.kinds for found in plain_kinds(low)):
            score += _FORCE
        return score

    def about(self, word: str) -> bool:
        """Whether a word belongs to the initiative's own names."""
        return any(word in lower(name) for name in self.initiative.names)


@lru_cache(maxsize=256)
def _focus(names: tuple[str, ...], kinds: tuple[str, ...], definition: str) -> Focus:
    initiative = Initiative.model_validate_json(definition)
    plain = [lower(fold(name)) for name in names]
    plain.sort(key=len, reverse=True)
    aliases = "|".join(map(re.escape, plain))
    every = frozenset(word for name in plain for word in _WORD.findall(name))
    words = {
        word
        for word in every
        if word not in _PLAIN and len(word) > 2 and resolve(word.capitalize()) is None
    }
    stems = tuple([_stem[word] for word in sorted(words)])
    topics = "|".join(rf"{re.escape(stem)}\w*" for stem in stems)
    return Focus(
        initiative,
        tuple(plain),
        every,
        re.compile(rf"(?<!\w)(?:{aliases})"),
        tuple(w for name in plain if len(w := _content(name)) > 1),
        stems,
        re.compile(rf"(?<!\w)(?:{topics})") if topics else None,
        kinds,
        _verb(plain),
        _marks(plain),
    )


def focus_on(initiative: Initiative) -> Focus:
    """Compile an initiative's names into something to look for."""
    given = tuple(kind for kind in initiative.core if kind in KINDS)
    kinds = given or (FORCE_KINDS if initiative.is_force else ())
    return _focus(initiative.names, kinds, initiative.model_dump_json())


def targets_of(initiative: Initiative, user: UserNames = NO_USER) -> frozenset[str]:
    """The actors that an initiative's own names hold: whom it is for, where it goes, who leads it.

    >>> sorted(targets_of(Initiative(name="peacekeeping mission in Ukraine")))
    ['UKR']
    """
    return _targets(initiative.names, user)


@lru_cache(maxsize=256)
def _targets(names: tuple[str, ...], user: UserNames) -> frozenset[str]:
    return frozenset(
        code
        for name in names
        for mention in find_mentions(name, None, user)
        for code in mention.codes
    )


_ACTS = (
    r"(?<![\w-])(?:will|would|to|has|have|had|did|does|may|might|could|can|not|[a-z]+n't|never)\s+"
    r"(?:also |not |now |then |soon |formally |be )*((?:%s)\w*)"
)
"""The verb is the cue; what stands before it, a negation too, is looked at like that of others."""
_NO_ACT = word_list("plain") | word_list("no_act")


def _verb(names: list[str]) -> Cue | None:
    """To do what the initiative is named for is to take part: "will recognise", "would ban"."""
    stems = {
        word[: max(5, len(word) - 4)]
        for name in names
        for word in _WORD.findall(name)
        if len(word) > 5 and word not in _NO_ACT and resolve(word.capitalize()) is None
    }
    if not stems:
        return None
    pattern = _ACTS % "|".join(map(re.escape, sorted(stems)))
    ways = ((Group(tuple(sorted(stems)), 0),),)
    return Cue("(a verb from the name)", "join", "in", "out", "left", "", ways, pattern)


_WHERE = re.compile(r"\b(?:in|for|to|of|on|with) (?:the )?(?:state of )?([a-z][\w'-]+)")


def _marks(names: list[str]) -> tuple[str, ...]:
    """How words begin that may tell an initiative from others: those of its names, and where they
    say that it goes ("for Ukraine"); a state that only leads it ("Czech initiative") tells nothing.
    """
    words: set[str] = set()
    for name in names:
        bare = name.replace("'s ", " ")
        words.update(word for word in _WORD.findall(bare) if resolve(word.capitalize()) is None)
        words.update(_WHERE.findall(bare))
    telling = [w for w in words - _NO_MARK if len(w) > 2 and not w.endswith("-led")]
    return tuple(sorted({_beginning(word) for word in telling}))


def _beginning(word: str) -> str:
    """What the forms of a word have in common: "recogni" of recognition, "mission" of missions."""
    return word[: len(word) * 2 // 3] if len(word) > 9 else _stem[word]


_OF_VOTES = ("abstain", "abstention", "ballot", "veto", "vote", "voting")


def _votes(focus: Focus) -> bool:
    """Whether a body is known to decide on an initiative, so that its members vote."""
    return focus.initiative.body not in ("", "opt-in", "bilateral", "unilateral")


def _sends(focus: Focus) -> bool:
    """Whether to send forces is to join it, and no vote of a body has to come first."""
    return bool(focus.kinds) and not _votes(focus)


class _Own(NamedTuple):
    """What tells an initiative from others on the same page: its words, and whether it alone is
    joined by sending forces.
    """

    words: re.Pattern[str] | None
    force: bool


@lru_cache(maxsize=256)
def _own(focuses: tuple[Focus, ...]) -> dict[Focus, _Own]:
    """For each of several initiatives what tells it from the others."""
    found: dict[Focus, _Own] = {}
    for focus in focuses:
        others = [other for other in focuses if other is not focus]
        marks = "|".join(map(_forms, _own_marks(focus, others)))
        words = re.compile(rf"\b(?:{marks})\b") if marks else None
        found[focus] = _Own(words, _sends(focus) and not any(map(_sends, others)))
    return found


def _own_marks(focus: Focus, others: Sequence[Focus]) -> list[str]:
    """The marks that no other has, and votes where no other is voted on.

    One state's own doing ("American aid") has none: the same words are used of what others do.
    """
    if focus.initiative.body == "unilateral":
        return []
    shared = tuple(mark for other in others for mark in other.marks)
    own = [m for m in focus.marks if not any(m.startswith(o) or o.startswith(m) for o in shared)]
    voted = _votes(focus) and not any(map(_votes, others))
    return [*own, *_OF_VOTES] if voted else own


def _forms(mark: str) -> str:
    """A word with its endings, as an expression: one cut short may have any."""
    return rf"{re.escape(mark)}\w{{0,{6 if len(mark) > 5 else 3}}}"


_NOTHING = _Own(None, False)


def _told_apart(own: _Own, focus: Focus, low: str) -> int:
    """How many different words of a stretch tell an initiative from others."""
    words = len(set(own.words.findall(low))) if own.words is not None else 0
    return words + (own.force and any(found.kind in focus.kinds for found in plain_kinds(low)))


def _content(name: str) -> frozenset[str]:
    """The words of a name that all have to be there for it to be meant, as stems."""
    return frozenset(_stem[word] for word in _WORD.findall(name) if word not in _LITTLE)


@Memo
def _stem(word: str) -> str:
    """A crude stem, enough to match plural and adjective forms of a telling word."""
    return word[:-1] if len(word) > 4 and word.endswith(("s", "e", "y")) else word


def several(focuses: Sequence[Focus]) -> bool:
    """Whether somebody named several initiatives, so that a text on one of them is as much to the
    point as one on another; what is found on a page itself stands beside its main matter.
    """
    return len(focuses) > 1 and not focuses[0].initiative.inferred


def choose(
    focuses: list[Focus], clause: str, sentence: str, context: str, main: Focus
) -> tuple[Focus, float]:
    """The initiative that a clause is about, with its score.

    The clause speaks louder than its sentence, the sentence louder than what came before. Another
    initiative than the main one has to be spoken of: by name, or of several that somebody named by
    words that tell it from the others. "The plan" without a name is the main one.
    """
    every = _own(tuple(focuses)) if several(focuses) else {}
    best, top = main, 0.0
    for focus in (main, *[focus for focus in focuses if focus is not main]):
        own = every.get(focus, _NOTHING)
        apart = _told_apart(own, focus, sentence)
        if focus is not main and not apart and not focus.named(sentence):
            continue
        around = focus.score(sentence) + apart
        here = focus.score(clause) + _told_apart(own, focus, clause) if around else 0.0
        if focus is main:
            here += 0.8 * _points_back(clause, sentence)
        score = 2.0 * here + around + _CONTEXT * focus.score(context)
        if score > top:
            best, top = focus, score
    return best, top


def choose_clearly(
    focuses: list[Focus], clause: str, sentence: str, context: str, main: Focus
) -> tuple[Focus, bool]:
    """The initiative that a clause of a sentence is about, and whether clearly so.

    As `choose` has it; where no other than the main one is named, that one needs no scores of
    the clause: what the sentence does not speak of, no part of it does.
    """
    if len(focuses) > 1:
        chosen, score = choose(focuses, clause, sentence, context, main)
        return chosen, score >= CLEARLY
    clear = (
        main.score(sentence) > 0
        or _points_back(clause, sentence)
        or _CONTEXT * main.score(context) >= CLEARLY
    )
    return main, clear


_BOTH = re.compile(
    r"\b(?:both|neither)(?= and\b|\s*(?:[.,;:!?)–—-]|$))"
    r"|\b(?:both|neither|either) (?:(?:of|in|for|about|to|on|with) (?:them|the two|these|those)\b"
    r"|(?:case|form|way|one|task|treat(?:y|ies)|convention|agreement|declaration|fund|loan"
    rf"|{THINGS})s?\b)"
)


def means_both(focuses: Sequence[Focus], low: str) -> bool:
    """Whether a stretch says of two initiatives at once: "joins neither", "is for both"."""
    return len(focuses) == 2 and several(focuses) and _BOTH.search(low) is not None


def _points_back(clause: str, sentence: str) -> bool:
    """Whether a clause of a sentence speaks of "the force", "this plan" and the like."""
    return bool(spans_of("anaphor", sentence)) and ANAPHOR.regex.search(clause) is not None


@lru_cache(maxsize=4096)
def _named(focus: Focus, low: str) -> float:
    if focus.places(low):
        return _ALIAS
    for wording in focus.wordings:
        if all(stem in low for stem in wording) and wording <= _stems(low):
            return _WORDS
    return 0.0


@lru_cache(maxsize=1024)
def _stems(low: str) -> frozenset[str]:
    return frozenset(map(_stem.__getitem__, _WORD.findall(low)))


@lru_cache(maxsize=4096)
def _score(focus: Focus, low: str) -> float:
    return focus.scored(low)


def other_matter(low: str, focus: Focus, sentence: str) -> bool:
    """Whether a stretch of a sentence is about something else that the initiative's names do not
    speak of.
    """
    return bool(spans_of("other_matter", sentence)) and _other_matter(low, focus)


@lru_cache(maxsize=1024)
def _other_matter(low: str, focus: Focus) -> bool:
    if focus.score(low) > 0:
        return False
    return any(not focus.about(low[a:b]) for a, b in spans_of("other_matter", low))
