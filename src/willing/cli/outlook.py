"""An outlook as tables on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from willing.brief.words import likelihood, on_scale, percent, points, quantity, rounded
from willing.cli.output import one_line, print_table, say, worlds_drawn
from willing.cli.run import day_asked
from willing.cli.story import print_story, print_unknowns, within
from willing.outlook.watching import actor_name

if TYPE_CHECKING:
    from willing.models.chance import Chance
    from willing.models.formation.pivots import Swing
    from willing.models.formation.what_if import Difference
    from willing.outlook import Outlook

MOST = 12
"""So many pivots are shown; the JSON has all."""

MOST_SETS = 5
"""So many sets of either sort."""

MOST_CHANGED = 8
"""So many actors on whom a what-if tells."""

NOTICEABLE = 0.005
"""A smaller difference is not shown."""


def print_outlook(outlook: Outlook) -> None:
    """Print members, totals, success, bodies, events and pivots."""
    formed, question = outlook.formation, outlook.scenario.initiative
    say(f"{one_line(question.title or question.id)}, {day_asked(question)}")
    say(f"{worlds_drawn(formed.worlds_used)}, seed {outlook.seed}{_what_if(outlook)}\n")
    for line in _headline(outlook):
        say(line)
    say()
    _what_if_table(outlook)
    _members(outlook)
    for line in _groups(outlook):
        say(line)
    _totals(outlook)
    _bodies(outlook)
    _issues(outlook)
    print_story(outlook)
    _events(outlook)
    _pivots(outlook)
    _sets(outlook)
    print_unknowns(outlook)
    _loadings(outlook)
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
            f"{found.wave:.1f}" if found.wave else "",
            "; ".join(
                f"{pledge.kind}{' if ' + pledge.when if pledge.when else ''}"
                for pledge in outlook.formation.pledges
                if pledge.actor == found.actor
            ),
        )
        for found in sorted(outlook.formation.actors, key=lambda actor: -actor.p_joins.p)
    ]
    print_table(
        ("Actor", "Joins", "Supports", "If all count on all", "Wave", "Pledges"),
        rows,
        title="Who joins (wave: in which round, on average)",
        numeric=(2, 3, 4),
    )


def _groups(outlook: Outlook) -> Iterator[str]:
    """Who moves together."""
    for group in outlook.formation.together.groups[:MOST_SETS]:
        names = ", ".join(actor_name(outlook.scenario, actor) for actor in group)
        yield f"These tend to join together: {names}\n"


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
    shares = outlook.shapley is not None
    rows = []
    for swing in outlook.pivots[:MOST]:
        sides = (_amount(swing, swing.with_it), _amount(swing, swing.without))
        by_success = swing.measure == "success"
        difference = points(swing.swing) if by_success else f"{swing.swing:+.2f}"
        share = ""
        if swing.shapley is not None and swing.shapley_se is not None:
            share = f"{100 * swing.shapley:+.1f} ±{196 * swing.shapley_se:.1f}"
        rows.append(
            (
                _target(outlook, swing),
                *sides,
                difference,
                f"{swing.cascade:+.2f}",
                *([share] if shares else []),
            )
        )
    what = "enough" if any(s.measure == "success" for s in outlook.pivots) else "other members"
    columns = ["Actor or event", f"{what} with it", "without it", "Difference", "Cascade"]
    columns += ["Share"] if shares else []
    title = "What it hangs on (forced; cascade: further members when it is secured"
    title += "; share: Shapley value of success in points)" if shares else ")"
    print_table(columns, rows, title=title, numeric=range(1, len(columns)))


def _sets(outlook: Outlook) -> None:
    """The few that are enough, and the few that can stop it."""
    if outlook.coalitions is None:
        return
    for sets, title in (
        (
            outlook.coalitions.sufficient,
            "Enough without all others, and none of them can be spared",
        ),
        (outlook.coalitions.blocking, "Not enough without these, and any one of them would do"),
    ):
        rows = [
            (_players(outlook, found.players), percent(found.p.p)) for found in sets[:MOST_SETS]
        ]
        print_table(("Actors and events", "Probability"), rows, title=title, numeric=(1,))


def _players(outlook: Outlook, players: Sequence[str]) -> str:
    events = outlook.scenario.events
    names = [p if p in events else actor_name(outlook.scenario, p) for p in players]
    return ", ".join(names) or "nobody"


def _what_if_table(outlook: Outlook) -> None:
    """What the given and the forced change."""
    found = outlook.what_if
    if found is None:
        return
    rows = []
    if found.success is not None:
        rows.append(("P(enough)", *_shares(found.success)))
    low, high = (f"{bound:+.2f}" for bound in (found.members.low, found.members.high))
    rows.append(
        (
            "Members",
            f"{found.members.before:.2f}",
            f"{found.members.after:.2f}",
            f"{found.members.difference:+.2f} [{low} to {high}]",
        )
    )
    for actor in found.actors[:MOST_CHANGED]:
        if abs(actor.p_joins.difference) >= NOTICEABLE:
            name = actor_name(outlook.scenario, actor.actor)
            rows.append((f"{name} joins", *_shares(actor.p_joins)))
    columns = ("", "As things stand", "What if", "Difference")
    print_table(columns, rows, title="The difference it makes", numeric=(1, 2, 3))


def _shares(found: Difference) -> tuple[str, str, str]:
    low, high = (f"{100 * bound:+.1f}" for bound in (found.low, found.high))
    sides = percent(within(found.before)), percent(within(found.after))
    return (*sides, f"{100 * found.difference:+.1f} points [{low} to {high}]")


def _loadings(outlook: Outlook) -> None:
    """How the headline depends on how much allies move together."""
    rows = [
        (
            f"{case.loading:g}",
            percent(case.success.p) if case.success else "",
            rounded(case.members),
        )
        for case in outlook.loadings
    ]
    columns = ("Loading on common factors", "Enough", "Members")
    print_table(columns, rows, title="If allies move together less, or more", numeric=(1, 2))


def _target(outlook: Outlook, swing: Swing) -> str:
    return swing.target if swing.role == "event" else actor_name(outlook.scenario, swing.target)


def _amount(swing: Swing, value: float) -> str:
    return percent(value) if swing.measure == "success" else rounded(value)


def _issues(outlook: Outlook) -> None:
    """Where each issue would end."""
    rows = [
        (
            issue.title,
            f"{issue.low:g} to {issue.high:g}",
            on_scale(issue.mean, issue.high - issue.low),
            " to ".join(on_scale(end, issue.high - issue.low) for end in issue.interval(80)),
        )
        for issue in outlook.issues
    ]
    columns = ("Issue", "Scale", "Forecast", "8 in 10 between")
    print_table(columns, rows, title="Where it would end, if agreed", numeric=(1, 2, 3))
