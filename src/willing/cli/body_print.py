"""What bodies would decide, as tables on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from willing.brief.words import likelihood, listed, percent
from willing.cli.output import one_line, print_table, say
from willing.outlook.watching import actor_name

if TYPE_CHECKING:
    from willing.models.bodies.blocking import BlockingSet
    from willing.models.bodies.deciding import Criterion, Decision
    from willing.outlook.bodies import BodyAnswer, BodyAnswers
    from willing.scenario.scenario import Scenario

MOST = 12
"""So many members are shown; the JSON has all."""

MOST_IN_FULL = 3
"""So many bodies are shown in full, beside each other."""

MOST_SETS = 6
LIKELY_SET = 0.01
"""A set less likely than this is not named beside the others."""

MOST_NAMES = 8
"""So many names of one set."""


def print_answers(found: BodyAnswers, scenario: Scenario) -> None:
    """Print one body in full, or several side by side and then each."""
    say(f"{one_line(found.initiative)}, on {found.date}, seed {found.seed}\n")
    if len(found.bodies) > 1:
        rows = [_side_by_side(answer.decision, scenario) for answer in found.bodies]
        columns = ("Body", "It passes", "Likeliest to stop it", "Won over for the target")
        print_table(columns, rows, title="Which body passes it?")
    if len(found.bodies) > MOST_IN_FULL:
        say("These are many: name one to see it in full, with who can stop it and what is assumed.")
        return
    for answer in found.bodies:
        _print_body(answer, scenario)


def _side_by_side(decision: Decision, scenario: Scenario) -> tuple[str, ...]:
    sets = decision.blocking.sets
    won = decision.win_over
    return (
        one_line(decision.title),
        _passes(decision),
        f"{_set_words(sets[0], scenario)} ({percent(sets[0].p)})"
        if sets and sets[0].p >= LIKELY_SET
        else "",
        "" if won is None else _won_words(decision, scenario),
    )


def _passes(decision: Decision) -> str:
    return likelihood(decision.p_pass) if decision.p_pass is not None else "not stated"


def _print_body(answer: BodyAnswer, scenario: Scenario) -> None:
    decision = answer.decision
    verb = "" if decision.method == "formation" else "it passes if "
    say(f"{one_line(decision.title)}: {verb}{one_line(decision.rule)}.")
    for line in _headline(decision):
        say(line)
    say()
    if decision.method == "formation":
        return
    _criteria(decision)
    _blockers(decision, scenario)
    _sets(decision, scenario)
    _voices(answer, scenario)
    _silence(decision)
    for line in _last(answer, scenario):
        say(line)
    say()


def _headline(decision: Decision) -> Iterator[str]:
    if decision.method == "formation" and decision.p_pass is None:
        yield (
            "Whether it comes about is told where a scenario (--scenario FILE) has pledges, and "
            "says how many or what is enough."
        )
        return
    yield f"It passes: {_passes(decision)}{_how(decision)}"
    if decision.silent:
        quiet = next(ballot for ballot in decision.ballots if ballot.origin == "default")
        yield (
            f"Nothing is known of {decision.silent} of its {decision.members} members; each is "
            f"taken to vote yes {100 * quiet.yes:g}%, abstain {100 * quiet.abstain:g}%, "
            f"no {100 * quiet.no:g}%."
        )
    cases = [case for case in decision.moods if case.loading != decision.loading]
    if cases:
        told = listed([f"{percent(case.p_pass)} at loading {case.loading:g}" for case in cases])
        yield f"If members of the same blocs vote alike to another degree: {told}."


def _how(decision: Decision) -> str:
    if decision.counted is not None:
        low, high = percent(decision.counted.low), percent(decision.counted.high)
        return f" [{low} to {high}], {'sampled' if decision.method == 'sampled' else 'counted'}"
    if decision.method == "quadrature":
        return f", loading {decision.loading:g} on blocs"
    return ""


def _criteria(decision: Decision) -> None:
    rows = [_criterion(criterion) for criterion in decision.criteria]
    columns = ("The rule asks that", "Needed", "Expected", "If it passes", "If it fails", "Met")
    print_table(columns, rows, title="By how much", numeric=(1, 2, 3, 4, 5))


def _criterion(criterion: Criterion) -> tuple[str, ...]:
    sides = (criterion.if_passed, criterion.if_failed)
    return (
        one_line(criterion.words),
        f"{criterion.quota:g}",
        f"{criterion.expected:.5g}",
        *("" if side is None else f"{side:.5g}" for side in sides),
        percent(criterion.p_met),
    )


def _blockers(decision: Decision, scenario: Scenario) -> None:
    origins = {ballot.member: ballot for ballot in decision.ballots}
    rows = [
        (
            actor_name(scenario, blocker.member),
            _small(blocker.p_no),
            _small(blocker.p_alone),
            "yes" if blocker.veto else "",
            one_line(origins[blocker.member].source),
        )
        for blocker in decision.blockers
        if origins[blocker.member].origin != "default"
    ][:MOST]
    columns = ("Member", "Votes no", "and decides it", "Veto", "Origin")
    print_table(columns, rows, title="Who may vote no", numeric=(1, 2))


def _sets(decision: Decision, scenario: Scenario) -> None:
    rows = [
        (_set_words(one, scenario), _small(one.p), f"{one.alike:,}" if one.alike > 1 else "")
        for one in decision.blocking.sets[:MOST_SETS]
    ]
    columns = ("Members that stop it together", "Probability", "Sets like it")
    title = "Who can stop it (none of them can be spared)"
    if not decision.blocking.complete:
        title += "; there are too many to be sure that these are the likeliest"
    print_table(columns, rows, title=title, numeric=(1, 2))


def _set_words(one: BlockingSet, scenario: Scenario) -> str:
    """The members of a set, and whether it takes their noes."""
    names = [actor_name(scenario, holdout.member) for holdout in one.holdouts]
    shown = names if len(names) <= MOST_NAMES else [*names[: MOST_NAMES - 1], "others"]
    ballots = {holdout.ballot for holdout in one.holdouts}
    count = f" ({len(names)})" if len(names) > MOST_NAMES else ""
    if ballots == {"no"}:
        return f"{', '.join(shown)}{count}: no"
    if ballots == {"not_yes"}:
        return f"{', '.join(shown)}{count}: no or abstaining"
    noes = [
        actor_name(scenario, holdout.member) for holdout in one.holdouts if holdout.ballot == "no"
    ]
    return f"{', '.join(shown)}{count}: no or abstaining, {', '.join(noes)} no"


def _voices(answer: BodyAnswer, scenario: Scenario) -> None:
    """What each member's ballot decides, now and by the rule alone."""
    decision, power = answer.decision, answer.power
    shapley = power.shapley_shubik if power else None
    order = sorted(range(decision.members), key=lambda row: -decision.voices[row].decisive)
    rows = []
    for row in order[:MOST]:
        ballot, voice = decision.ballots[row], decision.voices[row]
        rows.append(
            (
                actor_name(scenario, ballot.member),
                *(_small(p) for p in (ballot.yes, ballot.abstain, ballot.no)),
                _small(voice.decisive),
                _small(voice.share),
                *([_small(shapley[row])] if shapley else []),
            )
        )
    columns = ["Member", "Yes", "Abstains", "No", "Decides it now", "Share by the rule"]
    columns += ["Shapley"] if shapley else []
    title = (
        "What a ballot decides (now: given the others' chances; by the rule: normalised Banzhaf)"
    )
    print_table(columns, rows, title=title, numeric=range(1, len(columns)))
    if len(order) > MOST:
        say(f"The {len(order) - MOST} members who decide it least are left out; --json has all.\n")


