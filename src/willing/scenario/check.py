"""Does a scenario that can be read also make sense? Every problem, with its place and its mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from willing.errors import ConditionError
from willing.reference.capability import personnel
from willing.reference.countries import country_name, is_state, resolve, states
from willing.reference.vocabulary import KINDS, SUPPORT
from willing.scenario.aidcheck import aid_problems
from willing.scenario.bodycheck import body_problems
from willing.scenario.conditions import (
    ALWAYS,
    RESERVED,
    Condition,
    Name,
    names,
    parse,
    waits_for_others,
)
from willing.scenario.crisis import NO_EVENT, USUAL_EVENTS, Crisis
from willing.scenario.crisischeck import crisis_problems, unknown_force
from willing.scenario.issuecheck import issue_problems
from willing.scenario.leadercheck import leader_problems
from willing.scenario.pledges import highest, pledge_ids
from willing.scenario.possible import PledgeKey, obstacles
from willing.scenario.problems import Locate, Place, Problem, Severity, nowhere, suggestion
from willing.scenario.scenario import LARGEST, Branch, Scenario
from willing.scenario.talkscheck import talks_problems
from willing.scenario.tokens import is_name

MOST_CYCLES = 20
"""Cycles of events that are told at once."""


def check(scenario: Scenario, *, lines: Locate = nowhere) -> list[Problem]:
    """Everything that is wrong (errors) or looks wrong (warnings) with a scenario.

    `lines` finds the line of a place, for a scenario from a file.
    """
    found = _Found(scenario, lines)
    found.problems.extend(_names_of_the_scenario(found))
    found.problems.extend(_question(found))
    found.problems.extend(_events(found))
    found.problems.extend(_pledges(found))
    found.problems.extend(_cycles(found))
    found.problems.extend(_crisis(found))
    found.problems.extend(_talks(found))
    found.problems.extend(_leaders(found))
    found.problems.extend(_aid(found))
    found.problems.extend(_unused_events(found))
    found.problems.extend(_never(found))
    found.problems.extend(_requirements(found))
    found.problems.extend(_changes(found))
    for name, body in scenario.bodies.items():
        where = Place(("bodies", name))
        for severity, place, message, mend in body_problems(scenario, body, where):
            found.problems.append(found.problem(severity, place, message, mend))
    for name, issue in scenario.issues.items():
        for severity, place, message, mend in issue_problems(issue, Place(("issues", name))):
            found.problems.append(found.problem(severity, place, message, mend))
    return sorted(found.problems, key=lambda p: (p.severity, p.line, p.column))


@dataclass(slots=True)
class _Found:
    """The scenario under examination, and what was found out about it so far."""

    scenario: Scenario
    lines: Locate
    problems: list[Problem] = field(default_factory=list)
    whens: dict[PledgeKey, Condition] = field(default_factory=dict)
    causes: dict[str, set[str]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def problem(self, severity: Severity, place: Place, message: str, mend: str) -> Problem:
        return Problem(severity, str(place), message, mend, *self.lines(place))

    def error(self, place: Place, message: str, mend: str) -> Problem:
        return self.problem("error", place, message, mend)

    def warning(self, place: Place, message: str, mend: str) -> Problem:
        return self.problem("warning", place, message, mend)

    @property
    def kinds(self) -> tuple[str, ...]:
        return (*KINDS, SUPPORT, *self.scenario.initiative.kinds)


def _names_of_the_scenario(found: _Found) -> Iterator[Problem]:
    """Names that conditions could not write, and actors that nobody would recognise."""
    scenario = found.scenario
    for code in scenario.actors:
        place = Place(("actors", code), key=True)
        if code in RESERVED or not (is_state(code) or (is_name(code) and code.islower())):
            yield found.error(place, f"no actor has the code `{code[:80]}`", _actor_mend(code, ()))
    for name in scenario.events:
        if not is_name(name) or name in RESERVED:
            mend = "use letters, digits and `_`, and no word of the condition language"
            place = Place(("events", name), key=True)
            yield found.error(place, f"`{name[:80]}` cannot name an event", mend)
        elif name in scenario.actors:
            place = Place(("events", name), key=True)
            yield found.error(place, f"`{name[:80]}` names an actor too", "rename one of the two")
    for index, kind in enumerate(scenario.initiative.kinds):
        if not is_name(kind) or kind in RESERVED:
            place = Place(("initiative", "kinds", index))
            yield found.error(
                place, f"`{kind[:80]}` cannot name a kind", "use letters, digits and `_`"
            )


def _question(found: _Found) -> Iterator[Problem]:
    """The initiative's own references, and the actors' positions on issues."""
    scenario, at = found.scenario, Place(("initiative",))
    question = scenario.initiative
    for index, lead in enumerate(question.leads):
        place = at / "leads" / index
        yield from _actor(found, lead, place)
        actor = scenario.actors.get(lead)
        core = question.core_kinds
        if not actor or not any(pledge.kind in core for pledge in actor.pledges):
            mend = f"give {lead} a pledge of {' or '.join(core[:3])}, or it never joins"
            yield found.warning(place, f"{lead} leads without a core pledge", mend)
    for role in ("beneficiary", "adversary"):
        if code := getattr(question, role):
            yield from _actor(found, code, at / role)
    for index, kind in enumerate(question.core):
        yield from _kind(found, kind, at / "core" / index)
    for kind in question.requires:
        yield from _kind(found, kind, Place(("initiative", "requires", kind), key=True))
    for name, issue in scenario.issues.items():
        for part in ("positions", "salience", "capability"):
            for code in getattr(issue, part):
                yield from _actor(found, code, Place(("issues", name, part, code), key=True))


def _events(found: _Found) -> Iterator[Problem]:
    """The conditions within the events' probabilities."""
    for name, event in found.scenario.events.items():
        found.causes[name] = set()
        branches: list[tuple[Place, float | Branch]] = [(Place(("events", name, "p")), event.p)]
        while branches:
            place, p = branches.pop()
            if not isinstance(p, Branch):
                continue
            branches += [(place / "then", p.then), (place / "else", p.else_)]
            condition, problems = _parsed(found, p.if_, place / "if")
            yield from problems
            for reference in names(condition) if condition else ():
                if reference.role == "event":
                    found.causes[name].add(reference.name)
            if condition and waits_for_others(condition):
                mend = "write event names, `and`, `or` and `not` only"
                yield found.error(place / "if", "events do not depend on who joins", mend)


