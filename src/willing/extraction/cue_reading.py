"""Evidence: one cue, read in its scope, as what one actor says about one initiative."""

from __future__ import annotations

import re

from willing.extraction.clauses import Sentence
from willing.extraction.evidence import CLEARLY, Evidence
from willing.extraction.focus import Focus, choose, other_matter
from willing.extraction.lexicon import Cue
from willing.extraction.parties import Party
from willing.extraction.quotes import quote_span
from willing.extraction.scope import (
    hedged,
    in_the_past,
    kinds_in,
    negated,
    normative,
)
from willing.extraction.sections import Section
from willing.extraction.state import State
from willing.extraction.voices import Voice
from willing.reference.countries import is_state
from willing.reference.vocabulary import Stance

CARRIES = 4
"""For how many sentences after one that names the initiative it is still what is talked about."""

_TAKES_PART = ("join", "send", "refuse", "oppose", "veto", "open", "unsure", "doubt")
_NOTHING = re.compile(r"\b(?:no|not one|not a single|neither|zero)\b")
_UNREAL = re.compile(
    r"\b(?:whether|if|hop(?:e|es|ed|ing)|fear\w*|want(?:s|ed)?|need(?:s|ed)?|await\w*|expect\w*"
    r"|den(?:y|ies|ied)|yet\s+to|would|could|might|may|without|missing|unclear|unlikely)\b"
)
_ENDING = re.compile(
    r"\b(?:veto\w*|withdraw\w*|leaving|exit|end|cuts?|delay\w*|remov\w*|obstruct\w*|attacks?)\b"
)
_OWN_ACTS = ("join", "send", "back", "lead", "refuse")
_HEDGE: dict[Stance, Stance] = {"in": "lean_in", "lead": "lean_in"}


def read_cue(
    state: State,
    sentence: Sentence,
    section: Section,
    match: tuple[int, int, Cue],
    actor: Party,
    code: str,
    voice: Voice,
    around: list[Party],
) -> Evidence | None:
    """The evidence of one cue (`match`: its start, end and entry) for one of its actors.

    None where the clause is about another matter, or where the cue says nothing in its scope.
    """
    start, end, cue = match
    index = sentence.clause_at(start)
    clause = sentence.clauses[index]
    low = sentence.low[clause.start : clause.end]
    focus, relevance = choose(state.focuses, low, sentence.low, state.context, state.main)
    if cue.role == "veto":
        focus = _where_vetoes_count(state, focus)
    on_it = (
        relevance >= CLEARLY
        or bool(section.side and state.mind.label)
        or (focus is state.main and state.apart <= CARRIES and cue.role in _TAKES_PART)
    )
    bare = len(sentence.low[start:end].split()) == 1
    objectless = bare and len(sentence.low[start : clause.end].split()) <= 3
    about = sentence.low if objectless else low
    if other_matter(about, focus, sentence.low) or (state.strict and not on_it):
        return None
    if not on_it and cue.role == "back" and cue.attach == "right":
        return None
    if not is_state(code) and _inside_name(focus, sentence, actor):
        return None
    left = actor.end if actor.end <= start else clause.start
    stance, notes = _polarity(state, sentence, cue, (start, end), left)
    if stance is None:
        return None
    inside = (start, end) if cue.attach == "inside" else (clause.start, clause.end)
    offers = kinds_in(sentence.low, *inside)
    quoted = quote_span(sentence, actor, (start, end), around)
    if stance in ("in", "lead", "lean_in"):
        offered, refused = offers.named, offers.refused
    elif stance in ("out", "lean_out"):
        offered, refused = (), tuple(dict.fromkeys((*offers.named, *offers.refused)))
    else:
        offered, refused = (), offers.refused
    return Evidence(
        actor=code,
        actor_text=actor.text,
        person=actor.person,
        initiative=focus.initiative.id,
        stance=stance,
        role=cue.role,
        start=sentence.start + quoted[0],
        end=sentence.start + quoted[1],
        place=state.place + start,
        offered=offered if cue.role != "lead" or offers.named else (),
        refused=refused,
        speaker=speaker_of(actor, voice),
        voice=actor.voice if actor.voice in ("outgoing", "incoming") else "",
        side=section.files,
        past=in_the_past(sentence, start),
        aside=clause.link == "relative" and actor.end <= clause.start,
        relevance=relevance,
        trace=(f"cue: {cue.pattern} ({cue.says})", *notes),
    )


def _where_vetoes_count(state: State, focus: Focus) -> Focus:
    """Nobody can veto what others opt into: a veto is then one in a body that the page names."""
    if focus.initiative.body != "opt-in" or not focus.initiative.inferred:
        return focus
    bodies = [f for f in state.focuses if f.initiative.body not in ("", "opt-in")]
    return bodies[0] if bodies else focus


def _inside_name(focus: Focus, sentence: Sentence, actor: Party) -> bool:
    """Whether an organisation stands only in the initiative's own name ("a NATO-led mission")."""
    return any(start <= actor.start < end for start, end in focus.places(sentence.low))


def _polarity(
    state: State, sentence: Sentence, cue: Cue, span: tuple[int, int], left: int
) -> tuple[Stance | None, tuple[str, ...]]:
    """What a cue says once negation and modality are heeded."""
    start, end = span
    if cue.role == "same":
        if state.last is None or state.last.stance is None:
            return None, ()
        return state.last.stance, ("scope: the same as said before",)
    if cue.attach == "left" and cue.role in _OWN_ACTS and normative(sentence, start, left):
        return None, ()
    if cue.attach == "agent" and _is_unreal(sentence, start):
        return None, ()
    denied = negated(sentence, start, left)
    if cue.role in ("send", "doubt") and " no " not in f" {cue.pattern} " and not denied:
        denied = _NOTHING.search(sentence.low[start:end]) is not None
    if cue.attach in ("left", "left_end", "agent") and denied:
        return cue.negated, (f"scope: negated, {cue.negated}",)
    stance = cue.says
    own = cue.role in ("join", "send", "back", "lead")
    if own and stance in _HEDGE and hedged(sentence, start, left):
        return _HEDGE[stance], ("scope: hedged by a modal",)
    return stance, ()


def _is_unreal(sentence: Sentence, start: int) -> bool:
    """Whether the clause of a passive cue only asks, hopes or fears, or tells of the end of it all:
    "a withdrawal was ruled out by Peru".
    """
    clause = sentence.clauses[sentence.clause_at(start)]
    return _UNREAL.search(sentence.low, clause.start, clause.end) is not None or (
        _ENDING.search(sentence.low, clause.start, start) is not None
    )


def speaker_of(actor: Party, voice: Voice) -> str | None:
    """Whose word it is: the leader named, or who else is said to say it; None for the author."""
    if actor.voice == "incoming":
        return None
    if actor.person:
        return actor.person
    spoken = voice.party
    if spoken is not None and spoken.codes == actor.codes and not spoken.person:
        return None
    return voice.name or None
