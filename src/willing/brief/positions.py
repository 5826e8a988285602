"""Who stands where? The word of the source in one column, the number of the model in another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from willing.brief.blocks import Block, Chart, Group, Mark, Prose, Quote, Section, Standing
from willing.brief.clauses import condition_words, event_words, label_words
from willing.brief.material import Material, all_from, quotes
from willing.brief.words import (
    STANCE_WORDS,
    contributed,
    joining_words,
    kind_words,
    likelihood,
    listed,
    offer_words,
    percent,
    the,
    whole_percent,
)
from willing.models.formation.joining import ActorJoins, PledgeActive
from willing.reference.vocabulary import PRESENCE, STANCES, Stance
from willing.scenario.conditions import And, Condition, EventRef, all_of, parse

GROUPS: dict[Stance, str] = {
    "lead": "Leading",
    "in": "In",
    "lean_in": "Leaning in",
    "undecided": "Undecided or divided",
    "lean_out": "Leaning out",
    "out": "Out",
    "oppose": "Against",
}

UNHEARD = "No word of theirs: set by the analyst"

NOTICEABLE = 0.01
"""Two probabilities that differ by less read the same."""

POSSIBLE = 0.1
"""What an actor would bring is of interest where it is willing with at least this."""


def standing_section(material: Material) -> Section:
    """Actors grouped by what they said, the beneficiary apart."""
    beneficiary = material.outlook.scenario.initiative.beneficiary
    core = material.outlook.formation.core
    left = "what the source says, in its own words"
    if not material.entries:
        left = "the analyst’s word, since no source was read"
    blocks: list[Block] = [
        Prose(
            f"On the left is {left}. On the right is what the model makes of it. "
            f"{joining_words(core)} {all_from(material)}".rstrip()
        )
    ]
    awaited = shared_events(material)
    if awaited:
        blocks.append(Prose(_all_wait(material, awaited)))
    for title, actors in grouped(material):
        standings = [_standing(material, actor, awaited) for actor in actors]
        blocks.append(Group(title, tuple(once(standings))))
    if beneficiary:
        own = _standing(material, beneficiary, awaited)
        said = shown_stance(material, beneficiary)
        title = f"For whom it is meant: {STANCE_WORDS[said]}" if said else "For whom it is meant"
        blocks.append(Group(title, (own,)))
    return Section("standing", "Who stands where", tuple(blocks))


def once(standings: Sequence[Standing]) -> Iterator[Standing]:
    """The same, with quotes that several actors share under the first of them only."""
    first: dict[tuple[Quote, ...], str] = {}
    for standing in standings:
        before = first.setdefault(standing.quotes, standing.actor)
        if standing.quotes and before != standing.actor:
            yield replace(standing, quotes=(), same_as=the(before))
        else:
            yield standing


def shared_events(material: Material) -> tuple[str, ...]:
    """The events without which no pledge that counts as joining is active."""
    core = [pledge for pledge in material.outlook.formation.pledges if pledge.core]
    awaited = [_conjuncts(parse(pledge.when)) for pledge in core]
    if len(awaited) < 2:
        return ()
    return tuple(
        part.name
        for part in awaited[0]
        if isinstance(part, EventRef) and all(part in others for others in awaited)
    )


def _conjuncts(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, And) else (condition,)


def _all_wait(material: Material, awaited: Sequence[str]) -> str:
    chances = {split.event: split.p for split in material.outlook.formation.by_event}
    clauses = [
        f"{event_words(name, material.event_titles.get(name, ''))}, "
        f"which is {likelihood(chances[name])}"
        for name in awaited
    ]
    return f"Nobody joins unless {listed(clauses)}. Further conditions stand with each actor."


def grouped(material: Material) -> Iterator[tuple[str, list[str]]]:
    """The groups that are not empty, from leading to against; the likeliest to join first."""
    beneficiary = material.outlook.scenario.initiative.beneficiary
    actors = [actor for actor in everybody(material) if actor != beneficiary]
    for stance in reversed(STANCES):
        found = [actor for actor in actors if shown_stance(material, actor) == stance]
        if found:
            yield GROUPS[stance], sorted(found, key=lambda code: _order(material, code))
    left = [actor for actor in actors if shown_stance(material, actor) is None]
    pledging = [actor for actor in left if material.outlook.scenario.actors[actor].pledges]
    if pledging:
        yield UNHEARD, sorted(pledging, key=lambda code: _order(material, code))


def everybody(material: Material) -> list[str]:
    """The scenario's actors, and whoever spoke without being in it."""
    spoke = (entry.statement.actor for entry in material.entries)
    return list(dict.fromkeys((*material.outlook.scenario.actors, *spoke)))


def shown_stance(material: Material, actor: str) -> Stance | None:
    """The word under which an actor is listed: its own, else the label that the analyst wrote.

    None where there is only a number.
    """
    said = material.said(actor)
    known = material.outlook.scenario.actors.get(actor)
    if said or known is None:
        return said
    core = material.outlook.formation.core
    pledges = sorted(known.pledges, key=lambda pledge: pledge.kind not in core)
    return next((p.stance for p in pledges if isinstance(p.stance, str)), None)


def joins(material: Material, actor: str) -> ActorJoins | None:
    """What the model finds for an actor; None for one without pledges."""
    known = material.outlook.scenario.actors.get(actor)
    if known is None or not known.pledges:
        return None
    return material.outlook.formation.actor(actor)