def _pledges(found: _Found) -> Iterator[Problem]:
    for code, actor in found.scenario.actors.items():
        for index, pledge in enumerate(actor.pledges):
            place = Place(("actors", code, "pledges", index))
            yield from _kind(found, pledge.kind, place / "kind")
            if pledge.amount is not None and highest(pledge.amount) > LARGEST:
                mend = "write it in a larger unit"
                yield found.error(place / "amount", f"an amount above {LARGEST:g}", mend)
            condition, problems = _parsed(found, pledge.when, place / "when")
            yield from problems
            found.whens[(code, index)] = ALWAYS if condition is None or problems else condition


def _parsed(found: _Found, text: str, place: Place) -> tuple[Condition | None, list[Problem]]:
    """A condition (None if it cannot be read), and the names in it that nobody declared."""
    try:
        condition = parse(text)
    except ConditionError as error:
        at = Place(place.steps, offset=error.position)
        message = f"character {error.position + 1} of the condition: {error.message}"
        return None, [found.error(at, message, "")]
    problems: list[Problem] = []
    for reference in names(condition):
        at = Place(place.steps, offset=reference.at)
        problems.extend(_reference(found, reference, at))
    return condition, problems


def _reference(found: _Found, reference: Name, place: Place) -> Iterator[Problem]:
    if reference.role == "actor":
        yield from _actor(found, reference.name, place)
    elif reference.role == "kind":
        yield from _kind(found, reference.name, place)
    else:
        events = found.scenario.events
        found.used.add(reference.name)
        if reference.name not in events:
            mend = suggestion(reference.name, events)
            mend = mend or f"declare it under `events:`, as `{reference.name[:40]}: {{p: 0.5}}`"
            yield found.error(place, f"unknown event `{reference.name[:80]}`", mend)


