"""One question, decided in several ways: what would each body do, and the coalition without it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from willing.brief.blocks import (
    Beside,
    Block,
    Bullet,
    Bullets,
    Fold,
    Panel,
    Prose,
    Quotes,
    Section,
    Table,
    Way,
    Ways,
)
from willing.brief.material import Material, quotes
from willing.brief.words import (
    amount,
    contributed,
    counted,
    kind_words,
    likelihood,
    listed,
    number_word,
    percent,
    rounded,
    sentence,
    the,
)
from willing.models.bodies.deciding import Blocker, Decision
from willing.models.formation.joining import Formation, KindTotal
from willing.outlook.watching import LIKELY_NO
from willing.reference.vocabulary import SUPPORT
from willing.scenario.rules import OPT_IN

MOST = 6
"""Blockers that are named one by one."""

MOST_SETS = 3
LIKELY_SET = 0.05
"""Sets of members less likely to stop it together are not named."""

PROBABLE = 0.5
"""A no above this is likelier than not."""

UNLIKELY = 0.45
"""Below this ICD 203 calls it unlikely."""

SAME = 1e-9
"""Shares of power that differ by less are the same."""


def decision_section(material: Material) -> Section:
    """The bodies beside the coalition of those who opt in."""
    bodies = [d for d in material.outlook.decisions if not is_opt_in(material, d)]
    panels = [_body_panel(material, decision) for decision in bodies]
    panels.append(_opt_in_panel(material))
    title = _title(material, bodies, len(panels))
    lede = (Prose(_lede(material, bodies)),) if bodies else ()
    ballots = tuple(_ballots(material, decision) for decision in bodies)
    return Section("decisions", title, (*lede, *_ways(material), Beside(tuple(panels)), *ballots))


def _lede(material: Material, bodies: Sequence[Decision]) -> str:
    """Who alone can stop the one body; what a body needs and those who opt in do not."""
    own = "A coalition of those who opt in needs only its own members."
    first = bodies[0]
    vetoes = [b for b in likely_blockers(first) if b.veto and b.p_no > PROBABLE]
    if len(bodies) == 1 and vetoes:
        names = listed([the(material.name(b.member)) for b in vetoes], most=MOST)
        verb, each = ("is", "its no") if len(vetoes) == 1 else ("are", "a single no")
        body = in_sentence(material.body_title(first))
        return f"Because {names} {verb} likely to vote no, and in {body} {each} is enough. {own}"
    return f"A body needs the consent of its members, also of those who would send nothing. {own}"


def _title(material: Material, bodies: Sequence[Decision], number: int) -> str:
    """Why not the one body that would hardly pass it; else how many ways there are."""
    hardly = [d for d in bodies if d.p_pass is not None and d.p_pass < UNLIKELY]
    if len(bodies) == len(hardly) == 1:
        return f"Why not {in_sentence(material.body_title(bodies[0]))}?"
    return f"{number_word(number).capitalize()} ways to decide it" if bodies else "Is it enough?"


def _ways(material: Material) -> Iterator[Block]:
    """All ways with a probability, drawn beside each other."""
    ways = [
        Way(_way_title(material, decision), decision.p_pass, *_range(decision))
        for decision in material.outlook.decisions
        if decision.p_pass is not None
    ]
    if len(ways) < 2:
        return
    text = (
        "The chance that each way says yes. A band shows what hangs on the silent members and on "
        "whether members of the same blocs vote alike; for those who opt in it is what the count "
        "of worlds leaves open."
    )
    yield Ways("Which way is open?", text, tuple(ways))


def _way_title(material: Material, decision: Decision) -> str:
    return "Those who opt in" if is_opt_in(material, decision) else material.body_title(decision)


def _range(decision: Decision) -> tuple[float, float]:
    """The least and the greatest P(pass) among the cases that are shown."""
    cases = [case.p_pass for case in decision.sensitivity]
    cases += [case.p_pass for case in decision.moods]
    if decision.counted is not None:
        cases += [decision.counted.low, decision.counted.high]
    cases.append(decision.p_pass or 0.0)
    return min(cases), max(cases)


def is_opt_in(material: Material, decision: Decision) -> bool:
    """Whether this decision is the opt-in coalition itself."""
    return material.outlook.scenario.bodies[decision.body].rule == OPT_IN


def likely_blockers(decision: Decision) -> list[Blocker]:
    """The members likely enough to vote no to be named, the likeliest first."""
    return [blocker for blocker in decision.blockers if blocker.p_no >= LIKELY_NO]


def _body_panel(material: Material, decision: Decision) -> Panel:
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
        f"What would open this way: a yes of {names}. It would then pass with "
        f"{percent(won.p)}.{sure}"
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


def _opt_in_panel(material: Material) -> Panel:
    formed = material.outlook.formation
    low, high = member_range(formed)
    blocks: list[Block] = [*_enough(material)]
    blocks.append(
        Prose(
            f"On average {rounded(formed.members.mean)} of the {pledging(material)} actors with a "
            f"pledge join (in eight cases of ten {_from_to(low, high)})."
        )
    )
    blocks += _totals(formed)
    blocks.append(Prose(assurance(formed)))
    return Panel("By those who opt in", tuple(blocks))


def pledging(material: Material) -> int:
    """How many actors have pledged anything."""
    return sum(bool(actor.pledges) for actor in material.outlook.scenario.actors.values())


def member_range(formed: Formation) -> tuple[int, int]:
    """The 10th and 90th percentile of the number of members."""
    return _quantile(formed, 0.1), _quantile(formed, 0.9)


def _quantile(formed: Formation, share: float) -> int:
    below = 0.0
    for number, p in enumerate(formed.members.distribution):
        below += p
        if below >= share - 1e-9:
            return number
    return len(formed.members.distribution) - 1


def _from_to(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low} to {high}"


def _enough(material: Material) -> Iterator[Block]:
    formed = material.outlook.formation
    if formed.success is not None:
        asked = listed([contributed(kind, value) for kind, value in formed.requires.items()])
        yield Prose(f"It is enough: {likelihood(formed.success.p)}. Required: {asked}.")
        return
    opted = next((d for d in material.outlook.decisions if is_opt_in(material, d)), None)
    if opted is not None and opted.p_pass is not None:
        minimum = material.outlook.scenario.bodies[opted.body].minimum
        yield Prose(f"At least {minimum} members join: {likelihood(opted.p_pass)}.")
        return
    yield Prose(
        "What size would be enough is stated nowhere, so no chance of success is given: only who "
        "comes, and with what."
    )


def _totals(formed: Formation) -> Iterator[Block]:
    rows = [
        total
        for total in formed.totals
        if total.required or (total.mean >= 0.005 and total.kind != SUPPORT)
    ]
    if not rows:
        return
    required = any(total.required is not None for total in rows)
    columns = ("Contribution", "Expected (8 cases of 10)", "Required")
    yield Table(
        caption="What comes together, by kind",
        columns=columns if required else columns[:2],
        rows=tuple(_total_row(total, required) for total in rows),
    )


def _total_row(total: KindTotal, required: bool) -> tuple[str, ...]:
    row = (
        kind_words(total.kind).capitalize(),
        amount(total.kind, total.mean, total.p10, total.p90),
    )
    if not required:
        return row
    if total.required is None or total.p_met is None:
        return (*row, "—")
    return (*row, f"{contributed(total.kind, total.required)}: {likelihood(total.p_met.p)}")


def assurance(formed: Formation) -> str:
    """What trust in each other would add, in words."""
    if formed.assurance_gap.members < 0.05:
        return "Nobody waits for anybody else: promises among them would add nothing."
    text = (
        "Some wait for others. If everyone were sure of everyone else, on average "
        f"{rounded(formed.members_greatest.mean)} would join in place of "
        f"{rounded(formed.members.mean)}"
    )
    if formed.success and formed.success_greatest:
        before, after = percent(formed.success.p), percent(formed.success_greatest.p)
        text += f", and the chance that it is enough would be {after} in place of {before}"
    return f"{text}. Coordination alone would do that."


def blocker_names(material: Material, decision: Decision, most: int = 3) -> list[str]:
    """The likeliest blockers with the chance of their no; the probable ones alone, if any is."""
    likely = likely_blockers(decision)
    probable = [blocker for blocker in likely if blocker.p_no > PROBABLE]
    return [
        f"{the(material.name(blocker.member))} ({percent(blocker.p_no)})"
        for blocker in (probable or likely)[:most]
    ]


def _ballots(material: Material, decision: Decision) -> Fold:
    """Every ballot that is not the default of the silent."""
    spoken = sorted(
        (ballot for ballot in decision.ballots if ballot.origin != "default"),
        key=lambda ballot: material.name(ballot.member),
    )
    voices = {voice.member: voice for voice in decision.voices}
    rows = tuple(
        (
            material.name(b.member),
            *(percent(p) for p in (b.yes, b.abstain, b.no)),
            percent(voices[b.member].decisive),
            f"{100 * voices[b.member].share:.1f}%",
            b.source,
        )
        for b in spoken
    )
    table = Table(
        caption=f"Ballots in {material.body_title(decision)}: the chances of each, how likely it "
        "decides the outcome as the others are likely to vote, and the member's share of power by "
        "the rule alone (normalised Banzhaf index)",
        columns=("Member", "Yes", "Abstains", "No", "Decides it", "Share of power", "Origin"),
        rows=rows,
        numeric=(1, 2, 3, 4, 5),
    )
    known = counted(len(spoken), "member")
    return Fold(
        f"{material.body_title(decision)}: ballots of the {known} on whom something is known",
        (table,),
    )
