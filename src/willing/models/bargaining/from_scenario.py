"""The issues of a scenario as the bargaining models take them."""

from __future__ import annotations

from collections.abc import Mapping

from willing.errors import InputError
from willing.models.bargaining.inputs import Input, Inputs, check_inputs
from willing.reference.countries import country_name
from willing.scenario.issue import Issue, Level, Percentiles, Sourced
from willing.scenario.issuecheck import label_point, numbers, plain_level
from willing.scenario.problems import suggestion
from willing.scenario.scenario import Scenario

EQUAL = Input((1.0,), source="default")
"""What stands for saliences or capabilities that the scenario leaves out altogether."""


def scenario_inputs(scenario: Scenario, name: str | None = None) -> Inputs:
    """One issue of a scenario: the named one, or the only one. Raises `InputError`."""
    if not scenario.issues:
        raise InputError("issues: the scenario has none; write some under `issues:`")
    if name is None and len(scenario.issues) > 1:
        raise InputError(f"issues: there are several; choose one of {', '.join(scenario.issues)}")
    name = name if name is not None else next(iter(scenario.issues))
    if name not in scenario.issues:
        mend = suggestion(name, scenario.issues) or f"there are {', '.join(scenario.issues)}"
        raise InputError(f"issues: no issue `{name[:80]}`; {mend}")
    try:
        return _inputs(scenario, name, scenario.issues[name])
    except InputError as error:
        raise InputError(f"issues.{name}: {error}") from None


def _inputs(scenario: Scenario, name: str, issue: Issue) -> Inputs:
    if len(issue.scale) < 2:
        raise InputError("scale: it needs two points; write {0: none, 100: everything}")
    actors = tuple(issue.positions)
    found = Inputs(
        name=name,
        actors=actors,
        positions=tuple(_position(issue, actor) for actor in actors),
        saliences=_levels("salience", issue.salience, actors, issue.source),
        capabilities=_levels("capability", issue.capability, actors, issue.source),
        low=min(issue.scale),
        high=max(issue.scale),
        reference=issue.status_quo,
        rule=issue.rule,
        names=tuple(_name(scenario, actor) for actor in actors),
        labels=tuple(sorted(issue.scale.items())),
    )
    check_inputs(found)
    return found


def _position(issue: Issue, actor: str) -> Input:
    given = issue.positions[actor]
    level = plain_level(given)
    if isinstance(level, str):
        point = label_point(issue, level)
        if point is None:
            mend = suggestion(level, issue.scale.values()) or "write a number"
            raise InputError(f"positions.{actor}: `{level[:80]}` is no label of the scale; {mend}")
        level = point
    return _input(level, _source(given, issue.source))


def _levels(
    field: str, given: Mapping[str, Level | Sourced], actors: tuple[str, ...], source: str
) -> tuple[Input, ...]:
    if not given:
        return (EQUAL,) * len(actors)
    found = []
    for actor in actors:
        if actor not in given:
            raise InputError(
                f"{field}: {actor} has a position and no {field}; add it, or leave all of them out"
            )
        level = plain_level(given[actor])
        if isinstance(level, str):
            raise InputError(f"{field}.{actor}: `{level[:80]}` is no number; write one")
        found.append(_input(level, _source(given[actor], source)))
    return tuple(found)


def _input(level: Level, source: str) -> Input:
    return Input(numbers(level), percentiles=isinstance(level, Percentiles), source=source)


def _source(given: Level | str | Sourced, source: str) -> str:
    return (given.source if isinstance(given, Sourced) else "") or source or "analyst"


def _name(scenario: Scenario, actor: str) -> str:
    declared = scenario.actors.get(actor)
    return (declared.name if declared else "") or country_name(actor)
