"""What the tests of weighing share: rows and claims read from a text, and claims made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.extraction.helpers import DAY, FORCE
from willing.documents.read import read_text
from willing.extraction.claims import Claim
from willing.extraction.clauses import Sentence
from willing.extraction.evidence import Evidence
from willing.extraction.focus import focus_on
from willing.extraction.lexicon import Role
from willing.extraction.mentions import find_mentions
from willing.extraction.parties import parties
from willing.extraction.rules import read_claims
from willing.extraction.sign_numbers import every_sign
from willing.extraction.tokens import Row, tokens
from willing.extraction.weighing import Weighed
from willing.reference.vocabulary import STANCES, Stance


def row_of(text: str) -> Row:
    """The row of one sentence, with the parties that it names."""
    sentence = Sentence(text, 0, 0, False, "", find_mentions(text, DAY))
    return tokens(sentence, parties(sentence), [focus_on(FORCE)])


def claims_of(text: str, *, title: str = "") -> list[Claim]:
    """Every claim of a text on the force, in order."""
    article = read_text(text, doc="t", title=title, date=DAY, clean=False)
    return read_claims(article, [FORCE], trusting=True)[1]


def signs_in(text: str, *, title: str = "") -> list[tuple[str, list[str]]]:
    """Every claim of a text on the force, in order: the actor, and its signs by name."""
    signs = every_sign()
    article = read_text(text, doc="t", title=title, date=DAY, clean=False)
    claims = read_claims(article, [FORCE], trusting=True, signs=signs)[1]
    return [(c.evidence.actor, [signs.names[sign] for sign in c.signs]) for c in claims]


def signs_of(text: str, actor: str) -> list[str]:
    """The signs of the one claim of an actor in a text, by name."""
    (found,) = (signs for code, signs in signs_in(text) if code == actor)
    return found


def claim_of(text: str, actor: str) -> Claim:
    """The one claim of an actor in a text."""
    (found,) = (claim for claim in claims_of(text) if claim.evidence.actor == actor)
    return found


def piece(actor: str, stance: Stance | None, role: Role = "join", place: int = 0) -> Evidence:
    """What the rules might have read at a place of a text."""
    return Evidence(actor, actor, "", "force", stance, role, place, place + 9, place)


def claim(actor: str, *pieces: Evidence, place: int = 0, flags: Sequence[str] = ()) -> Claim:
    """A claim made by hand: an actor in the sentence at a place."""
    bare = piece(actor, None, "weighed", place)
    return Claim(bare, pieces, (), frozenset(flags), (place, place + 20))


def filed(claim: Claim, side: str) -> Claim:
    """The same claim under a heading that files it."""
    told = tuple(replace(piece, side=side) for piece in claim.pieces)
    return replace(claim, evidence=replace(claim.evidence, side=side), pieces=told)


def steps_at(**chances: float) -> tuple[float, ...]:
    """Chances of the steps, the named ones as given and the rest shared by the others."""
    rest = (1 - sum(chances.values())) / (len(STANCES) - len(chances))
    return tuple(chances.get(stance, rest) for stance in STANCES)


def weighed(states: float, steps: tuple[float, ...], *claims: Claim) -> Weighed:
    """Claims of one actor, each and all with the same chances."""
    return Weighed(claims, tuple((states, steps) for _ in claims), states, steps)