def _silence(decision: Decision) -> None:
    rows = [(_small(case.p_no), likelihood(case.p_pass)) for case in decision.sensitivity]
    print_table(
        ("If each silent member votes no with", "It passes"), rows, title="What silence decides"
    )


def _last(answer: BodyAnswer, scenario: Scenario) -> Iterator[str]:
    decision, power = answer.decision, answer.power
    if decision.win_over is not None:
        yield f"Whom to win over: {_won_words(decision, scenario)}."
    if decision.veto_players and power is not None:  # else nothing can pass
        number = len(decision.veto_players)
        every = number == decision.members and number > 3
        names = "any member" if every else _names(decision.veto_players, scenario)
        several = number > 1 and not every
        yield f"The no of {'any of ' if several else ''}{names} alone defeats it."
    if power is not None and power.minimal_winning_coalitions is not None:
        pass_it = _whole(power.minimal_winning_coalitions)
        stop_it = _whole(power.minimal_blocking_coalitions)
        yield f"Coalitions that can spare nobody: {pass_it} to pass it, {stop_it} to stop it."


def _won_words(decision: Decision, scenario: Scenario) -> str:
    won = decision.win_over
    assert won is not None
    if won.members is None:
        return f"nobody: with a yes of all it passes with {percent(won.p)}"
    names = _names(won.members, scenario)
    cost = "" if won.cost == len(won.members) else f", cost {won.cost:g}"
    sure = "" if won.method == "exact" else "; perhaps fewer would do"
    return f"{names} ({percent(won.p)} then{cost}{sure})"


def _names(codes: Sequence[str], scenario: Scenario) -> str:
    names = [actor_name(scenario, code) for code in codes]
    if len(names) > MOST_NAMES:
        return f"{', '.join(names[: MOST_NAMES - 1])} and {len(names) - MOST_NAMES + 1} others"
    return listed(names)


def _whole(number: int | str | None) -> str:
    return "beyond the limit" if number is None else f"{int(number):,}"


def _small(p: float) -> str:
    """A probability to a tenth of a percent below ten, to a percent above."""
    value = 100 * p
    if 0 < value < 0.05:
        return f"{value:.1g}%" if value >= 0.001 else "<0.001%"
    return f"{value:.1f}%" if value < 9.95 else f"{value:.0f}%"
