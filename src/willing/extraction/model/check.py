"""The check: which proposals of a model are borne out by the document, and why are others not?

Nothing here trusts the model. A proposal becomes a statement only if its labels are ours, its
actor is known, its quote stands in the chunk word for word with nothing beside it that turns it,
the actor is in reach of the quote, the passage is not addressed to its reader, and the rules do
not contradict. Every refusal has its reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from willing.extraction.model.addressed import speaks_to_a_machine, speaks_to_the_reader
from willing.extraction.model.chunks import Chunk
from willing.extraction.model.kept import statement_of
from willing.extraction.model.labels import actors_called, wrong_label
from willing.extraction.model.polarity import Place, contradicted
from willing.extraction.model.proposal import Proposal
from willing.extraction.model.reach import Reach, reach
from willing.extraction.model.scene import Scene
from willing.extraction.model.turned import lost_after, lost_before
from willing.extraction.model.verbatim import normalised, occurrences
from willing.extraction.statement import Statement
from willing.reference.initiative import Initiative

SHORTEST, LONGEST, SENTENCES = 8, 800, 3
"""Characters of a quote, at least and at most, and the sentences that it may touch: fewer words
stand everywhere, and more would put any actor in reach of anything."""

AROUND = 2_000
"""Characters of a paragraph before and after a quote in which words to a machine make it suspect:
all of any paragraph of prose, and not all of a page without a line break."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A proposal that is not kept, as the model made it, and the reason."""

    doc: str
    actor: str
    initiative: str
    stance: str
    quote: str
    reason: str


def check(proposal: Proposal, chunk: Chunk, scene: Scene) -> Iterator[Statement | Refusal]:
    """Statements that a proposal comes to, one for each actor that it names, or why not."""
    initiative = next((i for i in scene.initiatives if i.id == proposal.initiative), None)
    reason = wrong_label(proposal, initiative)
    codes = actors_called(proposal.actor, scene) if not reason else ()
    if not codes or initiative is None:
        yield refusal(proposal, scene.article.doc, reason or "no actor of that name is known")
        return
    for code in codes:
        found = _place(proposal, chunk, scene, code, initiative)
        if isinstance(found, str):
            yield refusal(proposal, scene.article.doc, found)
        else:
            yield statement_of(proposal, scene, *found)


def refusal(proposal: Proposal, doc: str, reason: str) -> Refusal:
    """A proposal with the reason why it is not kept; long words are cut."""
    fields = (proposal.actor, proposal.initiative, proposal.stance)
    actor, initiative, stance = (text[:80] for text in fields)
    return Refusal(doc, actor, initiative, stance, proposal.quote[:LONGEST], reason)


def malformed(doc: str, reason: str) -> Refusal:
    """Something in an answer that is no proposal at all."""
    return Refusal(doc, "", "", "", "", reason)


def _place(
    proposal: Proposal, chunk: Chunk, scene: Scene, code: str, initiative: Initiative
) -> tuple[Place, Reach] | str:
    """Where the quote stands and bears the proposal out, or why it nowhere does."""
    if len(proposal.quote) < SHORTEST or len(normalised(proposal.quote)[0].split()) < 2:
        return "the quote is too short to say anything"
    if len(proposal.quote) > LONGEST:
        return f"the quote is longer than {LONGEST} characters"
    reasons: list[str] = []
    for start, end in _quoted(proposal.quote, chunk, scene):
        place = Place(code, initiative, proposal.stance, start, end)
        found = _borne_out(scene, place)
        if isinstance(found, Reach):
            return place, found
        reasons.append(found)
    return reasons[0] if reasons else "the quote does not stand in the text word for word"


def _quoted(quote: str, chunk: Chunk, scene: Scene) -> Iterator[tuple[int, int]]:
    for span in chunk.spans:
        for start, end in occurrences(quote, scene.article.text[span.start : span.end]):
            yield span.start + start, span.start + end


def _borne_out(scene: Scene, place: Place) -> Reach | str:
    """How the words at a place bear a proposal out, or why they do not."""
    numbers = scene.sentences_at(place.start, place.end)
    if not 1 <= len(numbers) <= SENTENCES:
        return "the quote's sentences are too long, or too many, to be checked"
    first, last = scene.sentences[numbers[0]], scene.sentences[numbers[-1]]
    if _addressed(scene, place, numbers):
        return "addressed to the reader"
    if last.is_question:
        return "the quote is a question"
    lost = lost_before(first, place.start - first.start) or lost_after(last, place.end - last.start)
    if lost:
        return f"the quote leaves out “{lost}” beside it"
    found = reach(scene, place.code, place.start, place.end)
    if isinstance(found, str):
        return found
    return contradicted(scene, place, found) or found


def _addressed(scene: Scene, place: Place, numbers: range) -> bool:
    """Whether the quote's paragraph, as far as `AROUND`, or its sentences speak to their reader."""
    paragraph = scene.article.paragraphs[scene.sentences[numbers[0]].paragraph]
    begin, end = max(paragraph.start, place.start - AROUND), min(paragraph.end, place.end + AROUND)
    if speaks_to_a_machine(scene.article.text[begin:end]):
        return True
    return any(speaks_to_the_reader(scene.sentences[number].text) for number in numbers)
