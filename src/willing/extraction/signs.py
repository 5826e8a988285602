"""Signs: what the words around an actor tell of its stance, each as a short plain name.

Signs are what the fitted weights (`weights`) are about. There are words and rows of words after
and before the actor (`r:refus`, `l2:backed_by`), cues and what the rules make of them
(`rule:out`, `cue>:send-`), how the actor is named and where it stands (`as:capital`, `object`),
and what is known from before (`said:in`, `asked`, `under:who_is_in`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
from willing.extraction.senses import Sense
from willing.extraction.tokens import PLAIN, Near, Token, left_of, right_of, stem
from willing.extraction.voices import Voice


@dataclass(slots=True)
class Scene:
    """A sentence with all that was found in it, as the ground for the signs of its actors.

    `skipped` names why the rules pass it over, if they do; `asked` tells that a question came
    before; `apart` counts the sentences since the initiative was last spoken of. `acting` counts
    the parties that may act, `actors` are those of the row with their places, `starts` the places
    of all its tokens, `shared` the signs that all actors of the sentence have.
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
    acting: int = 0
    actors: Sequence[tuple[int, Party]] = ()
    starts: Sequence[int] = ()
    shared: Sequence[str] = ()

    def __post_init__(self) -> None:
        self.starts = [token.start for token in self.row]
        self.actors = [
            (token.start, token.party)
            for token in self.row
            if token.party and token.party.kind == "actor" and token.party.subject
        ]
        self.acting = len([p for p in self.around if p.kind == "actor" and p.subject])
        self.shared = _shared(self)


def mention_of(sentence: Sentence, party: Party) -> Mention | None:
    """The name by which a party stands there; None for "it" or "both governments"."""
    for mention in sentence.mentions:
        if mention.start < party.end and mention.end > party.start:
            return mention
    return None


@dataclass(slots=True)
class Ground:
    """The signs that all actors of one party have: of the words around it and of how it stands,
    then of the cues and the senses around it.
    """

    standing: list[str]
    told: list[str]


def ground_of(scene: Scene, here: Near, party: Party) -> Ground:
    """The signs of the party that is `here` in the scene's row, whoever of its actors is meant."""
    return Ground(
        [*_words(here.right, here.left), *_standing(scene, here.index, party)],
        [
            *_cues_near(scene, party, here),
            *_senses(scene, here.index, len(here.left), len(here.right)),
        ],
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
) -> tuple[str, ...]:
    """The signs of an actor of a party, each once.

    `pieces` is what the rules read of it here, `said` its stance so far on this page ("" for
    none); `target` tells that the initiative's own name holds the actor's; `beside` that the
    rules read something of others in the same sentence.
    """
    found = [
        *ground.standing,
        *_matter(scene, focus, party, target),
        *rule_signs(pieces),
        *_beside(scene, party, pieces, beside=beside),
        *ground.told,
        f"said:{said or 'nothing'}",
        *scene.shared,
    ]
    return tuple(dict.fromkeys(found))


def title_signs(row: Sequence[Token], senses: Sequence[Sense], index: int) -> tuple[str, ...]:
    """The signs that a title gives of the actor at `index` of its row."""
    right, left = right_of(row, index), left_of(row, index)
    found = dict.fromkeys([*_bag("title>", right), *_bag("title<", left)])
    after = [s for s in senses if index < s.start <= index + len(right)]
    told = [marked(row, s, index + 1) for s in after]
    found |= dict.fromkeys(f"title sense:{name}" for name in told)
    found |= dict.fromkeys(f"title sense1:{name}" for name in told[:1])
    return ("in title", *found)


_TURNING = frozenset(["to", "by", "not", "with", "in", '"'])
"""Plain words that do tell something where they stand near the actor."""

_REACH = 4
"""How many telling words a negation reaches."""


def _bag(name: str, row: Sequence[Token]) -> list[str]:
    return [f"{name}:{token.stem}" for token in row if token.telling]


def _bag_near(name: str, row: Sequence[Token]) -> list[str]:
    return [f"{name}:{token.stem}" for token in row if token.telling or token.word in _TURNING]


