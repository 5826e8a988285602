"""Signs: what the words around an actor tell of its stance, each as a short plain name.

Signs are what the fitted weights (`weights`) are about. There are words and rows of words after
and before the actor (`r:refus`, `l2:backed_by`), cues and what the rules make of them
(`rule:out`, `cue>:send-`), how the actor is named and where it stands (`as:capital`, `object`),
and what is known from before (`said:in`, `asked`, `under:who_is_in`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from willing.extraction.attribution import Party
from willing.extraction.clauses import Sentence
from willing.extraction.evidence import Evidence
from willing.extraction.focus import Focus, other_matter
from willing.extraction.lexicon import Cue
from willing.extraction.mentions import Mention
from willing.extraction.scope import FALSE_NEGATION, kinds_in, negated
from willing.extraction.sections import Section
from willing.extraction.senses import Sense, negates
from willing.extraction.tokens import Near, Token, left_of, right_of, stem
from willing.extraction.voices import Voice
from willing.extraction.words import word_list


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with all that was found in it, as the ground for the signs of its actors.

    `skipped` names why the rules pass it over, if they do; `asked` tells that a question came
    before; `apart` counts the sentences since the initiative was last spoken of.
    """

    sentence: Sentence
    section: Section
    voice: Voice
    around: Sequence[Party]
    row: Sequence[Token]
    cues: Sequence[tuple[int, int, Cue]]
    senses: Sequence[Sense]
    skipped: str
    asked: bool
    apart: int

    @property
    def acting(self) -> int:
        """How many parties of the sentence may act."""
        return sum(1 for p in self.around if p.kind == "actor" and p.subject)


def mention_of(sentence: Sentence, party: Party) -> Mention | None:
    """The name by which a party stands there; None for "it" or "both governments"."""
    return next((m for m in sentence.mentions if m.start < party.end and m.end > party.start), None)


def signs_of(
    scene: Scene, here: Near, focus: Focus, pieces: Sequence[Evidence], said: str, *, target: bool
) -> tuple[str, ...]:
    """The signs of the actor that is `here` in the scene's row.

    `pieces` is what the rules read of it here, `said` its stance so far on this page ("" for
    none); `target` tells that the initiative's own name holds the actor's.
    """
    party = here.token.party
    assert party is not None
    found = dict.fromkeys(_words(here.right, here.left))
    found |= dict.fromkeys(_standing(scene, here.index, party))
    found |= dict.fromkeys(_matter(scene, focus, party, target))
    found |= dict.fromkeys(rule_signs(pieces))
    found |= dict.fromkeys(_cues_near(scene, party, here))
    found |= dict.fromkeys(_senses(scene, here.index, len(here.left), len(here.right)))
    found |= dict.fromkeys(_before(scene, said))
    return tuple(found)


def title_signs(row: Sequence[Token], senses: Sequence[Sense], index: int) -> tuple[str, ...]:
    """The signs that a title gives of the actor at `index` of its row."""
    right, left = right_of(row, index), left_of(row, index)
    found = dict.fromkeys((*_bag("title>", right), *_bag("title<", left)))
    after = [s for s in senses if index < s.start <= index + len(right)]
    told = [f"{s.name}{_denied(row, s.start, index + 1)}" for s in after]
    found |= dict.fromkeys(f"title sense:{name}" for name in told)
    found |= dict.fromkeys(f"title sense1:{name}" for name in told[:1])
    return ("in title", *found)


_PLAIN = word_list("sign_plain")
"""Words so plain that they tell nothing by themselves, only in a row with others."""

_TURNING = frozenset(["to", "by", "not", "with", "in", '"'])
"""Plain words that do tell something where they stand near the actor."""


def _bag(name: str, row: Sequence[Token], *, near: bool = False) -> Iterator[str]:
    for token in row:
        plain = token.word in _PLAIN or token.stem in _PLAIN or not token.word[0].isalpha()
        if token.party is not None or not plain or (near and token.word in _TURNING):
            yield f"{name}:{token.stem}"


def _words(right: Sequence[Token], left: Sequence[Token]) -> Iterator[str]:
    after, before = [t.sort for t in right], [t.sort for t in left]
    yield from _bag("r", right, near=True)
    yield from _bag("l", left, near=True)
    for name, row in (("r", after), ("l", before)):
        yield from (f"{name}2:{a}_{b}" for a, b in pairwise(row))
    yield from (f"r3:{a}_{b}_{c}" for a, b, c in zip(after, after[1:], after[2:], strict=False))
    for length in (1, 2, 3):
        yield f"next{length}:{'_'.join(after[:length])}"
        yield f"last{length}:{'_'.join(before[-length:])}"


def _standing(scene: Scene, index: int, party: Party) -> Iterator[str]:
    """How the actor is named, and where it stands in its sentence."""
    sentence = scene.sentence
    named = mention_of(sentence, party)
    kind = named.kind if named else stem(party.text.lower().split(" ")[0])
    role = "subject" if party.subject else "object"
    yield from (f"as:{kind}", role, f"as:{kind}|{role}")
    if named and named.role:
        yield f"role:{named.role}"
    yield f"many:{min(3, len(party.codes))}"
    if not party.stands_alone:
        yield "qualifies"
    if party.voice:
        yield f"voice:{party.voice}"
    yield f"link:{sentence.clauses[sentence.clause_at(party.start)].link}"
    yield f"place:{min(4, index)}"
    if any(start <= party.start < end for start, end in sentence.quoted):
        yield "quoted"
    if sentence.is_question:
        yield "question"
    yield f"acting:{min(5, scene.acting)}"
    yield from _speaking(scene, party)