def _actor(found: _Found, code: str, place: Place) -> Iterator[Problem]:
    if code not in found.scenario.actors and not is_state(code):
        mend = _actor_mend(code, found.scenario.actors)
        yield found.error(place, f"unknown actor `{code[:80]}`", mend)


def _actor_mend(code: str, declared: Iterable[str]) -> str:
    """The code that was probably meant: by the name, or by its spelling."""
    meant = resolve(code[:80])
    if meant is not None and meant != code:
        return f"write {meant} ({country_name(meant)})"
    close = suggestion(code, (*declared, *(states() if len(code) == 3 else ())))
    rule = "states have ISO 3166 alpha-3 codes (GBR); others a lower-case name under `actors:`"
    return close or rule


def _kind(found: _Found, kind: str, place: Place) -> Iterator[Problem]:
    if kind not in found.kinds:
        mend = suggestion(kind, found.kinds)
        mend = mend or f"declare it in the initiative, as `kinds: [{kind[:40]}]`"
        yield found.error(place, f"unknown kind `{kind[:80]}`", mend)


def _cycles(found: _Found) -> Iterator[Problem]:
    """Events that hang on themselves; each event is named in one cycle at most."""
    causes = {name: set(of) for name, of in found.causes.items()}
    for _ in range(MOST_CYCLES):
        try:
            TopologicalSorter(causes).prepare()
        except CycleError as error:
            cycle = [str(name) for name in reversed(error.args[1])]
            place = Place(("events", cycle[0], "p"))
            shown = " <- ".join(cycle[:8])
            yield found.error(place, f"events hang on each other: {shown}", "take an `if` out")
            for name in cycle:
                causes.pop(name, None)
        else:
            return


def _crisis(found: _Found) -> Iterator[Problem]:
    """The crisis's parameters, and the events and kinds that it names."""
    crisis = found.scenario.crisis
    for severity, place, message, mend in crisis_problems(crisis):
        yield found.problem(severity, place, message, mend)
    adversary = found.scenario.initiative.adversary
    if crisis != Crisis() or adversary:
        found.used.update(USUAL_EVENTS.values())
    given = crisis == Crisis() or crisis.game or "adversary_force" in crisis.parameters
    if not given and not (adversary and personnel(adversary)):
        place = Place(("crisis", "parameters", "adversary_force"))
        yield found.error(place, *unknown_force(adversary))
    for role in USUAL_EVENTS:
        event = getattr(crisis, role)
        if event and event != NO_EVENT:
            found.used.add(event)
            if event not in found.scenario.events:
                mend = suggestion(event, found.scenario.events) or "declare it under `events:`"
                place = Place(("crisis", role))
                yield found.error(place, f"unknown event `{event[:80]}`", mend)
    for kind in crisis.weights:
        yield from _kind(found, kind, Place(("crisis", "weights", kind), key=True))


def _talks(found: _Found) -> Iterator[Problem]:
    """The talks' parties and terms, and the events and actors that they name."""
    scenario, at = found.scenario, Place(("talks",))
    for severity, place, message, mend in talks_problems(scenario):
        yield found.problem(severity, place, message, mend)
    named = {at / "absent": scenario.talks.absent}
    for name, link in scenario.talks.links.items():
        named[at / "links" / name / "event"] = link.event
        for code in link.values:
            yield from _actor(found, code, Place((*at.steps, "links", name, "values", code), True))
    for place, event in named.items():
        if event:
            found.used.add(event)
            if event not in scenario.events:
                mend = suggestion(event, scenario.events) or "declare it under `events:`"
                yield found.error(place, f"unknown event `{event[:80]}`", mend)