def _denied_words(row: Sequence[Token]) -> list[str]:
    """Words that a negation before them reaches ("will not be going": `not:go`)."""
    found: list[str] = []
    reach = 0
    for token in row:
        if token.denies:
            reach = _REACH
            found.append("not")
        elif reach and token.word[0].isalpha() and token.word not in PLAIN:
            reach -= 1
            found.append(f"not:{token.stem}")
    return found


def _words(right: Sequence[Token], left: Sequence[Token]) -> list[str]:
    after, before = [t.sort for t in right], [t.sort for t in left]
    found = _denied_words(right)
    found += _bag_near("r", right)
    found += _bag_near("l", left)
    found += [f"r2:{a}_{b}" for a, b in pairwise(after)]
    found += [f"l2:{a}_{b}" for a, b in pairwise(before)]
    found += [f"r3:{a}_{b}_{c}" for a, b, c in zip(after, after[1:], after[2:], strict=False)]
    for length in (1, 2, 3):
        found.append(f"next{length}:{'_'.join(after[:length])}")
        found.append(f"last{length}:{'_'.join(before[-length:])}")
    return found


def _standing(scene: Scene, index: int, party: Party) -> list[str]:
    """How the actor is named, and where it stands in its sentence."""
    sentence = scene.sentence
    named = mention_of(sentence, party)
    kind = named.kind if named else stem(party.text.lower().split(" ")[0])
    role = "subject" if party.subject else "object"
    found = [f"as:{kind}", role, f"as:{kind}|{role}"]
    if named and named.role:
        found.append(f"role:{named.role}")
    found.append(f"many:{min(3, len(party.codes))}")
    if not party.stands_alone:
        found.append("qualifies")
    if party.voice:
        found.append(f"voice:{party.voice}")
    found.append(f"link:{sentence.clauses[sentence.clause_at(party.start)].link}")
    found.append(f"place:{min(4, index)}")
    if any(start <= party.start < end for start, end in sentence.quoted):
        found.append("quoted")
    return found + _speaking(scene, party)


def _speaking(scene: Scene, party: Party) -> list[str]:
    spoken = scene.voice.party
    if spoken is None:
        return []
    if spoken.start != party.start or spoken.codes != party.codes:
        return ["another speaks"]
    return ["speaks", *_bag("says", scene.row)]


def _matter(scene: Scene, focus: Focus, party: Party, target: bool) -> list[str]:
    """How clearly the sentence is about the initiative."""
    sentence = scene.sentence
    low = sentence.low
    clause = sentence.clauses[sentence.clause_at(party.start)]
    found = [f"on it:{min(3, int(focus.score(low)))}"]
    if focus.named(low):
        found.append("names it")
    if other_matter(low[clause.start : clause.end], focus, low):
        found.append("other matter")
    if target:
        found.append("target")
        found.append(f"target|{'subject' if party.subject else 'object'}")
    if len(party.codes[0]) != 3:
        found.append("organisation")
    return found


def rule_signs(pieces: Sequence[Evidence]) -> list[str]:
    """What the rules make of an actor in a sentence."""
    if not pieces:
        return ["no rule"]
    found: list[str] = []
    for piece in pieces:
        found += [f"rule:{piece.stance}", f"role:{piece.role}", f"{piece.role}:{piece.stance}"]
        if piece.past:
            found.append("past")
        if piece.aside:
            found.append("aside")
    return found


def _beside(scene: Scene, party: Party, pieces: Sequence[Evidence], *, beside: bool) -> list[str]:
    """Whether the rules read others here: who only tells of others takes no position."""
    spoken = scene.voice.party
    speaks = spoken is not None and spoken.codes == party.codes
    named = "speaker" if speaks else "subject" if party.subject else "object"
    own = f"{named} {'read' if pieces else 'not read'}"
    others = sum([p.kind == "actor" and p.codes != party.codes for p in scene.around])
    return [
        f"{own}, others {'read' if beside else 'not read'}",
        f"{own}, others:{min(2, others)}",
    ]