def _speaking(scene: Scene, party: Party) -> Iterator[str]:
    spoken = scene.voice.party
    if scene.voice.nonstate:
        yield "nonstate speaks"
    if spoken is None:
        return
    if spoken.start != party.start or spoken.codes != party.codes:
        yield "another speaks"
        return
    yield "speaks"
    yield from _bag("says", scene.row)


def _matter(scene: Scene, focus: Focus, party: Party, target: bool) -> Iterator[str]:
    """How clearly the sentence is about the initiative."""
    sentence = scene.sentence
    low = sentence.low
    clause = sentence.clauses[sentence.clause_at(party.start)]
    yield f"on it:{min(3, int(focus.score(low)))}"
    yield f"apart:{min(6, scene.apart)}"
    if focus.named(low):
        yield "names it"
    if other_matter(low[clause.start : clause.end], focus):
        yield "other matter"
    if target:
        yield "target"
        yield f"target|{'subject' if party.subject else 'object'}"
    if len(party.codes[0]) != 3:
        yield "organisation"
    yield from _bag("s", [token for token in scene.row if token.party is None])


def rule_signs(pieces: Sequence[Evidence]) -> Iterator[str]:
    """What the rules make of an actor in a sentence."""
    for piece in pieces:
        yield from (f"rule:{piece.stance}", f"role:{piece.role}", f"{piece.role}:{piece.stance}")
        if piece.past:
            yield "past"
        if piece.aside:
            yield "aside"
    if not pieces:
        yield "no rule"


def _cues_near(scene: Scene, party: Party, here: Near) -> Iterator[str]:
    """Cues after and before the actor, whoever the rules think is meant."""
    begin, stop = here.start, here.end
    for start, _, cue in scene.cues:
        if party.end <= start < stop:
            mark = "-" if negated(scene.sentence, start, party.end) else ""
            yield from (f"cue>:{cue.role}{mark}", f"says>:{cue.says}{mark}", f">{cue.pattern}")
        elif begin <= start < party.start:
            mark = "-" if negated(scene.sentence, start, begin) else ""
            yield from (f"cue<:{cue.role}{mark}", f"<{cue.pattern}")
    offers = kinds_in(scene.sentence.low, party.start, stop)
    if offers.named:
        yield "kinds"
    if offers.refused:
        yield "no kinds"


def _senses(scene: Scene, index: int, left: int, right: int) -> Iterator[str]:
    """Senses of words around the actor, in order, each marked where a negation reaches it."""
    row = scene.row
    after = [s for s in scene.senses if index < s.start <= index + right]
    before = [s for s in scene.senses if index - left <= s.start and s.end <= index]
    told = [f"{s.name}{_denied(row, s.start, index + 1)}" for s in after]
    done = [f"{s.name}{_denied(row, s.start, index - left)}" for s in before]
    yield from (f"sense>:{name}" for name in told)
    yield from (f"sense<:{name}" for name in done)
    yield from (f"sense>:{name}:{s.strength}" for name, s in zip(told, after, strict=True))
    yield f"sense>1:{told[0] if told else 'none'}"
    yield f"sense<1:{done[-1] if done else 'none'}"
    yield from (f"sense>2:{a}_{b}" for a, b in pairwise(told))
    if told:
        yield f"sense>near{min(3, after[0].start - index - 1)}:{told[0]}"
    if done and index and row[index - 1].word in ("by", "from", "of"):
        yield f"sense<{row[index - 1].word}:{done[-1]}"
    if not told and not done:
        yield from (f"sense@:{s.name}{_denied(row, s.start, 0)}" for s in scene.senses)
    strong = [name for name, s in zip(told, after, strict=True) if s.strength == 3]
    yield f"sense>!:{strong[0] if strong else 'none'}"


def _denied(row: Sequence[Token], start: int, left: int) -> str:
    """A minus where an odd number of negations stands shortly before a place, else nothing."""
    words = [token.word for token in row[max(left, start - 5) : start]]
    denials = sum(negates(word) for word in words)
    if denials and FALSE_NEGATION.search(" ".join(words)):
        denials -= 1
    return "-" if denials % 2 else ""


def _before(scene: Scene, said: str) -> Iterator[str]:
    """What headings, questions and earlier sentences say."""
    yield f"said:{said or 'nothing'}"
    if scene.asked:
        yield "asked"
    if scene.skipped:
        yield f"skipped:{scene.skipped}"
    if scene.section.side:
        yield f"side:{scene.section.side}"
    if scene.section.listed:
        yield f"listed:{scene.section.listed}"
    if scene.sentence.heading:
        words = [stem(word) for word in scene.sentence.heading.lower().split()][:8]
        yield from (f"under:{word}" for word in words)
        yield from (f"under2:{a}_{b}" for a, b in pairwise(words))
