"""What would change it? With and without each event and each actor, and what to watch."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from willing.brief.blocks import Block, Bullet, Bullets, Fold, Prose, Section, Table
from willing.brief.body_panel import blocker_names, likely_blockers
from willing.brief.clauses import event_words
from willing.brief.decisions import assurance
from willing.brief.material import Material
from willing.brief.positions import core_pledge, what_it_brings
from willing.brief.unknowns import unknowns_fold
from willing.brief.words import (
    capital,
    contributed,
    kind_words,
    likelihood,
    listed,
    percent,
    points,
    rounded,
    sentence,
    the,
)
from willing.models.bodies.deciding import Decision
from willing.models.formation.joining import EventSplit, Formation, Side
from willing.models.formation.pivots import Swing
from willing.models.formation.plan import depends_on
from willing.outlook.watching import OPEN, Watch
from willing.scenario.conditions import parse

MOST = 6
"""Actors in the table of swings: those that matter most."""

MOST_NEEDED = 5
MOST_SETS = 4
"""Actors and events that cannot be replaced, and sets that are enough: the likeliest."""

TELLING = 0.1
"""Who is needed in fewer of the cases of success is not named."""

NOTICEABLE = 0.005
"""A smaller swing than this rounds to nothing."""


def what_if_section(material: Material) -> Section | None:
    """Events and actors, forced one way and the other, and the few who decide; None where nothing
    swings.
    """
    blocks = (*_events(material), *_actors(material), *_few(material))
    return Section("what-if", "With and without", blocks) if blocks else None


def watch_section(material: Material) -> Section | None:
    """What is open and decides, each thing once, in plain words."""
    said: dict[str, list[str]] = {}
    for watch in material.outlook.watch:
        if watch.kind != "blocker":
            said.setdefault(_title(material, watch), []).append(_reason(material, watch))
    bullets = [Bullet(title, " ".join(reasons)) for title, reasons in said.items()]
    for decision in material.outlook.decisions:
        names = blocker_names(material, decision, most=4)
        if names:
            name = material.body_title(decision).partition(",")[0]
            bullets.append(Bullet(name, _blocking(decision, names)))
    undecided = _undecided(material, said)
    if undecided:
        bullets.append(Bullet("Still open", sentence(listed(undecided))))
    blocks: list[Block] = [Bullets(tuple(bullets))] if bullets else []
    settles = unknowns_fold(material)
    blocks += [settles] if settles else []
    return Section("watch", "What to watch", tuple(blocks)) if blocks else None


def event_pivots(material: Material) -> list[Swing]:
    """Events that matter, the one with the largest swing first."""
    return [s for s in noticeable(material) if s.role == "event"]


def measure_words(swing: Swing) -> tuple[str, str]:
    """What a swing measures, with it and without it.

    The chance that it is enough; else the expected number of (other) members.
    """
    if swing.measure == "success":
        return percent(swing.with_it), percent(swing.without)
    return rounded(swing.with_it), rounded(swing.without)


def noticeable(material: Material) -> list[Swing]:
    """Events and actors whose swing does not round to nothing, the largest first."""
    return [s for s in material.outlook.pivots if abs(s.swing) >= NOTICEABLE]


def _events(material: Material) -> Iterator[Block]:
    found = [swing for swing in material.outlook.pivots if swing.role == "event"]
    if not found:
        return
    measure = _measure(found[0])
    yield Prose(f"The numbers are {measure}, everything else being equal.")
    chances = {split.event: split.p for split in material.outlook.formation.by_event}
    yield Table(
        caption="With and without each event",
        columns=("Event", "Its likelihood", "If it happens", "If not", "Difference"),
        rows=tuple(
            (_event_title(material, s.target), likelihood(chances[s.target]), *_sides(s))
            for s in found
        ),
        numeric=(2, 3, 4),
    )
    matter = {split.event for split in material.outlook.formation.by_event if split.matters}
    idle = [_event_title(material, s.target) for s in found if s.target not in matter]
    if idle:
        yield Prose(
            f"No pledge in the scenario waits for this: {listed(idle)}. Nobody was heard to make "
            "it a condition. To see what it would change, write it into a pledge’s condition."
        )
    split = {s.event: s for s in material.outlook.formation.by_event}
    shown = [split[s.target] for s in event_pivots(material) if s.target in split]
    table = _contributions(material, shown)
    if table is not None:
        yield Fold("What is contributed in the cases with and without each event", (table,))


def _actors(material: Material) -> Iterator[Block]:
    found = [s for s in noticeable(material) if s.role == "actor"][:MOST]
    if not found:
        return
    others = "" if found[0].measure == "success" else " Members are counted without the actor."
    yield Prose(f"The same for the actors on whom most hangs.{others}")
    yield Table(
        caption="With and without each actor",
        columns=("Actor", "If it gives all it could", "If it gives nothing", "Difference"),
        rows=tuple((material.name(s.target), *_sides(s)) for s in found),
        numeric=(1, 2, 3),
    )


def _few(material: Material) -> Iterator[Block]:
    """Who cannot be replaced, and which few would be enough without all others."""
    sets, success = material.outlook.coalitions, material.outlook.formation.success
    if sets is None or success is None or success.p < NOTICEABLE:
        return
    alone = [found for found in sets.blocking if len(found.players) == 1][:MOST_NEEDED]
    needed = [(found.players, min(found.p.p / success.p, 1.0)) for found in alone]
    rows = [(_names(material, p), percent(share)) for p, share in needed if share >= TELLING]
    if rows:
        yield Table(
            caption="Who and what cannot be replaced",
            columns=("Who or what", "Of the cases of success, so many would fail without"),
            rows=tuple(rows),
            numeric=(1,),
        )
    rows = [
        (_names(material, found.players), likelihood(found.p.p))
        for found in sets.sufficient[:MOST_SETS]
        if found.players and found.p.p >= NOTICEABLE
    ]
    if rows:
        yield Table(
            caption="Who would be enough without all others",
            columns=("Who and on what condition", "How likely it is that they come and are needed"),
            rows=tuple(rows),
        )


def _names(material: Material, players: Collection[str]) -> str:
    """Actors by name, then events as conditions: "France and Turkey, if there is a ceasefire"."""
    events = material.outlook.scenario.events
    clauses = [
        event_words(player, material.event_titles.get(player, ""))
        for player in players
        if player in events
    ]
    actors = [material.sentence_name(player) for player in players if player not in events]
    names = listed(actors)
    if not clauses:
        text = names
    elif not actors:
        text = f"that {listed(clauses)}" if len(clauses) > 1 else clauses[0]
    else:
        text = f"{names}, if {listed(clauses)}"
    return capital(text)


def _sides(swing: Swing) -> tuple[str, str, str]:
    with_it, without = measure_words(swing)
    if abs(swing.swing) < NOTICEABLE:
        return with_it, without, "none"
    if swing.measure == "success":
        return with_it, without, points(swing.swing)
    sign = "+" if swing.swing > 0 else "−"
    return with_it, without, f"{sign}{rounded(abs(swing.swing))}"


def _measure(swing: Swing) -> str:
    if swing.measure == "success":
        return "the chance that what is required comes together"
    return "the expected number of members"


def _event_title(material: Material, event: str) -> str:
    title = material.event_titles.get(event, "")
    text = title or event_words(event)
    return capital(text)


def _contributions(material: Material, splits: list[EventSplit]) -> Table | None:
    kinds = _weighty_kinds(material.outlook.formation)
    rows = []
    for split in splits:
        for kind in kinds:
            sides = [_side(side, kind) for side in (split.happens, split.fails)]
            rows.append((_event_title(material, split.event), kind_words(kind), *sides))
    if not rows:
        return None
    return Table(
        caption="Expected contributions in the cases with and without each event",
        columns=("Event", "Contribution", "With it", "Without it"),
        rows=tuple(rows),
        numeric=(2, 3),
    )


def _weighty_kinds(formed: Formation) -> list[str]:
    """The core kinds of which anything is expected at all."""
    return [t.kind for t in formed.totals if t.kind in formed.core and t.mean >= NOTICEABLE]


def _side(side: Side | None, kind: str) -> str:
    return "never" if side is None else contributed(kind, side.totals[kind])


def _title(material: Material, watch: Watch) -> str:
    if watch.kind in ("event", "condition"):
        return _event_title(material, watch.target)
    if watch.kind == "assurance":
        return "Trust in each other"
    return material.name(watch.target)


def _reason(material: Material, watch: Watch) -> str:
    match watch.kind:
        case "event" | "actor":
            return _swing_reason(material, watch)
        case "condition":
            return _waiting(material, watch)
        case _:
            return assurance(material.outlook.formation)


def _swing_reason(material: Material, watch: Watch) -> str:
    swing = next(s for s in material.outlook.pivots if s.target == watch.target)
    if abs(swing.swing) < NOTICEABLE:
        return _offered(material, watch.target)
    with_it, without = measure_words(swing)
    if swing.measure == "success":
        effect = f"It is enough in {with_it} of cases with it, {without} without."
    else:
        who = "members" if watch.kind == "event" else "others join"
        effect = f"{with_it} {who} with it, {without} without."
    if watch.kind == "actor":
        return f"Still open. {effect}"
    split = next(s for s in material.outlook.formation.by_event if s.event == watch.target)
    return f"{sentence(likelihood(split.p))} {effect}"


def _offered(material: Material, actor: str) -> str:
    """For an actor on whom nobody else depends: how open it is, and what it would bring."""
    pledge = core_pledge(material, actor)
    if pledge is None:
        return "Still open."
    brings = listed(list(what_it_brings(material, actor)))
    would = f"; it would bring about {brings}" if brings else ""
    return f"Still open (willing: {percent(pledge.p_willing)}{would})."


def _waiting(material: Material, watch: Watch) -> str:
    waiting = [
        pledge.actor
        for pledge in material.outlook.formation.pledges
        if watch.target in depends_on(parse(pledge.when), "event")
    ]
    names = sorted(map(material.sentence_name, dict.fromkeys(waiting)))
    verb = "waits" if len(names) == 1 else "wait"
    return sentence(f"{listed(names, most=5)} {verb} for it") if names else ""


def _undecided(material: Material, listed_already: Collection[str]) -> list[str]:
    """Other actors whose willingness is far from sure either way, the least sure first."""
    low, high = OPEN
    best: dict[str, float] = {}
    for pledge in material.outlook.formation.pledges:
        if pledge.core:
            best[pledge.actor] = max(best.get(pledge.actor, 0.0), pledge.p_willing)
    found = [
        (abs(p - 0.5), material.name(actor), p) for actor, p in best.items() if low <= p <= high
    ]
    return [
        f"{the(name)} (willing: {percent(p)})"
        for _, name, p in sorted(found)
        if name not in listed_already
    ]


def _blocking(decision: Decision, names: list[str]) -> str:
    alone = {blocker.veto for blocker in likely_blockers(decision)}
    power = " Any one of them is enough to stop it." if alone == {True} and len(names) > 1 else ""
    power = " Its no is enough to stop it." if alone == {True} and len(names) == 1 else power
    return f"Likely to vote no: {listed(names)}.{power}"
