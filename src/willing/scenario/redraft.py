"""How is a scenario brought up to date with new statements without losing what a person wrote?

What the analyst wrote stays: the question itself, events, the bodies' rules, and every pledge,
amount, ballot and actor whose source is `analyst` or missing. What rests on statements, data or
defaults is drafted anew; what no statement supports any more goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from willing.scenario.scenario import Actor, Body, Pledge, Scenario


def redraft(current: Scenario, drafted: Scenario) -> Scenario:
    """The `current` scenario with all that was not the analyst's own as in the `drafted` one.

    Actors keep the order of the current scenario; new ones follow.
    """
    codes = dict.fromkeys((*current.actors, *drafted.actors))
    actors = {
        code: actor
        for code in codes
        if (actor := _actor(current.actors.get(code), drafted.actors.get(code))) is not None
    }
    bodies = {
        name: _body(current.bodies.get(name), drafted.bodies.get(name))
        for name in dict.fromkeys((*current.bodies, *drafted.bodies))
    }
    return current.model_copy(
        update={
            "initiative": current.initiative.model_copy(update={"date": drafted.initiative.date}),
            "events": {**drafted.events, **current.events},
            "actors": actors,
            "bodies": bodies,
        }
    )


def is_own(source: str) -> bool:
    """Whether a source says that the analyst wrote it: `analyst`, or nothing.

    >>> is_own("analyst (by telephone)"), is_own(""), is_own("statement:9f3a61c2")
    (True, True, False)
    """
    return not source.strip() or source.strip().lower().startswith("analyst")


def _actor(current: Actor | None, drafted: Actor | None) -> Actor | None:
    if current is None:
        return drafted
    own = tuple(pledge for pledge in current.pledges if is_own(pledge.source))
    if drafted is None:
        if not own and not is_own(current.source):
            return None
        return current.model_copy(update={"pledges": own})
    before = {pledge.kind: pledge for pledge in current.pledges}
    new = {p.kind: [_pledge(before.get(p.kind), p)] for p in drafted.pledges}
    new |= {kind: [pledge for pledge in own if pledge.kind == kind] for kind in _kinds(own)}
    mine: dict[str, object] = {} if drafted.blocs is not None else {"blocs": current.blocs}
    if is_own(current.source):
        mine |= {"said": current.said, "source": current.source}
    pledges = tuple(
        pledge for kind in (*before, *_kinds(drafted.pledges)) for pledge in new.pop(kind, ())
    )
    name = current.name or drafted.name
    return drafted.model_copy(update={**mine, "name": name, "pledges": pledges})


def _kinds(pledges: Iterable[Pledge]) -> dict[str, None]:
    """The kinds pledged, each once, in their order."""
    return dict.fromkeys(pledge.kind for pledge in pledges)


def _pledge(current: Pledge | None, drafted: Pledge) -> Pledge:
    """The drafted pledge, with an amount of the analyst's own."""
    if current is None or current.amount is None or not is_own(current.amount_source):
        return drafted
    own = {"amount": current.amount, "amount_source": current.amount_source}
    return drafted.model_copy(update=own)


def _body(current: Body | None, drafted: Body | None) -> Body:
    if current is None or drafted is None:
        found = current or drafted
        assert found is not None
        return found
    own = _own_votes(current)
    return current.model_copy(update={"votes": {**drafted.votes, **own}})


def _own_votes(body: Body) -> Mapping[str, object]:
    return {code: ballots for code, ballots in body.votes.items() if is_own(ballots.source)}
