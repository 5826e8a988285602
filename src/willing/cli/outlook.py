"""An outlook as tables on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from willing.brief.words import likelihood, percent, points, quantity, rounded
from willing.cli.output import one_line, print_table, say
from willing.outlook.watching import actor_name

if TYPE_CHECKING:
    from willing.models.chance import Chance
    from willing.models.formation.pivots import Swing
    from willing.outlook import Outlook

MOST = 12
"""So many pivots are shown; the JSON has all."""


def print_outlook(outlook: Outlook) -> None:
    """Print members, totals, success, bodies, events and pivots."""
    formed, question = outlook.formation, outlook.scenario.initiative
    say(f"{one_line(question.title or question.id)}, as of {question.date}")
    worlds = "1 world" if formed.worlds_used == 1 else f"{formed.worlds_used:,} worlds"
    say(f"{worlds}, seed {outlook.seed}{_what_if(outlook)}\n")
    for line in _headline(outlook):
        say(line)
    say()
    _members(outlook)
    _totals(outlook)
    _bodies(outlook)
    _events(outlook)
    _pivots(outlook)
    defaults = sum(assumption.origin == "default" for assumption in outlook.assumptions)
    say(f"{len(outlook.assumptions)} assumptions, {defaults} of them defaults that nobody chose.")


def _headline(outlook: Outlook) -> Iterator[str]:
    formed = outlook.formation
    if formed.success is None:
        yield "The initiative states no requirement, so nothing says what would be enough."
    else:
        p = formed.success.p
        yield f"What is required comes together: {likelihood(p)}{_margin(formed.success)}"
        if formed.success_greatest is not None:
            gap = formed.success_greatest.p - p
            yield f"If everybody counted on everybody: {points(gap)}"
    yield f"Members expected: {rounded(formed.members.mean)}"


def _margin(chance: Chance) -> str:
    return f" [{percent(chance.low)} to {percent(chance.high)}]"


def _what_if(outlook: Outlook) -> str:
    formed = outlook.formation
    given = [f"given {text}" for text in formed.given]
    forced = [f"{name} {'on' if on else 'off'}" for name, on in formed.forced.items()]
    parts = one_line("; ".join([*given, *forced]))
    return f"; what if: {parts}" if parts else ""


def _members(outlook: Outlook) -> None:
    rows = [
        (
            actor_name(outlook.scenario, found.actor),
            likelihood(found.p_joins.p),
            percent(found.p_supports.p),
            percent(found.p_joins_greatest.p),
            "; ".join(
                f"{pledge.kind}{' if ' + pledge.when if pledge.when else ''}"
                for pledge in outlook.formation.pledges
                if pledge.actor == found.actor
            ),
        )
        for found in sorted(outlook.formation.actors, key=lambda actor: -actor.p_joins.p)
    ]
    print_table(
        ("Actor", "Joins", "Supports", "If all count on all", "Pledges"),
        rows,
        title="Who joins",
        numeric=(2, 3),
    )


def _totals(outlook: Outlook) -> None:
    rows = [
        (
            total.kind,
            quantity(total.mean, total.unit),
            f"{rounded(total.p10)} to {rounded(total.p90)}",
            rounded(total.required) if total.required is not None else "",
            percent(total.p_met.p) if total.p_met else "",
        )
        for total in outlook.formation.totals
    ]
    columns = ("Kind", "Expected", "8 in 10 between", "Required", "Met")
    print_table(columns, rows, title="What comes together", numeric=(1, 2, 3, 4))


def _bodies(outlook: Outlook) -> None:
    rows = [
        (
            decision.title or decision.body,
            decision.rule,
            likelihood(decision.p_pass) if decision.p_pass is not None else "not stated",
            ", ".join(
                f"{actor_name(outlook.scenario, blocker.member)} {percent(blocker.p_no)}"
                for blocker in decision.blockers[:4]
            ),
        )
        for decision in outlook.decisions
    ]
    print_table(("Body", "Rule", "Passes", "May vote no"), rows, title="The question decided")


def _events(outlook: Outlook) -> None:
    rows = []
    for split in outlook.formation.by_event:
        sides = (split.happens, split.fails)
        members = [rounded(side.members) if side else "" for side in sides]
        success = [percent(side.success.p) if side and side.success else "" for side in sides]
        name = split.title or split.event
        rows.append((name, percent(split.p), *success, *members))
    columns = ("Event", "Probability", "Enough with", "without", "Members with", "without")
    print_table(columns, rows, title="With and without each event", numeric=(1, 2, 3, 4, 5))


def _pivots(outlook: Outlook) -> None:
    rows = [
        (_target(outlook, swing), _amount(swing, swing.with_it), _amount(swing, swing.without),
         points(swing.swing) if swing.measure == "success" else f"{swing.swing:+.2f}")
        for swing in outlook.pivots[:MOST]
    ]  # fmt: skip
    what = "enough" if any(s.measure == "success" for s in outlook.pivots) else "other members"
    columns = ("Actor or event", f"{what} with it", "without it", "Difference")
    print_table(columns, rows, title="What it hangs on (forced)", numeric=(1, 2, 3))


def _target(outlook: Outlook, swing: Swing) -> str:
    return swing.target if swing.role == "event" else actor_name(outlook.scenario, swing.target)


def _amount(swing: Swing, value: float) -> str:
    return percent(value) if swing.measure == "success" else rounded(value)
