"""Signs: what the words around an actor tell of its stance, each as a short plain name.

Signs are what the fitted weights (`weights`) are about. There are words and rows of words after
and before the actor (`r:refus`, `l2:backed_by`), cues and what the rules make of them
(`rule:out`, `cue>:send-`), how the actor is named and where it stands (`as:capital`, `object`),
and what is known from before (`said:in`, `asked`, `under:who_is_in`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from willing.extraction.clauses import Clause, Sentence
from willing.extraction.evidence import Evidence
from willing.extraction.focus import Focus, other_matter
from willing.extraction.lexicon import Cue
from willing.extraction.mentions import Mention
from willing.extraction.parties import Party
from willing.extraction.scope import FALSE_NEGATION, Offers, negated
from willing.extraction.sections import Section
from willing.extraction.senses import Sense
from willing.extraction.sign_numbers import Number, SignNumbers
from willing.extraction.tokens import PLAIN, Near, Row, left_of, right_of, stem
from willing.extraction.voices import Voice, told_of

Noted = list[int | None]
"""Numbers of signs as they are noted, None for what is no known sign."""


@dataclass(slots=True)
class Wording:
    """How a detail is worded and what stands around it, whichever actor it is seen from.

    It begins at `start` of the sentence, in the clause numbered `clause`, with the word `word` at
    `place` of the row (-1 and "" where no word of the row stands there).
    """

    start: int
    clause: int
    place: int
    word: str
    signs: Sequence[str]


@dataclass(slots=True)
class Scene:
    """A sentence with all that was found in it, as the ground for the signs of its actors.

    `asked` tells that a question came before; `apart` counts the sentences since the initiative was
    last spoken of; `signs` has the numbers of signs. `acting` counts the parties that may act,
    `actors` are those of the row, `named` the codes of all actors around, `shared` the signs that
    all actors of the sentence have, `flags` the flags among them, `wordings` how details are
    worded, by their names and spans. Senses stand, in order, at `sense_starts` to `sense_ends`.
    """

    sentence: Sentence
    section: Section
    voice: Voice
    around: Sequence[Party]
    row: Row
    cues: Sequence[tuple[int, int, Cue]]
    senses: Sequence[Sense]
    asked: bool
    apart: int
    signs: SignNumbers
    acting: int = 0
    actors: Sequence[Party] = ()
    named: Sequence[tuple[str, ...]] = ()
    sense_starts: Sequence[int] = ()
    sense_ends: Sequence[int] = ()
    shared: Sequence[int] = ()
    wordings: dict[tuple[str, tuple[int, int]], Wording] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()
    told_of: Party | None = None

    def __post_init__(self) -> None:
        self.actors = [
            party for party in self.row.parties.values() if party.kind == "actor" and party.subject
        ]
        self.acting = len([p for p in self.around if p.kind == "actor" and p.subject])
        self.named = [party.codes for party in self.around if party.kind == "actor"]
        self.sense_starts = [sense.start for sense in self.senses]
        self.sense_ends = [sense.end for sense in self.senses]
        speaker = self.voice.party
        if speaker is not None and (speaker.start, speaker.codes) in [
            (party.start, party.codes) for party in self.around
        ]:
            self.told_of = told_of(speaker, self.around)
        self.shared = list(filter(None, _shared(self)))
        self.flags = self.signs.flags_in(self.shared)


def mention_of(sentence: Sentence, party: Party) -> Mention | None:
    """The name by which a party stands there; None for "it" or "both governments"."""
    for mention in sentence.mentions:
        if mention.start < party.end and mention.end > party.start:
            return mention
    return None


@dataclass(slots=True)
class Ground:
    """The signs that all actors of one party have: of the words around it and of how it stands,
    then of the cues and the senses around it. `flags` are the flags among them, `clause` is the one
    in which it stands.
    """

    clause: Clause
    standing: Sequence[int]
    told: Sequence[int]
    flags: frozenset[str]


def ground_of(scene: Scene, here: Near, offers: Offers) -> Ground:
    """The signs of the party that is `here` in the scene's row, whoever of its actors is meant.

    `offers` are the kinds of contribution that the words after it name.
    """
    sentence = scene.sentence
    clause = sentence.clauses[sentence.clause_at(here.party.start)]
    standing, cues = _standing(scene, here, clause), _cues_near(scene, here, offers)
    return Ground(
        clause,
        list(filter(None, _words(scene, here) + standing)),
        list(filter(None, cues + _senses(scene, here))),
        scene.signs.flags_in(standing + cues),
    )


def signs_of(
    scene: Scene,
    ground: Ground,
    party: Party,
    focus: Focus,
    pieces: Sequence[Evidence],
    said: str,
    *,
    target: bool,
    beside: bool,
) -> tuple[tuple[int, ...], frozenset[str]]:
    """The signs of an actor of a party, each once, and the flags among them.

    `pieces` is what the rules read of it here, `said` its stance so far on this page ("" for
    none); `target` tells that the initiative's own name holds the actor's; `beside` that the
    rules read something of others in the same sentence.
    """
    number = scene.signs.number
    noted = [
        *_matter(scene, focus, party, ground.clause, target),
        *rule_signs(number, pieces),
        *_beside(scene, party, pieces, beside=beside),
    ]
    own = list(filter(None, noted))
    stood = filter(None, [number["said"](said or "nothing")])
    found = (*ground.standing, *own, *ground.told, *stood, *scene.shared)
    flags = ground.flags | scene.flags | scene.signs.flags_in(own)
    return tuple(dict.fromkeys(found)), flags


def title_signs(
    signs: SignNumbers, row: Row, senses: Sequence[Sense], index: int
) -> tuple[int, ...]:
    """The signs that a title gives of the actor at `index` of its row."""
    number = signs.number
    first, stop = left_of(row, index), right_of(row, index)
    found = [number[""]("in title")]
    found += map(number["title>"], row.telling[index + 1 : stop])
    found += map(number["title<"], row.telling[first:index])
    told = [marked(row, s, index + 1) for s in senses if index < s.start < stop]
    found += map(number["title sense"], told)
    found += map(number["title sense1"], told[:1])
    return tuple(filter(None, dict.fromkeys(found)))


_REACH = 4
"""How many telling words a negation reaches."""


def _words(scene: Scene, here: Near) -> Noted:
    """Words and rows of words after and before the actor."""
    number, row = scene.signs.number, scene.row
    right, left = slice(here.index + 1, here.stop), slice(here.first, here.index)
    after, before = row.sorts[right], row.sorts[left]
    found: Noted = []
    if True in row.denies and True in row.denies[right]:
        found += _denied_words(number, row, right)
    found += map(number["r"], row.near[right])
    found += map(number["l"], row.near[left])
    found += map(number["r2"], pairwise(after))
    found += map(number["l2"], pairwise(before))
    found += map(number["r3"], zip(after, after[1:], after[2:], strict=False))
    found += [
        number["next1"](after[:1]), number["last1"](before[-1:]),
        number["next2"](after[:2]), number["last2"](before[-2:]),
        number["next3"](after[:3]), number["last3"](before[-3:]),
    ]  # fmt: skip
    return found


def _denied_words(number: Mapping[str, Number], row: Row, places: slice) -> Noted:
    """Words that a negation before them reaches ("will not be going": `not:go`)."""
    found: Noted = []
    reach = 0
    for word, form, denies in zip(
        row.words[places], row.stems[places], row.denies[places], strict=True
    ):
        if denies:
            reach = _REACH
            found.append(number[""]("not"))
        elif reach and word[0].isalpha() and word not in PLAIN:
            reach -= 1
            found.append(number["not"](form))
    return found


def _standing(scene: Scene, here: Near, clause: Clause) -> Noted:
    """How the actor is named, and where it stands in its sentence."""
    number, sentence, party = scene.signs.number, scene.sentence, here.party
    named = mention_of(sentence, party)
    kind = named.kind if named else stem(party.text.lower().split(" ")[0])
    role = "subject" if party.subject else "object"
    found = [number["as"](kind), number[""](role), number["as"](f"{kind}|{role}")]
    if named and named.role:
        found.append(number["role"](named.role))
    found.append(number["many"](str(min(3, len(party.codes)))))
    if not party.stands_alone:
        found.append(number[""]("qualifies"))
    if party.voice:
        found.append(number["voice"](party.voice))
    found.append(number["link"](clause.link))
    found.append(number["place"](str(min(4, here.index))))
    if sentence.quoted and any(start <= party.start < end for start, end in sentence.quoted):
        found.append(number[""]("quoted"))
    return found + _speaking(scene, party)


def _speaking(scene: Scene, party: Party) -> Noted:
    number, spoken = scene.signs.number, scene.voice.party
    if spoken is None:
        return []
    if spoken.start != party.start or spoken.codes != party.codes:
        told = scene.told_of is not None and scene.told_of.start == party.start
        itself = "of itself" if spoken.codes == party.codes else "of another"
        return [
            number[""]("another speaks"),
            number["speaks"](itself),
            number["speaks"](f"{itself} first") if told else None,
        ]
    return [
        number[""]("speaks"),
        *map(number["says"], scene.row.telling),
        *map(number["tells of"], _tells_of(scene, spoken)),
    ]


_OF_US = re.compile(r"\b(?:we|our|us|i)\b")


def _tells_of(scene: Scene, speaker: Party) -> list[str]:
    """Whether a speaker tells of itself or of others, and whether it names itself besides."""
    head = scene.told_of
    if head is None:
        told = "nobody"
    elif not head.codes:
        told = head.voice or head.kind
    else:
        told = "another" if set(head.codes).isdisjoint(speaker.codes) else "itself"
    where = "before" if head and head.start < speaker.start else "after"
    others = [p for p in scene.around if p.start != speaker.start]
    again = any(not set(speaker.codes).isdisjoint(p.codes) for p in others)
    own = "itself" if again else "us" if _OF_US.search(scene.sentence.low) else "not itself"
    return [told, f"{told} {where}", f"{told} and {own}"]


def _matter(scene: Scene, focus: Focus, party: Party, clause: Clause, target: bool) -> Noted:
    """How clearly the sentence is about the initiative."""
    number, low = scene.signs.number, scene.sentence.low
    plain = number[""]
    found = [number["on it"](str(min(3, int(focus.score(low)))))]
    if focus.named(low):
        found.append(plain("names it"))
    if other_matter(low[clause.start : clause.end], focus, low):
        found.append(plain("other matter"))
    if target:
        found.append(plain("target"))
        found.append(plain("target|subject" if party.subject else "target|object"))
    if len(party.codes[0]) != 3:
        found.append(plain("organisation"))
    return found


def rule_signs(number: Mapping[str, Number], pieces: Sequence[Evidence]) -> Noted:
    """What the rules make of an actor in a sentence."""
    if not pieces:
        return [number[""]("no rule")]
    found: Noted = []
    for piece in pieces:
        stance, role = piece.stance, piece.role
        found += [number["rule"](stance), number["role"](role), number[role](stance)]
        if piece.past:
            found.append(number[""]("past"))
        if piece.aside:
            found.append(number[""]("aside"))
    return found


def _beside(scene: Scene, party: Party, pieces: Sequence[Evidence], *, beside: bool) -> Noted:
    """Whether the rules read others here: who only tells of others takes no position."""
    number, spoken = scene.signs.number, scene.voice.party
    speaks = spoken is not None and spoken.codes == party.codes
    named = "speaker" if speaks else "subject" if party.subject else "object"
    own = f"{named} {'read' if pieces else 'not read'}, others"
    others = len(scene.named) - scene.named.count(party.codes)
    return [
        number[""](f"{own} {'read' if beside else 'not read'}"),
        number[own](str(min(2, others))),
    ]


def _cues_near(scene: Scene, here: Near, offers: Offers) -> Noted:
    """Cues after and before the actor, whoever the rules think is meant, and kinds after it."""
    number, party = scene.signs.number, here.party
    found: Noted = []
    for start, _, cue in scene.cues:
        if party.end <= start < here.end:
            mark = "-" if negated(scene.sentence, start, party.end) else ""
            found.append(number["cue>"](f"{cue.role}{mark}"))
            found.append(number["says>"](f"{cue.says}{mark}"))
            found.append(number[">"](cue.pattern))
        elif here.start <= start < party.start:
            mark = "-" if negated(scene.sentence, start, here.start) else ""
            found += [number["cue<"](f"{cue.role}{mark}"), number["<"](cue.pattern)]
    if offers.named:
        found.append(number[""]("kinds"))
    if offers.refused:
        found.append(number[""]("no kinds"))
    return found


def _senses(scene: Scene, here: Near) -> Noted:
    """Senses of words around the actor, in order, each marked where a negation reaches it."""
    number, row, index = scene.signs.number, scene.row, here.index
    starts, ends = scene.sense_starts, scene.sense_ends
    after = scene.senses[bisect_right(starts, index) : bisect_left(starts, here.stop)]
    before = scene.senses[bisect_left(starts, here.first) : bisect_right(ends, index)]
    told = _all_marked(row, after, index + 1) if after else []
    done = _all_marked(row, before, here.first) if before else []
    found: Noted = [*map(number["sense>"], told)]
    found += map(number["sense<"], done)
    if told:
        of_strengths = [f"{name}:{s.strength}" for name, s in zip(told, after, strict=True)]
        found += map(number["sense>"], of_strengths)
    found.append(number["sense>1"](told[0] if told else "none"))
    found.append(number["sense<1"](done[-1] if done else "none"))
    if told:
        found += map(number["sense>2"], pairwise(told))
        found.append(number[_NEAR[min(3, after[0].start - index - 1)]](told[0]))
    if done and row.words[index - 1] in ("by", "from", "of"):
        found.append(number[f"sense<{row.words[index - 1]}"](done[-1]))
    if not told and not done:
        found += map(number["sense@"], _all_marked(row, scene.senses, 0))
    strong = [name for name, s in zip(told, after, strict=True) if s.strength == 3] if told else []
    found.append(number["sense>!"](strong[0] if strong else "none"))
    return found


_NEAR = [f"sense>near{words}" for words in range(4)]
"""Families of the first sense after an actor, by how many words stand between, three at most."""


def _all_marked(row: Row, senses: Sequence[Sense], left: int) -> list[str]:
    if True not in row.denies:
        return [sense.name for sense in senses]
    return [marked(row, sense, left) for sense in senses]


def marked(row: Row, sense: Sense, left: int) -> str:
    """A sense's name, with a minus where a negation after place `left` of its row reaches it."""
    return f"{sense.name}-" if _denied(row, sense.start, left) else sense.name


