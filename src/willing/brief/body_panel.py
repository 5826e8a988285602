"""What one body would do, as a panel: its rule, who stops it, what would open it, its silence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from willing.brief.blocks import Block, Bullet, Bullets, Panel, Prose, Quotes, Table
from willing.brief.material import Material, quotes
from willing.brief.words import likelihood, listed, percent, sentence, the
from willing.models.bodies.deciding import Blocker, Decision
from willing.outlook.watching import LIKELY_NO

MOST = 6
"""Blockers that are named one by one."""

MOST_SETS = 3
LIKELY_SET = 0.05
"""Sets of members less likely to stop it together are not named."""

PROBABLE = 0.5
"""A no above this is likelier than not."""

SAME = 1e-9
"""Shares of power that differ by less are the same."""


def likely_blockers(decision: Decision) -> list[Blocker]:
    """The members likely enough to vote no to be named, the likeliest first."""
    return [blocker for blocker in decision.blockers if blocker.p_no >= LIKELY_NO]


def body_panel(material: Material, decision: Decision) -> Panel:
    """The panel of one body."""
    blocks: list[Block] = []
    if decision.p_pass is not None:
        sampled = "" if decision.method != "sampled" else " Counted over sampled votes."
        blocks.append(Prose(f"It passes: {likelihood(decision.p_pass)}.{sampled}"))
    blocks.append(Prose(sentence(f"the rule: it passes if {_rule(material, decision)}")))
    blocks += _blocking(material, decision)
    blocks += _together(material, decision)
    blocks += _won_over(material, decision)
    blocks += _power_words(decision)
    blocks += _moods(decision)
    blocks += _silence(material, decision)
    name, _, way = material.body_title(decision).partition(", ")
    title = f"In {in_sentence(name)}{f' ({way})' if way else ''}"
    return Panel(title, tuple(blocks))


def in_sentence(title: str) -> str:
    """A body's title inside a sentence, without the way in which it decides.

    >>> in_sentence("EU Council, unanimity"), in_sentence("NATO")
    ('the EU Council', 'NATO')
    """
    name = title.partition(",")[0]
    return f"the {name}" if name.endswith(("Council", "Union", "Assembly")) else name


def _rule(material: Material, decision: Decision) -> str:
    """The rule in words, with names in place of codes."""
    codes = {ballot.member for ballot in decision.ballots}
    return re.sub(
        r"\b[A-Z]{3}\b",
        lambda found: material.name(found[0]) if found[0] in codes else found[0],
        decision.rule.removesuffix("."),
    )


def _blocking(material: Material, decision: Decision) -> Iterator[Block]:
    likely = likely_blockers(decision)
    if not likely:
        yield Prose("No member is known to be likely to vote no.")
        return
    yield Prose("Likely to vote no:")
    yield Bullets(
        tuple(
            Bullet(material.name(blocker.member), f"{likelihood(blocker.p_no)}{_power(blocker)}")
            for blocker in likely[:MOST]
        )
    )
    said = {b.member: b.source for b in decision.ballots if b.origin == "votes"}
    found = [
        entry
        for blocker in likely[:MOST]
        for entry in material.by_reference(said.get(blocker.member, ""))
    ]
    if found:
        yield Quotes(quotes(material, found))


def _together(material: Material, decision: Decision) -> Iterator[Block]:
    """The likeliest sets of several members that stop it, where one alone hardly does."""
    sets = [one for one in decision.blocking.sets if len(one.holdouts) > 1 and one.p >= LIKELY_SET]
    if not sets or decision.blocking.sets[0].p > sets[0].p:
        return
    noes = all(holdout.ballot == "no" for one in sets[:MOST_SETS] for holdout in one.holdouts)
    yield Prose(f"Together they can stop it, by voting no{'' if noes else ' or abstaining'}:")
    yield Bullets(
        tuple(
            Bullet(
                listed([material.name(holdout.member) for holdout in one.holdouts], most=MOST),
                likelihood(one.p),
            )
            for one in sets[:MOST_SETS]
        )
    )


def _won_over(material: Material, decision: Decision) -> Iterator[Block]:
    """Whose yes would make it very likely."""
    won = decision.win_over
    if won is None:
        return
    if won.members is None:
        yield Prose(f"Even with a yes of every member it passes with {percent(won.p)} only.")
        return
    names = listed([the(material.name(member)) for member in won.members], most=MOST)
    sure = "" if won.method == "exact" else " Perhaps fewer would do."
    yield Prose(
        f"To pass it with {percent(won.target)} or more, it would take a yes of {names}; then it "
        f"passes with {percent(won.p)}.{sure}"
    )


def _power_words(decision: Decision) -> Iterator[Block]:
    """How the rule spreads power, before anything is known of anybody."""
    shares = [voice.share for voice in decision.voices]
    number = len(shares)
    if number < 2:
        return
    if max(shares) - min(shares) > SAME:
        return
    veto = " Each of them can stop it." if len(decision.veto_players) == number else ""
    yield Prose(f"By its rule all {number} members have the same power.{veto}")


def _moods(decision: Decision) -> Iterator[Block]:
    """What moving together would change."""
    others = [case for case in decision.moods if case.loading != decision.loading]
    if not others or max(abs(case.p_pass - (decision.p_pass or 0)) for case in others) < 0.01:
        return
    low, high = min(case.p_pass for case in others), max(case.p_pass for case in others)
    told = percent(low) if percent(low) == percent(high) else f"{percent(low)} to {percent(high)}"
    yield Prose(
        "If members of the same blocs voted alike to another degree than is assumed, it would pass "
        f"with {told}."
    )


def _power(blocker: Blocker) -> str:
    return "" if blocker.veto else "; its no alone is not enough"


def _silence(material: Material, decision: Decision) -> Iterator[Block]:
    """How much hangs on members on whom nothing is known."""
    if not decision.silent:
        return
    quiet = next(ballot for ballot in decision.ballots if ballot.origin == "default")
    chosen = material.outlook.scenario.bodies[decision.body].silent is not None
    unchosen = "" if chosen else ", a number that nobody chose"
    known = (
        f"Nothing is known of {decision.silent} of its {decision.members} members. Each is taken "
        f"to vote no with {_small(quiet.no)}{unchosen}."
    )
    rows = tuple(_silence_rows(decision))
    if len(rows) == 1:
        most = _small(decision.sensitivity[-1].p_no)
        yield Prose(f"{known} Up to {most} each, their silence changes nothing.")
        return
    yield Prose(f"{known} With others:")
    yield Table(
        caption=f"What silence decides in {material.body_title(decision)}",
        columns=("If each votes no with", "It passes"),
        rows=rows,
    )


def _silence_rows(decision: Decision) -> Iterator[tuple[str, str]]:
    """Values of P(no) with what they give; neighbours that give the same stand together."""
    for words, same in groupby(decision.sensitivity, key=lambda case: likelihood(case.p_pass)):
        values = [_small(case.p_no) for case in same]
        yield (values[0] if len(values) == 1 else f"{values[0]} to {values[-1]}"), words


def _small(p: float) -> str:
    """A small probability to a tenth of a percent."""
    return f"{round(p * 100, 1):g}%"


def blocker_names(material: Material, decision: Decision, most: int = 3) -> list[str]:
    """The likeliest blockers with the chance of their no; the probable ones alone, if any is."""
    likely = likely_blockers(decision)
    probable = [blocker for blocker in likely if blocker.p_no > PROBABLE]
    return [
        f"{the(material.name(blocker.member))} ({percent(blocker.p_no)})"
        for blocker in (probable or likely)[:most]
    ]
