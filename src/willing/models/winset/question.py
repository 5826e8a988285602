"""What is asked: a body of a scenario on one or two of its issues, or a file of its own.

    members: {A: 10, B: [30, 40, 50], C: null}      or [X, Y] each; three: low, mode, high
    rule: {weights: {A: 1, B: 1, C: 1}, quota: 2}      or the name of a rule
    status_quo: 20                                  or [X, Y]

and if you like `salience`, `space`, `issues`, `title`; null is a position that is not known. Files
are treated as hostile.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from willing.errors import InputError
from willing.models.winset.from_scenario import scenario_setting
from willing.models.winset.parts import is_range, rule_of
from willing.models.winset.setting import (
    MOST_ISSUES,
    Setting,
    check_number,
    make_setting,
    number,
)
from willing.scenario.problems import suggestion

FIELDS = ("members", "rule", "status_quo", "salience", "space", "issues", "title")
EXAMPLE = '{"members": {"A": 10, "B": 40}, "rule": "consensus", "status_quo": 20}'
LONGEST = 200
"""Characters of a name."""

Quo = tuple[float, ...] | None


def read_setting(data: Any, on: dt.date, quo: Quo = None, title: str = "") -> Setting:
    """The setting of plain data; `quo` wins over its status quo. Raises `InputError`.

    >>> data = {"members": {"A": 10, "B": [40]}, "rule": "consensus", "status_quo": 20}
    >>> read_setting(data, dt.date(2025, 1, 1)).ideals
    ((10.0,), (40.0,))
    """
    if not isinstance(data, Mapping):
        raise InputError(f"this is no setting; write {EXAMPLE}")
    for field in data:
        if field not in FIELDS:
            mend = suggestion(str(field), FIELDS) or f"the fields are {', '.join(FIELDS)}"
            raise InputError(f"`{str(field)[:80]}`: no such field; {mend}")
    for field in ("members", "rule") if quo else ("members", "rule", "status_quo"):
        if field not in data:
            raise InputError(f"`{field}` is missing; write {EXAMPLE}")
    members = _by_name(data["members"], "members")
    check_number(len(members))
    salience = _by_name(data.get("salience") or {}, "salience")
    status_quo = quo or _numbers(data["status_quo"], "status_quo")
    ranges = {member: at for member, at in members.items() if is_range(at)}
    return make_setting(
        {
            member: None
            if at is None
            else _numbers(at[1] if member in ranges else at, f"members.{member[:80]}")
            for member, at in members.items()
        },
        rule_of(data["rule"], tuple(members), on, "rule"),
        status_quo,
        salience={
            member: _spread(_numbers(at, f"salience.{member[:80]}"), len(status_quo))
            for member, at in salience.items()
        },
        space=_space(data.get("space"), len(status_quo)),
        issues=_issues(data.get("issues"), len(status_quo)),
        title=str(data.get("title") or title)[:LONGEST],
        ranges=ranges,
    )


def read_file(
    path: Path, on: dt.date, body: str = "", issues: Sequence[str] = (), quo: Quo = None
) -> Setting:
    """The setting of a scenario file, or of a file of its own. Raises `InputError`."""
    from willing.reference.plainfile import read_plain
    from willing.scenario.files import load_scenario

    try:
        data = read_plain(path, "the setting")
    except InputError as error:
        raise InputError(" ".join(str(error).split())) from None
    if isinstance(data, Mapping) and "initiative" in data:
        scenario = load_scenario(path, check=True)
    elif body or issues:
        raise InputError(f"{path}: this is no scenario; leave out --body and --issue")
    try:
        if isinstance(data, Mapping) and "initiative" in data:
            return scenario_setting(scenario, body, issues, quo)
        return read_setting(data, on, quo, path.stem)
    except InputError as error:
        raise InputError(f"{path}: {error}") from None


def _by_name(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError(f"{place}: numbers by member are missing; write {{A: 10, B: 40}}")
    for name in value:
        if not isinstance(name, str) or not name.strip() or len(name) > LONGEST:
            raise InputError(
                f"{place}: `{str(name)[:40]}` is no name; write text of up to {LONGEST} "
                "characters, numbers in quotation marks"
            )
    return dict(value)


def _numbers(value: Any, place: str) -> tuple[float, ...]:
    """A number or a list of them."""
    listed = isinstance(value, Sequence) and not isinstance(value, str)
    values = value if listed else (value,)
    if not 1 <= len(values) <= MOST_ISSUES:
        raise InputError(f"{place}: {len(values)} numbers; write one, or two as [X, Y]")
    return tuple(number(one, place) for one in values)


def _spread(values: tuple[float, ...], issues: int) -> tuple[float, ...]:
    """One salience stands for all issues."""
    return values * issues if len(values) == 1 else values


def _space(value: Any, issues: int) -> list[tuple[float, float]] | None:
    """[LOW, HIGH], or one such for each issue."""
    if value is None:
        return None
    mend = "write [LOW, HIGH], or one such for each issue"
    if not isinstance(value, Sequence) or isinstance(value, str) or len(value) != 2:
        raise InputError(f"space: this is no range; {mend}")
    ranges = [value] * issues if not isinstance(value[0], Sequence) else value
    found = [_numbers(ends, "space") for ends in ranges]
    if any(len(ends) != 2 for ends in found):
        raise InputError(f"space: this is no range; {mend}")
    return [(ends[0], ends[1]) for ends in found]


def _issues(value: Any, issues: int) -> tuple[str, ...]:
    if value is None:
        return ()
    names = (value,) if isinstance(value, str) else value
    if not isinstance(names, Sequence) or len(names) != issues:
        raise InputError("issues: write one name for each number of the status quo")
    return tuple(str(name)[:LONGEST] for name in names)
