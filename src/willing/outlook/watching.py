"""What to watch? The things that are open and on which the answer hangs, from the models alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from willing.models.bodies.deciding import Decision
from willing.models.formation.joining import Formation, PledgeActive
from willing.models.formation.pivots import Swing
from willing.models.formation.plan import depends_on
from willing.reference.countries import country_name
from willing.reference.vocabulary import PRESENCE
from willing.scenario.conditions import parse
from willing.scenario.scenario import Scenario

WatchKind = Literal["event", "actor", "condition", "blocker", "assurance"]

MOST = 4
"""At most so many of each kind: the list is for a reader with five minutes."""

OPEN = (0.2, 0.8)
"""An actor is open while some pledge of a core kind has a P(willing) between these.

Beyond them, willing or not is "very likely" (ICD 203): what is that likely is not called open."""

LIKELY_NO = 0.05
"""A member whose P(no) is at least this is a likely blocker."""

NOTICEABLE = 0.01
"""A swing or a gap below a hundredth is not worth watching."""


@dataclass(frozen=True, slots=True)
class Watch:
    """One thing to watch: `target` is an event, an actor or a body, `title` its name in words.

    `number` is what puts it on the list, `measure` says what it is: `swing in P(success)`,
    `swing in members`, a unit of what is at stake (`persons`), `pledges`, `P(votes no)`,
    `gap in P(success)` or `gap in members`.
    """

    kind: WatchKind
    target: str
    title: str
    reason: str
    number: float
    measure: str


def watch_list(
    scenario: Scenario,
    formation: Formation,
    decisions: Sequence[Decision],
    swings: Sequence[Swing],
) -> tuple[Watch, ...]:
    """Open events and actors by their swing, pending conditions, blockers, the assurance gap."""
    return (
        *_events(scenario, formation, swings),
        *_actors(scenario, formation, swings),
        *_conditions(scenario, formation),
        *_blockers(scenario, decisions),
        *_assurance(formation),
    )


def actor_name(scenario: Scenario, actor: str) -> str:
    """The name that the scenario gives an actor, else its English short name."""
    known = scenario.actors.get(actor)
    return known.name if known is not None and known.name else country_name(actor)


def _events(scenario: Scenario, formation: Formation, swings: Sequence[Swing]) -> Iterator[Watch]:
    p = {split.event: split.p for split in formation.by_event}
    events = [s for s in swings if s.role == "event" and 0 < p[s.target] < 1]
    for swing in _largest(events):
        yield Watch(
            kind="event",
            target=swing.target,
            title=scenario.events[swing.target].title or swing.target,
            reason=f"{_in_out(swing)}; its probability stands at {p[swing.target]:.0%}",
            number=swing.swing,
            measure=_measure(swing),
        )


def _actors(scenario: Scenario, formation: Formation, swings: Sequence[Swing]) -> Iterator[Watch]:
    """Open actors by their swing in P(success); where nothing is required, by what they offer.

    Who is forced has no swing, and is not open.
    """
    open_ = _open_pledges(formation)
    actors = [s for s in swings if s.role == "actor" and s.target in open_]
    if not formation.requires:
        yield from _offers(scenario, [open_[swing.target] for swing in actors])
        return
    for swing in _largest(actors):
        stands = open_[swing.target].p_willing
        yield Watch(
            kind="actor",
            target=swing.target,
            title=actor_name(scenario, swing.target),
            reason=f"{_in_out(swing)}; P(willing) stands at {stands:.0%}",
            number=swing.swing,
            measure=_measure(swing),
        )


def _open_pledges(formation: Formation) -> dict[str, PledgeActive]:
    """For each actor that may still go either way, its largest open pledge of a core kind."""
    low, high = OPEN
    found: dict[str, PledgeActive] = {}
    for pledge in formation.pledges:
        if pledge.core and low <= pledge.p_willing <= high:
            known = found.get(pledge.actor)
            if known is None or (pledge.amount or 0.0) > (known.amount or 0.0):
                found[pledge.actor] = pledge
    return found


def _offers(scenario: Scenario, open_: Sequence[PledgeActive]) -> Iterator[Watch]:
    largest = sorted(open_, key=lambda p: (-(p.amount or 0.0), p.actor))
    for pledge in largest[:MOST]:
        offer = pledge.kind
        if pledge.unit != PRESENCE and pledge.amount is not None:
            offer = f"{pledge.kind}, about {pledge.amount:,.0f} {pledge.unit}"
        yield Watch(
            kind="actor",
            target=pledge.actor,
            title=actor_name(scenario, pledge.actor),
            reason=f"may go either way: P(willing) stands at {pledge.p_willing:.0%} ({offer})",
            number=pledge.amount or 0.0,
            measure=pledge.unit,
        )


def _conditions(scenario: Scenario, formation: Formation) -> Iterator[Watch]:
    """Events by how many pledges name them and are willing but held back."""
    hanging: dict[str, list[str]] = {}
    held: dict[str, float] = {}
    for pledge in formation.pledges:
        for event in set(depends_on(parse(pledge.when), "event")):
            hanging.setdefault(event, []).append(pledge.actor)
            held[event] = held.get(event, 0.0) + pledge.pending
    settled = {split.event for split in formation.by_event if split.p in (0.0, 1.0)}
    pending = sorted(set(hanging) - settled, key=lambda e: (-len(hanging[e]), e))
    for event in pending[:MOST]:
        number, actors = len(hanging[event]), len(set(hanging[event]))
        yield Watch(
            kind="condition",
            target=event,
            title=scenario.events[event].title or event,
            reason=(
                f"{_count(number, 'pledge')} of {_count(actors, 'actor')} "
                f"{'hangs' if number == 1 else 'hang'} on it; on average {held[event]:.1f} of "
                "them are willing but held back"
            ),
            number=float(number),
            measure="pledges",
        )


def _blockers(scenario: Scenario, decisions: Sequence[Decision]) -> Iterator[Watch]:
    for decision in decisions:
        likely = [blocker for blocker in decision.blockers if blocker.p_no >= LIKELY_NO]
        for blocker in likely[:MOST]:
            power = "its no alone is enough" if blocker.veto else "its no alone is not enough"
            yield Watch(
                kind="blocker",
                target=blocker.member,
                title=actor_name(scenario, blocker.member),
                reason=f"votes no in {decision.title} with {blocker.p_no:.0%}; {power}",
                number=blocker.p_no,
                measure="P(votes no)",
            )


def _assurance(formation: Formation) -> Iterator[Watch]:
    gap = formation.assurance_gap
    success = gap.success or 0.0
    if max(success, gap.members / 10) < NOTICEABLE:
        return
    by_success = success >= NOTICEABLE
    yield Watch(
        kind="assurance",
        target="coordination",
        title="coordination",
        reason=(
            "some wait for each other: a joint announcement alone would add "
            f"{gap.members:.1f} members"
            + (f" and {success * 100:.0f} points to P(success)" if by_success else "")
        ),
        number=success if by_success else gap.members,
        measure="gap in P(success)" if by_success else "gap in members",
    )


def _largest(swings: Sequence[Swing]) -> list[Swing]:
    """Those worth watching, the largest first, at most `MOST`."""
    worth = [s for s in swings if abs(s.swing) >= NOTICEABLE and abs(s.swing) > 2 * s.se]
    return sorted(worth, key=lambda s: (-abs(s.swing), s.target))[:MOST]


def _in_out(swing: Swing) -> str:
    verbs = ("if it happens", "if not") if swing.role == "event" else ("with it in", "with it out")
    if swing.measure == "success":
        return f"P(success) is {swing.with_it:.0%} {verbs[0]} and {swing.without:.0%} {verbs[1]}"
    others = "other members" if swing.role == "actor" else "members"
    return f"{swing.with_it:.1f} {others} {verbs[0]} and {swing.without:.1f} {verbs[1]}"


def _measure(swing: Swing) -> str:
    return "swing in P(success)" if swing.measure == "success" else "swing in members"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
