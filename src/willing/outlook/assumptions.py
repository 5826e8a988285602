"""What does the outlook rest on that is not on the page? Every number, with its origin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from willing.models.bodies.deciding import Decision
from willing.models.formation.joining import Formation
from willing.outlook.assumption import Assumption, origin_of
from willing.outlook.consequences import of_consequences
from willing.outlook.joint import Joint
from willing.outlook.watching import actor_name
from willing.reference.constants import BALLOTS, DEFAULTS
from willing.reference.vocabulary import PRESENCE, unit_of
from willing.scenario.issue import Level, Sourced
from willing.scenario.issuecheck import numbers, plain_level
from willing.scenario.pledges import pledge_ids
from willing.scenario.scenario import Branch, Latent, Pledge, Scenario


def assumptions_of(
    scenario: Scenario,
    formation: Formation,
    decisions: Sequence[Decision],
    story: Joint,
) -> tuple[Assumption, ...]:
    """Every number that enters the models, except stances that statements support.

    In the order: events, requirements, stances, amounts, ballots, issues, the parameters of the
    crisis, the terms of the talks and the effects on leaders (where they are asked for), blocs,
    constants.
    """
    return (
        *_events(scenario),
        *_requirements(scenario),
        *_stances(scenario),
        *_amounts(scenario, formation),
        *_ballots(scenario, decisions),
        *_issues(scenario),
        *of_consequences(story),
        *_blocs(scenario, formation),
        *_constants(scenario),
    )


def _events(scenario: Scenario) -> Iterator[Assumption]:
    for name, event in scenario.events.items():
        yield Assumption(
            what=f"probability of {event.title or name}",
            value=_chance_text(event.p),
            origin=origin_of(event.source),
            place=f"events.{name}.p",
            source=event.source,
        )


def _chance_text(p: float | Branch) -> str:
    if not isinstance(p, Branch):
        return f"{p:g}"
    then, otherwise = _chance_text(p.then), _chance_text(p.else_)
    then = f"({then})" if isinstance(p.then, Branch) else then
    otherwise = f"({otherwise})" if isinstance(p.else_, Branch) else otherwise
    return f"{then} if {p.if_}, else {otherwise}"


def _requirements(scenario: Scenario) -> Iterator[Assumption]:
    source = scenario.initiative.source
    for kind, amount in scenario.initiative.requires.items():
        yield Assumption(
            what=f"required {kind}",
            value=f"{amount:g} {unit_of(kind)}",
            origin=origin_of(source),
            place=f"initiative.requires.{kind}",
            source=source,
        )


def _stances(scenario: Scenario) -> Iterator[Assumption]:
    for actor, row, pledge in _pledges(scenario):
        origin = origin_of(pledge.source)
        if origin != "statement":
            yield Assumption(
                what=f"willingness of {actor_name(scenario, actor)} ({pledge.kind})",
                value=_stance_text(pledge.stance),
                origin=origin,
                place=f"actors.{actor}.pledges[{row}].stance",
                source=pledge.source,
            )


def _stance_text(stance: str | float | Latent) -> str:
    if isinstance(stance, str):
        return stance
    if isinstance(stance, Latent):
        return f"latent Normal({stance.mean:g}, {stance.sd:g})"
    return f"P(willing) {stance:g}"


def _amounts(scenario: Scenario, formation: Formation) -> Iterator[Assumption]:
    drawn = {pledge.id: pledge for pledge in formation.pledges}
    for actor, row, pledge in _pledges(scenario):
        found = drawn[pledge_ids(actor, scenario.actors[actor].pledges)[row]]
        if found.amount_origin == PRESENCE:
            continue
        stated = pledge.amount is not None
        yield Assumption(
            what=f"amount of {actor_name(scenario, actor)} ({pledge.kind})",
            value=f"{found.amount_text} {found.unit}",
            origin=origin_of(pledge.amount_source) if stated else "default",
            place=f"actors.{actor}.pledges[{row}].amount",
            source=pledge.amount_source if stated else found.amount_origin,
        )


def _pledges(scenario: Scenario) -> Iterator[tuple[str, int, Pledge]]:
    for actor, noun in scenario.actors.items():
        for row, pledge in enumerate(noun.pledges):
            yield actor, row, pledge


def _ballots(scenario: Scenario, decisions: Sequence[Decision]) -> Iterator[Assumption]:
    for decision in decisions:
        body, place = scenario.bodies[decision.body], f"bodies.{decision.body}"
        for member, vote in body.votes.items():
            yield Assumption(
                what=f"ballot of {actor_name(scenario, member)} in {decision.title}",
                value=ballot_text((vote.yes, vote.abstain, vote.no)),
                origin=origin_of(vote.source),
                place=f"{place}.votes.{member}",
                source=vote.source,
            )
        if decision.ballots:
            stated = "loading" in body.model_fields_set
            yield Assumption(
                what=f"how far blocs vote alike in {decision.title} (0: not at all)",
                value=f"{body.loading:g}",
                origin=origin_of(body.source) if stated else "default",
                place=f"{place}.loading",
                source=body.source if stated else "",
            )
        quiet = [ballot for ballot in decision.ballots if ballot.origin == "default"]
        if quiet:
            yield Assumption(
                what=f"ballot of the {len(quiet)} silent members of {decision.title}",
                value=ballot_text((quiet[0].yes, quiet[0].abstain, quiet[0].no)),
                origin=origin_of(body.silent.source) if body.silent else "default",
                place=f"{place}.silent",
                source=body.silent.source if body.silent else "",
            )
        if body.minimum is not None:
            yield Assumption(
                what=f"members that are enough for {decision.title}",
                value=str(body.minimum),
                origin=origin_of(body.source),
                place=f"{place}.minimum",
                source=body.source,
            )
    read = {ballot.stance for decision in decisions for ballot in decision.ballots}
    for stance, ballot in BALLOTS.items():
        if stance in read:
            yield Assumption(
                what=f"ballot of a member whose stance is {stance}",
                value=ballot_text(ballot),
                origin="default",
                place="reference.constants.BALLOTS",
            )


def ballot_text(ballot: tuple[float, float, float]) -> str:
    """A ballot distribution as text.

    >>> ballot_text((0.7, 0.295, 0.005))
    'yes 0.7, abstain 0.295, no 0.005'
    """
    yes, abstain, no = ballot
    return f"yes {yes:g}, abstain {abstain:g}, no {no:g}"


def _issues(scenario: Scenario) -> Iterator[Assumption]:
    """Positions, saliences and capabilities; where all of a sort are left out, one default."""
    for name, issue in scenario.issues.items():
        title = issue.title or name
        for field in ("positions", "salience", "capability"):
            given = getattr(issue, field)
            place = f"issues.{name}.{field}"
            if not given and issue.positions:
                yield Assumption(f"{field} of all actors on {title}", "equal", "default", place)
            for actor, level in given.items():
                source = (level.source if isinstance(level, Sourced) else "") or issue.source
                yield Assumption(
                    what=f"{_FIELDS[field]} of {actor_name(scenario, actor)} on {title}",
                    value=level_text(plain_level(level)),
                    origin=origin_of(source),
                    place=f"{place}.{actor}",
                    source=source,
                )


_FIELDS = {"positions": "position", "salience": "salience", "capability": "capability"}


def level_text(level: Level | str) -> str:
    """A level as the scenario writes it.

    >>> level_text((1.0, 2.0, 4.0)), level_text("none")
    ('[1, 2, 4]', 'none')
    """
    if isinstance(level, str):
        return level
    found = [f"{number:g}" for number in numbers(level)]
    return found[0] if len(found) == 1 else f"[{', '.join(found)}]"


def _blocs(scenario: Scenario, formation: Formation) -> Iterator[Assumption]:
    for found in formation.actors:
        own = scenario.actors[found.actor].blocs
        if found.blocs and scenario.actors[found.actor].pledges:
            yield Assumption(
                what=f"common factors of {actor_name(scenario, found.actor)}",
                value=", ".join(found.blocs),
                origin="data set" if own is None else "analyst",
                place=f"actors.{found.actor}.blocs",
                source="data:groups" if own is None else "",
            )


def _constants(scenario: Scenario) -> Iterator[Assumption]:
    for name, field in type(scenario.constants).model_fields.items():
        value = getattr(scenario.constants, name)
        text = ", ".join(f"{v:g}" for v in value) if isinstance(value, tuple) else f"{value:g}"
        yield Assumption(
            what=field.description or name,
            value=text,
            origin="default" if value == getattr(DEFAULTS, name) else "analyst",
            place=f"constants.{name}",
        )