def core_pledge(material: Material, actor: str) -> PledgeActive | None:
    """The pledge of a core kind that is the most likely to be active."""
    core = [p for p in material.outlook.formation.pledges if p.actor == actor and p.core]
    return max(core, key=lambda pledge: (pledge.p_active.p, pledge.p_willing), default=None)


def offers(material: Material, actor: str) -> str:
    """What an actor offers and rules out, by its statements; else by its pledges."""
    heard = [entry.statement for entry in material.heard(actor)]
    offered = [kind for statement in heard for kind in statement.contribution]
    refused = [kind for statement in heard for kind in statement.no_contribution]
    if offered or refused or heard:
        return offer_words([kind for kind in offered if kind not in refused], refused)
    mine = [pledge for pledge in material.outlook.formation.pledges if pledge.actor == actor]
    no = [pledge.kind for pledge in mine if pledge.p_willing < 0.5]
    return offer_words([pledge.kind for pledge in mine if pledge.kind not in no], no)


def refuses_core(material: Material, actor: str) -> bool:
    """Whether its statements rule out a kind that counts as joining."""
    core = material.outlook.formation.core
    heard = [entry.statement for entry in material.heard(actor)]
    offered = {kind for statement in heard for kind in statement.contribution}
    refused = {kind for statement in heard for kind in statement.no_contribution}
    return bool(refused.intersection(core)) and not offered.intersection(core)


def glance(material: Material) -> Chart | None:
    """The chart: every actor that is asked to join, grouped by what was said."""
    marks = []
    for title, actors in grouped(material):
        for actor in actors:
            found, pledge = joins(material, actor), core_pledge(material, actor)
            if found is not None and actor not in material.outside:
                willing = pledge.p_willing if pledge else 0.0
                marks.append(
                    Mark(
                        actor=material.name(actor),
                        group=title,
                        joins=found.p_joins.p,
                        joins_greatest=found.p_joins_greatest.p,
                        willing=willing,
                    )
                )
    if not marks:
        return None
    said = "; ".join(f"{mark.actor} ({mark.group.lower()}) {percent(mark.joins)}" for mark in marks)
    return Chart("How likely each one is to join", f"Probability of joining: {said}.", tuple(marks))


def _standing(material: Material, actor: str, awaited: Sequence[str]) -> Standing:
    stance = shown_stance(material, actor)
    heard = material.heard(actor)
    labels = [label for entry in heard for label in entry.statement.conditions]
    return Standing(
        actor=material.name(actor),
        said=_word(material, actor, stance),
        offers=offers(material, actor),
        condition=label_words(labels),
        quotes=quotes(material, heard),
        found=tuple(_found(material, actor, awaited)),
    )


def _word(material: Material, actor: str, stance: Stance | None) -> str:
    """What the group's title does not say of an actor already."""
    if stance is None:
        return "no word found" if actor in material.outside else ""
    if any(entry.statement.veto for entry in material.heard(actor)):
        return "would veto it"
    by_analyst = material.said(actor) is None and bool(material.entries)
    return "the analyst’s word" if by_analyst else ""


def _found(material: Material, actor: str, awaited: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The numbers of the model: joins, would if its conditions held, brings, waits for."""
    found, pledge = joins(material, actor), core_pledge(material, actor)
    if found is None:
        outside = actor in material.outside
        yield "Joins", "not asked to" if outside else "no pledge in the scenario"
        return
    if pledge is None:
        yield "Joins", "offers nothing that counts"
    else:
        yield "Joins", likelihood(found.p_joins.p)
        if pledge.when and pledge.p_willing - found.p_joins.p > NOTICEABLE:
            yield "Willing, conditions aside", likelihood(pledge.p_willing)
        if pledge.p_willing >= POSSIBLE:
            yield from _terms(material, pledge, awaited)
    mine = [p for p in material.outlook.formation.pledges if p.actor == actor and not p.core]
    if mine:
        kinds = listed(list(dict.fromkeys(kind_words(p.kind) for p in mine)), "or")
        yield f"Supports with {kinds}", likelihood(found.p_supports.p)


def _terms(
    material: Material, pledge: PledgeActive, awaited: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """What the pledge brings if it counts, and what else than the shared events it waits for."""
    brings = listed(list(what_it_brings(material, pledge.actor)))
    if brings:
        yield "Brings, if it joins", f"about {brings}"
    parts = [
        part
        for part in _conjuncts(parse(pledge.when))
        if not (isinstance(part, EventRef) and part.name in awaited)
    ]
    clause = condition_words(all_of(parts), material.event_titles, material.sentence_name)
    if clause:
        yield "Only if", clause


def what_it_brings(material: Material, actor: str) -> Iterator[str]:
    """What each of the actor's core pledges brings, those that are out of the question left out."""
    for pledge in material.outlook.formation.pledges:
        possible = pledge.core and pledge.p_willing >= POSSIBLE
        if pledge.actor == actor and possible and pledge.unit != PRESENCE and pledge.amount:
            yield contributed(pledge.kind, pledge.amount)


def _order(material: Material, actor: str) -> tuple[int, int, str]:
    found, pledge = joins(material, actor), core_pledge(material, actor)
    p = whole_percent(found.p_joins.p) if found else -1
    willing = whole_percent(pledge.p_willing) if pledge else 0
    return (-p, -willing, material.name(actor))


def names_by_stance(material: Material, stances: Sequence[Stance]) -> list[str]:
    """The codes of the actors that said one of these, the beneficiary left out."""
    wanted = {GROUPS[stance] for stance in stances}
    return [code for title, actors in grouped(material) if title in wanted for code in actors]
