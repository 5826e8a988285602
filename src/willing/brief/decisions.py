"""One question, decided in several ways: what would each body do, and the coalition without it?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from willing.brief.blocks import (
    Beside,
    Block,
    Fold,
    Panel,
    Prose,
    Section,
    Table,
    Way,
    Ways,
)
from willing.brief.body_panel import MOST, PROBABLE, body_panel, in_sentence, likely_blockers
from willing.brief.material import Material
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
    the,
)
from willing.models.bodies.deciding import Decision
from willing.models.formation.joining import Formation, KindTotal
from willing.reference.vocabulary import SUPPORT
from willing.scenario.rules import OPT_IN

UNLIKELY = 0.45
"""Below this ICD 203 calls it unlikely."""


def decision_section(material: Material) -> Section:
    """The bodies beside the coalition of those who opt in."""
    bodies = [d for d in material.outlook.decisions if not is_opt_in(material, d)]
    panels = [body_panel(material, decision) for decision in bodies]
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