def _denied(row: Row, start: int, left: int) -> bool:
    """Whether an odd number of negations stands shortly before a place."""
    near = slice(max(left, start - 5), start)
    if True not in row.denies[near]:
        return False
    denials = sum(row.denies[near])
    if FALSE_NEGATION.search(" ".join(row.words[near])):
        denials -= 1
    return denials % 2 == 1


_ECHO = re.compile(
    r"\b(?:(?:so|nor|neither) (?:do|does|did|has|have|is|are|will|would|can|could|was|were|too)\b"
    r"|the (?:same|latter|former)\b"
    r"|(?:likewise|similarly|ditto|as much|follow\w* suit|equally)\b"
    r"|(?:too|as well|either)(?=[,.;:]|$))"
)
_ECHO_FIRST = re.compile(r"\W*(?:so|nor|neither)\b")
_ECHOES = (
    "so ", "nor ", "neither ", "the same", "the latter", "the former", "likewise", "similarly",
    "ditto", "as much", " suit", "equally", "too", "as well", "either",
)  # fmt: skip
"""Each match of `_ECHO` holds one of these."""


def echoes(low: str) -> bool:
    """Whether words of a lower-case sentence say of one what was said of another.

    >>> echoes("so will peru."), echoes("peru did the same."), echoes("peru will join too late.")
    (True, True, False)
    """
    return _ECHO_FIRST.match(low) is not None or (
        any(words in low for words in _ECHOES) and _ECHO.search(low) is not None
    )


def _shared(scene: Scene) -> Noted:
    """What the whole sentence says, and what headings, questions and sentences before it do."""
    number, sentence, section = scene.signs.number, scene.sentence, scene.section
    plain = number[""]
    told = list(scene.row.telling)
    for place in scene.row.parties:
        told[place] = None
    found: Noted = list(map(number["s"], told))
    found.append(number["acting"](str(min(5, scene.acting))))
    if echoes(sentence.low):
        found.append(plain("echo"))
    found.append(number["apart"](str(min(6, scene.apart))))
    if sentence.is_question:
        found.append(plain("question"))
    if scene.asked:
        found.append(plain("asked"))
    if section.side:
        found.append(number["side"](section.side))
    if section.listed:
        found.append(number["listed"](section.listed))
    if sentence.heading:
        words = [stem(word) for word in sentence.heading.lower().split()][:8]
        found += map(number["under"], words)
        found += map(number["under2"], pairwise(words))
    return found