def _cues_near(scene: Scene, party: Party, here: Near) -> list[str]:
    """Cues after and before the actor, whoever the rules think is meant."""
    begin, stop = here.start, here.end
    found: list[str] = []
    for start, _, cue in scene.cues:
        if party.end <= start < stop:
            mark = "-" if negated(scene.sentence, start, party.end) else ""
            found += [f"cue>:{cue.role}{mark}", f"says>:{cue.says}{mark}", f">{cue.pattern}"]
        elif begin <= start < party.start:
            mark = "-" if negated(scene.sentence, start, begin) else ""
            found += [f"cue<:{cue.role}{mark}", f"<{cue.pattern}"]
    offers = kinds_in(scene.sentence.low, party.start, stop)
    if offers.named:
        found.append("kinds")
    if offers.refused:
        found.append("no kinds")
    return found


def _senses(scene: Scene, index: int, left: int, right: int) -> list[str]:
    """Senses of words around the actor, in order, each marked where a negation reaches it."""
    row = scene.row
    after = [s for s in scene.senses if index < s.start <= index + right]
    before = [s for s in scene.senses if index - left <= s.start and s.end <= index]
    told = [marked(row, s, index + 1) for s in after]
    done = [marked(row, s, index - left) for s in before]
    found = [f"sense>:{name}" for name in told]
    found += [f"sense<:{name}" for name in done]
    found += [f"sense>:{name}:{s.strength}" for name, s in zip(told, after, strict=True)]
    found.append(f"sense>1:{told[0] if told else 'none'}")
    found.append(f"sense<1:{done[-1] if done else 'none'}")
    found += [f"sense>2:{a}_{b}" for a, b in pairwise(told)]
    if told:
        found.append(f"sense>near{min(3, after[0].start - index - 1)}:{told[0]}")
    if done and index and row[index - 1].word in ("by", "from", "of"):
        found.append(f"sense<{row[index - 1].word}:{done[-1]}")
    if not told and not done:
        found += [f"sense@:{marked(row, s, 0)}" for s in scene.senses]
    strong = [name for name, s in zip(told, after, strict=True) if s.strength == 3]
    found.append(f"sense>!:{strong[0] if strong else 'none'}")
    return found


def marked(row: Sequence[Token], sense: Sense, left: int) -> str:
    """A sense's name, with a minus where a negation after token `left` of its row reaches it."""
    return f"{sense.name}{_denied(row, sense.start, left)}"


def _denied(row: Sequence[Token], start: int, left: int) -> str:
    """A minus where an odd number of negations stands shortly before a place, else nothing."""
    near = row[max(left, start - 5) : start]
    denials = len([token for token in near if token.denies])
    if denials and FALSE_NEGATION.search(" ".join([token.word for token in near])):
        denials -= 1
    return "-" if denials % 2 else ""


_ECHO = re.compile(
    r"\b(?:(?:so|nor|neither) (?:do|does|did|has|have|is|are|will|would|can|could|was|were|too)\b"
    r"|the (?:same|latter|former)\b"
    r"|(?:likewise|similarly|ditto|as much|follow\w* suit|equally)\b"
    r"|(?:too|as well|either)(?=[,.;:]|$))|^\W*(?:so|nor|neither)\b"
)
"""Words that say of one what was said of another."""


def _shared(scene: Scene) -> list[str]:
    """What the whole sentence says, and what headings, questions and sentences before it do."""
    found = [f"s:{token.stem}" for token in scene.row if token.telling and token.party is None]
    found.append(f"acting:{min(5, scene.acting)}")
    if _ECHO.search(scene.sentence.low):
        found.append("echo")
    found.append(f"apart:{min(6, scene.apart)}")
    if scene.sentence.is_question:
        found.append("question")
    if scene.voice.nonstate:
        found.append("nonstate speaks")
    if scene.asked:
        found.append("asked")
    if scene.skipped:
        found.append(f"skipped:{scene.skipped}")
    if scene.section.side:
        found.append(f"side:{scene.section.side}")
    if scene.section.listed:
        found.append(f"listed:{scene.section.listed}")
    if scene.sentence.heading:
        words = [stem(word) for word in scene.sentence.heading.lower().split()][:8]
        found += [f"under:{word}" for word in words]
        found += [f"under2:{a}_{b}" for a, b in pairwise(words)]
    return list(dict.fromkeys(found))