def _leaders(found: _Found) -> Iterator[Problem]:
    """The leaders' polls and effects, and the actors that they lead."""
    for name, leader in found.scenario.leaders.items():
        place = Place(("leaders", name))
        if not (is_name(name) and name.islower()):
            mend = "write a short name in lower-case letters, digits and `_`"
            key = Place(place.steps, key=True)
            yield found.error(key, f"`{name[:80]}` cannot name a leader", mend)
        if leader.country:
            yield from _actor(found, leader.country, place / "country")
        asked = found.scenario.initiative.date
        for severity, at, message, mend in leader_problems(leader, asked, place):
            yield found.problem(severity, at, message, mend)


def _aid(found: _Found) -> Iterator[Problem]:
    """The donors' amounts, and the events on which their pauses hang."""
    scenario = found.scenario
    for severity, place, message, mend in aid_problems(scenario.aid, tuple(scenario.actors)):
        yield found.problem(severity, place, message, mend)
    if scenario.aid.recipient:
        yield from _actor(found, scenario.aid.recipient, Place(("aid", "recipient")))
    for donor, text in scenario.aid.pause.items():
        place = Place(("aid", "pause", donor))
        condition, problems = _parsed(found, text, place)
        yield from problems
        if condition and waits_for_others(condition):
            mend = "write event names, `and`, `or` and `not` only"
            yield found.error(place, "a donor's pause hangs on events, not on who joins", mend)
        elif condition == ALWAYS:
            mend = "write when the donor stops, such as `not us_aid`"
            yield found.error(place, "an empty condition: the donor would never give", mend)


def _unused_events(found: _Found) -> Iterator[Problem]:
    for name in found.scenario.events:
        if name not in found.used:
            place = Place(("events", name), key=True)
            mend = "name it in a `when` or an `if`, or remove it"
            yield found.warning(place, f"nothing depends on `{name}`", mend)


def _never(found: _Found) -> Iterator[Problem]:
    for (code, index), reason in obstacles(found.scenario, found.whens).items():
        place = Place(("actors", code, "pledges", index, "when"))
        mend = "the pledge never becomes active: change the condition or what it waits for"
        yield found.warning(place, f"this condition can never hold: {reason}", mend)


def _requirements(found: _Found) -> Iterator[Problem]:
    offered = {p.kind for actor in found.scenario.actors.values() for p in actor.pledges}
    for kind, amount in found.scenario.initiative.requires.items():
        if amount > 0 and kind not in offered:
            place = Place(("initiative", "requires", kind), key=True)
            mend = "add a pledge of it, or the requirement is never met"
            yield found.warning(place, f"nobody pledges the required {kind}", mend)


def _changes(found: _Found) -> Iterator[Problem]:
    """Targets of changes that the scenario does not have."""
    scenario = found.scenario
    pledged = [
        name
        for code, actor in scenario.actors.items()
        for name in (*(f"{code}.{p.kind}" for p in actor.pledges), *pledge_ids(code, actor.pledges))
    ]
    actors = [code for code, actor in scenario.actors.items() if actor.pledges]
    for index, change in enumerate(scenario.changes):
        place, target = Place(("changes", index, change.verb)), change.target
        if change.verb == "lower":
            what, known = "requirement", list(scenario.initiative.requires)
        elif change.verb == "secure":
            what, known = "event, actor or pledge", [*scenario.events, *actors, *pledged]
        else:
            what, known = "pledge", [*actors, *pledged]
        if target not in known:
            mend = suggestion(target, known)
            mend = mend or f"there are: {', '.join(known[:6]) or 'none'}"
            yield found.error(place, f"unknown {what} `{target[:80]}`", mend)
