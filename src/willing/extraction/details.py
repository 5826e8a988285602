"""Details: kinds of contribution and conditions named near an actor, with signs of whose they are.

"Seven jets" in a sentence on three states are the offer of one of them, or nobody's; "once a truce
holds" may bind one or all. As with stances, signs are noted here and weighed elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from willing.extraction.clauses import Sentence
from willing.extraction.focus import Focus
from willing.extraction.scope import KindFound, Mark, find_conditions, find_kinds
from willing.extraction.senses import negates
from willing.extraction.signs import Scene, marked
from willing.extraction.tokens import Near, Token
from willing.reference.vocabulary import CONDITIONS


@dataclass(frozen=True, slots=True)
class Detail:
    """A kind or a condition (`name`) that a sentence names, seen from one of its actors."""

    name: str
    signs: tuple[str, ...]


Details = Callable[[], tuple[Detail, ...]]
"""What a sentence names near an actor, when asked."""


def none_named() -> tuple[Detail, ...]:
    """No details."""
    return ()


def kinds_near(scene: Scene, here: Near, focus: Focus) -> tuple[Detail, ...]:
    """The kinds of contribution named in the sentence of the actor that is `here`, each once."""
    low = scene.sentence.low
    found = []
    for kind, group in groupby(sorted(find_kinds(low), key=_kind), key=_kind):
        places = list(group)
        nearest = min(places, key=lambda k: (k.loose, _distance(scene, here.index, k.span)))
        span = nearest.span
        signs = [f"kind:{kind}", *_where(scene, here, span), *_worded(scene, here, kind, span)]
        if nearest.ruled_out:
            signs.append("ruled out")
        if not all(k.ruled_out for k in places):
            signs.append("once not ruled out")
        if kind in focus.kinds:
            signs.append("core")
        if nearest.loose:
            signs.append("loose")
        signs += _together(signs)
        found.append(Detail(kind, tuple(signs)))
    return tuple(found)


def _kind(found: KindFound) -> str:
    return found.kind


_RANKS: Mapping[Mark, int] = {"alone": 0, "marked": 0, "denied": 1, "plain": 2}
"""How surely a mark makes a phrase a condition, surest first."""


def conditions_near(scene: Scene, here: Near) -> tuple[Detail, ...]:
    """The conditions named in the sentence of the actor that is `here`, each once."""
    matches = find_conditions(scene.sentence.low)
    found = []
    for label in CONDITIONS:
        own = [m for m in matches if m.label == label]
        if not own:
            continue
        best = min(
            own,
            key=lambda m: (m.loose, _RANKS[m.mark], _distance(scene, here.index, m.span)),
        )
        signs = [f"condition:{label}", best.mark]
        if best.loose:
            signs += ["loose", f"loose {best.mark}"]
        elif any(m.loose and _RANKS[m.mark] == 0 for m in own):
            signs.append("loosely marked")
        signs += [*_where(scene, here, best.span), *_worded(scene, here, label, best.span)]
        clause = scene.sentence.clauses[scene.sentence.clause_at(best.start)]
        signs += [f"in {clause.link}", f"{best.mark}|{label}"]
        signs += [f"{best.mark}|{sign}" for sign in signs if sign.startswith(("others", "same"))]
        found.append(Detail(label, tuple(signs)))
    return tuple(found)


def _together(signs: Sequence[str]) -> Iterator[str]:
    others = next(sign for sign in signs if sign.startswith("others"))
    for sign in ("after", "before", "near", "ruled out"):
        if sign in signs:
            yield f"{sign}|{others}"


def _distance(scene: Scene, index: int, span: tuple[int, int]) -> tuple[int, int]:
    """How far a place is from an actor: other actors in between, then characters."""
    token = scene.row[index]
    gap = span[0] - token.end if span[0] >= token.end else token.start - span[1]
    return _others(scene.row, index, span), abs(gap)


def _others(row: Sequence[Token], index: int, span: tuple[int, int]) -> int:
    """How many other actors stand between an actor and a place."""
    own = row[index].party
    low, high = sorted((row[index].start, span[0]))
    between = [token.party for token in row if low < token.start < high and token.party is not None]
    return len(
        [p for p in between if p.subject and p.kind == "actor" and own and p.codes != own.codes]
    )


def _where(scene: Scene, here: Near, span: tuple[int, int]) -> Iterator[str]:
    token = here.token
    yield "after" if span[0] >= token.end else "before"
    yield f"others:{min(2, _others(scene.row, here.index, span))}"
    if token.end <= span[0] < here.end:
        yield "near"
    elif here.start <= span[0] < token.start:
        yield "near before"
    else:
        yield "far"
    if _same_clause(scene.sentence, token.start, span[0]):
        yield "same clause"
    yield f"acting:{min(4, scene.acting)}"
    before = [t.stem for t in scene.row if span[0] - 25 <= t.start < span[0]]
    if "#" in before:
        yield "number"


def _worded(scene: Scene, here: Near, name: str, span: tuple[int, int]) -> Iterator[str]:
    """How a detail is worded, what stands around it, and what between it and the actor."""
    row = scene.row
    at = bisect_right(row, span[0], key=_start) - 1
    stop = bisect_left(row, span[1], key=_start)
    if at < 0:
        return
    yield f"{name}={row[at].stem}"
    before, after = row[max(0, at - 3) : at], row[stop : stop + 2]
    yield from (f"<{place}:{t.sort}" for place, t in enumerate(reversed(before), start=1))
    yield from (f">{place}:{t.sort}" for place, t in enumerate(after, start=1))
    if any(negates(t.word) for t in before):
        yield "denied"
    low, high = sorted((at, here.index))
    yield f"apart:{(high - low).bit_length()}"
    between = [s for s in scene.senses if low < s.start < high]
    if between:
        yield f"first:{marked(row, between[0], low)}"
        yield f"last:{marked(row, between[-1], low)}"
    told = next((s for s in reversed(scene.senses) if s.start < at), None)
    yield f"sense:{marked(row, told, 0) if told else 'none'}"


def _start(token: Token) -> int:
    return token.start


def _same_clause(sentence: Sentence, one: int, other: int) -> bool:
    return sentence.clause_at(one) == sentence.clause_at(other)
