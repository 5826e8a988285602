"""What is asked of a scenario: one of its bodies, or a known one, on one or two of its issues."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from willing.errors import InputError
from willing.models.winset.parts import is_range, rule_of
from willing.models.winset.setting import (
    MOST_ISSUES,
    Point,
    Setting,
    Triangle,
    make_setting,
    number,
)
from willing.reference.bodies import body as known_body
from willing.reference.bodies import match_body, name_and_day
from willing.reference.countries import country_name, is_state
from willing.scenario.issue import Issue, Level, Sourced
from willing.scenario.issuecheck import label_point, numbers, plain_level
from willing.scenario.members import members_of
from willing.scenario.problems import suggestion
from willing.scenario.rules import OPT_IN, Rule
from willing.scenario.scenario import Scenario


def scenario_setting(
    scenario: Scenario, body: str = "", issues: Sequence[str] = (), quo: Point | None = None
) -> Setting:
    """A body of a scenario, or a known one, on one or two of the scenario's issues.

    Where a scenario has one body that votes, or one issue, it need not be named. `quo` wins over
    the issues' `status_quo`. Distances on two issues are shares of their scales. Raises
    `InputError` with the place and the mend.
    """
    named = _chosen_issues(scenario, issues)
    if quo is not None and len(quo) != len(named):
        raise InputError(
            f"status_quo: {len(quo)} for {len(named)}; write one number for each issue"
        )
    found = [scenario.issues[name] for name in named]
    title, members, rule = _body(scenario, body)
    space = [_range(issue, name) for name, issue in zip(named, found, strict=True)]
    widest = max(high - low for low, high in space)
    factors = [(widest / (high - low)) ** 2 for low, high in space]
    salience = {
        member: [
            factor
            * _value(_level(issue.salience.get(member, 1.0)), f"issues.{name}.salience.{member}")
            for name, issue, factor in zip(named, found, factors, strict=True)
        ]
        for member in members
    }
    return make_setting(
        {member: _ideal(named, found, member) for member in members},
        rule,
        quo or _status_quo(named, found),
        salience=salience,
        space=space,
        issues=named,
        title=title,
        names={member: _name(scenario, member) for member in members},
        ends=[(issue.scale[min(issue.scale)], issue.scale[max(issue.scale)]) for issue in found],
        ranges=_ranges(found[0], members) if len(found) == 1 else None,
        modes=[member for member in members if _has_range(found, member)] if found[1:] else (),
    )


def _chosen_issues(scenario: Scenario, issues: Sequence[str]) -> tuple[str, ...]:
    known = tuple(scenario.issues)
    if not known:
        raise InputError("issues: the scenario has none; add one with `scale` and `positions`")
    chosen = tuple(dict.fromkeys(issues)) or (known if len(known) == 1 else ())
    if not 1 <= len(chosen) <= MOST_ISSUES:
        raise InputError(f"issues: name one or two with --issue; there are {_listed(known)}")
    for name in chosen:
        if name not in scenario.issues:
            mend = suggestion(name, known) or f"there are {_listed(known)}"
            raise InputError(f"issues: no issue `{name[:80]}`; {mend}")
    return chosen


def _body(scenario: Scenario, name: str) -> tuple[str, tuple[str, ...], Rule]:
    """Title, members and rule of a body of the scenario, or of a known one."""
    voting = [key for key, body in scenario.bodies.items() if body.rule != OPT_IN]
    if not name and len(voting) == 1:
        name = voting[0]
    on = scenario.initiative.date
    if name in scenario.bodies:
        body = scenario.bodies[name]
        members = members_of(body.members or (name,), on, frozenset(scenario.actors))
        place = f"bodies.{name}"
        return body.title or name, members, rule_of(body.rule, members, on, f"{place}.rule")
    if not name or match_body(name.partition("@")[0]) is None:
        asked = f"no body `{name[:80]}`" if name else "say which body votes"
        there = f"there are {_listed(voting)}" if voting else "the scenario has none that votes"
        raise InputError(f"bodies: {asked}; name it with --body: {there}, or a known body as NATO")
    known, (_, day) = known_body(name, on), name_and_day(name, on)
    title = known.name if day == on else f"{known.name} on {day}"
    return title, known.members, rule_of(known.rule, known.members, day, name[:80])


def _listed(names: Sequence[str]) -> str:
    return ", ".join(name[:40] for name in names[:12])


def _range(issue: Issue, name: str) -> tuple[float, float]:
    points = [point for point in issue.scale if isfinite(point)]
    if len(points) < 2 or len(points) < len(issue.scale):
        raise InputError(
            f"issues.{name[:80]}.scale: its ends are missing; write {{0: none, 100: all}}"
        )
    return min(points), max(points)


def _status_quo(names: Sequence[str], issues: Sequence[Issue]) -> tuple[float, ...]:
    found = []
    for name, issue in zip(names, issues, strict=True):
        if issue.status_quo is None:
            raise InputError(
                f"issues.{name[:80]}.status_quo: not stated; add it, or say --status-quo X"
                + (",Y" if len(names) == 2 else "")
            )
        found.append(issue.status_quo)
    return tuple(found)


def _ideal(names: Sequence[str], issues: Sequence[Issue], member: str) -> tuple[float, ...] | None:
    """The member's point, None where it lacks a position on one of the issues."""
    if any(member not in issue.positions for issue in issues):
        return None
    found = []
    for name, issue in zip(names, issues, strict=True):
        place = f"issues.{name}.positions.{member}"
        found.append(_value(_position(issue, issue.positions[member], place), place))
    return tuple(found)


def _ranges(issue: Issue, members: Sequence[str]) -> dict[str, Triangle]:
    """The positions that are ranges, by member."""
    found = {
        member: _position(issue, issue.positions[member], f"positions.{member}")
        for member in members
        if member in issue.positions
    }
    return {member: (at[0], at[1], at[2]) for member, at in found.items() if is_range(at)}


def _position(issue: Issue, given: Level | str | Sourced, place: str) -> tuple[float, ...]:
    """A position as one number, or as lowest, likeliest and highest; a label is its point."""
    level = plain_level(given)
    if isinstance(level, str):
        point = label_point(issue, level)
        if point is None:
            mend = suggestion(level, issue.scale.values()) or "write a number"
            raise InputError(f"{place}: `{level[:80]}` is no label of the scale; {mend}")
        return (point,)
    return _spread(numbers(level))


def _has_range(issues: Sequence[Issue], member: str) -> bool:
    """Whether a position or a salience of the member is a range on any issue."""
    fields = [field for issue in issues for field in (issue.positions, issue.salience)]
    levels = [plain_level(field[member]) for field in fields if member in field]
    return any(not isinstance(level, str) and len(numbers(level)) > 1 for level in levels)


def _level(given: Level | Sourced) -> tuple[float, ...]:
    level = plain_level(given)
    return () if isinstance(level, str) else _spread(numbers(level))


def _spread(found: tuple[float, ...]) -> tuple[float, ...]:
    """An interval is a range about its middle."""
    return (found[0], sum(found) / 2, found[1]) if len(found) == 2 else found


def _value(found: tuple[float, ...], place: str) -> float:
    """The number, or the likeliest of a range."""
    return number(found[len(found) // 2] if found else None, place)


def _name(scenario: Scenario, member: str) -> str:
    actor = scenario.actors.get(member)
    if actor is not None and actor.name:
        return actor.name
    return country_name(member) if is_state(member) else member
