"""Details: kinds of contribution and conditions named near an actor, with signs of whose they are.

"Seven jets" in a sentence on three states are the offer of one of them, or nobody's; "once a truce
holds" may bind one or all. As with stances, signs are noted here and weighed elsewhere.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from willing.extraction.focus import Focus
from willing.extraction.parties import Party
from willing.extraction.scope import ConditionFound, Mark, find_conditions, find_kinds
from willing.extraction.signs import Scene, Wording, marked
from willing.extraction.tokens import Near
from willing.reference.vocabulary import CONDITIONS


@dataclass(slots=True)
class Detail:
    """A kind or a condition (`name`) that a sentence names, seen from one of its actors.

    `ruled_out`: a kind that is excluded. `known`: the chance that it is meant where no weighing
    is needed: a condition that is denied is nobody's, one plainly marked where one alone acts is
    its own.
    """

    name: str
    signs: Sequence[str]
    ruled_out: bool = False
    known: float | None = None


class Details:
    """What a sentence names near an actor, looked for when first asked: most are never asked."""

    __slots__ = ("_find", "_found")

    def __init__(self, find: Callable[[], tuple[Detail, ...]]) -> None:
        self._find = find
        self._found: tuple[Detail, ...] | None = None

    def __call__(self) -> tuple[Detail, ...]:
        """The kinds or conditions, each once."""
        if self._found is None:
            self._found = self._find()
        return self._found


NONE_NAMED = Details(tuple)
"""No details."""


def kinds_near(scene: Scene, here: Near, focus: Focus) -> tuple[Detail, ...]:
    """The kinds of contribution named in the sentence of the actor that is `here`, each once."""
    kinds = find_kinds(scene.sentence.low)
    if not kinds:
        return ()
    found = []
    others = _others(scene, here.party)
    for kind, places in kinds:
        nearest = places[0]
        if len(places) > 1:
            nearest = min(places, key=lambda k: (k.loose, _distance(others, here.party, k.span)))
        wording = _wording(scene, kind, nearest.span)
        where = _where(scene, here, wording)
        between = _between(others, here.party, wording.start)
        together = f"others:{between}"
        signs = [f"kind:{kind}", *where, together, *wording.signs, *_seen(scene, here, wording)]
        signs += [f"{sign}|{together}" for sign in where if sign in _WITH_OTHERS]
        if nearest.ruled_out:
            signs += ["ruled out", f"ruled out|{together}"]
        if False in [k.ruled_out for k in places]:
            signs.append("once not ruled out")
        if kind in focus.kinds:
            signs.append("core")
        if nearest.loose:
            signs.append("loose")
        found.append(Detail(kind, signs, nearest.ruled_out))
    return tuple(found)


_WITH_OTHERS = ("after", "before", "near")
"""Signs that are one more sign together with how many others stand in between."""

_RANKS: Mapping[Mark, int] = {"alone": 0, "marked": 0, "denied": 1, "plain": 2}
"""How surely a mark makes a phrase a condition, surest first."""


def conditions_near(scene: Scene, here: Near) -> tuple[Detail, ...]:
    """The conditions named in the sentence of the actor that is `here`, each once."""
    matches = find_conditions(scene.sentence.low)
    if not matches:
        return ()
    labels = {match.label for match in matches}
    others = _others(scene, here.party)
    return tuple(
        [
            _condition(scene, here, label, [m for m in matches if m.label == label], others)
            for label in CONDITIONS
            if label in labels
        ]
    )


def _condition(
    scene: Scene, here: Near, label: str, places: Sequence[ConditionFound], others: Sequence[int]
) -> Detail:
    """A condition named at some places, by the surest and nearest of them."""
    best = places[0]
    if len(places) > 1:
        best = min(
            places, key=lambda m: (m.loose, _RANKS[m.mark], _distance(others, here.party, m.span))
        )
    mark = best.mark
    wording = _wording(scene, label, best.span)
    where = _where(scene, here, wording)
    between = _between(others, here.party, wording.start)
    signs = [f"condition:{label}", mark, f"{mark}|{label}"]
    if best.loose:
        signs += ["loose", f"loose {mark}"]
    elif any(m.loose and _RANKS[m.mark] == 0 for m in places):
        signs.append("loosely marked")
    signs += [*where, f"others:{between}", f"{mark}|others:{between}"]
    if "same clause" in where:
        signs.append(f"{mark}|same clause")
    if label == "others_join" and wording.word:
        signs.append(f"{mark}|{label}={wording.word}")
    signs += [*wording.signs, *_seen(scene, here, wording)]
    signs.append(f"in {scene.sentence.clauses[wording.clause].link}")
    sure = not best.loose and _RANKS[mark] == 0 and scene.acting == 1
    return Detail(label, signs, known=0.0 if mark == "denied" else 1.0 if sure else None)


def _others(scene: Scene, own: Party) -> list[int]:
    """Where the other actors of a sentence stand."""
    return [p.start for p in scene.actors if p.codes != own.codes]


def _distance(others: Sequence[int], own: Party, span: tuple[int, int]) -> tuple[int, int]:
    """How far a place is from an actor: other actors in between, then characters."""
    gap = span[0] - own.end if span[0] >= own.end else own.start - span[1]
    return _count_between(others, own, span[0]), abs(gap)


def _count_between(others: Sequence[int], own: Party, place: int) -> int:
    """How many of the places of others are between an actor and a place."""
    low, high = (own.start, place) if own.start < place else (place, own.start)
    return len([other for other in others if low < other < high])


def _between(others: Sequence[int], own: Party, place: int) -> int:
    """How many others stand between an actor and a place, two at most."""
    return min(2, _count_between(others, own, place))


def _where(scene: Scene, here: Near, wording: Wording) -> list[str]:
    """Where a detail stands as seen from the actor."""
    own, begin = here.party, wording.start
    found = ["after" if begin >= own.end else "before"]
    if own.end <= begin < here.end:
        found.append("near")
    elif here.start <= begin < own.start:
        found.append("near before")
    else:
        found.append("far")
    if scene.sentence.clause_at(own.start) == wording.clause:
        found.append("same clause")
    return found


def _seen(scene: Scene, here: Near, wording: Wording) -> list[str]:
    """How many words and which senses stand between a detail and the actor."""
    at = wording.place
    if at < 0:
        return []
    low, high = (at, here.index) if at < here.index else (here.index, at)
    found = [f"apart:{(high - low).bit_length()}"]
    between = [s for s in scene.senses if low < s.start < high]
    if between:
        found.append(f"first:{marked(scene.row, between[0], low)}")
        found.append(f"last:{marked(scene.row, between[-1], low)}")
    return found


def _wording(scene: Scene, name: str, span: tuple[int, int]) -> Wording:
    """How a detail is worded, looked at once for all actors of its sentence."""
    found = scene.wordings.get((name, span))
    if found is None:
        found = scene.wordings[name, span] = _worded(scene, name, span)
    return found


def _worded(scene: Scene, name: str, span: tuple[int, int]) -> Wording:
    row, begin = scene.row, span[0]
    acting = [f"acting:{min(4, scene.acting)}"]
    at = bisect_right(row.starts, begin) - 1
    clause = scene.sentence.clause_at(begin)
    if at < 0:
        return Wording(begin, clause, at, "", acting)
    before = slice(max(0, at - 3), at)
    stop = bisect_left(row.starts, span[1])
    found = [*acting, f"{name}={row.stems[at]}"]
    found += [f"<{place}:{sort}" for place, sort in enumerate(reversed(row.sorts[before]), 1)]
    found += [f">{place}:{sort}" for place, sort in enumerate(row.sorts[stop : stop + 2], 1)]
    if True in row.denies[before]:
        found.append("denied")
    first, last = bisect_left(row.starts, begin - 25), bisect_left(row.starts, begin)
    if "#" in row.stems[first:last]:
        found.append("number")
    told = [s for s in scene.senses if s.start < at]
    found.append(f"sense:{marked(row, told[-1], 0) if told else 'none'}")
    return Wording(begin, clause, at, row.stems[at], found)
