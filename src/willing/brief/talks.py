"""What can each principal get at the table? The leverage model in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from willing.brief.blocks import Block, Fold, Prose, Table
from willing.brief.clauses import event_words, in_clause
from willing.brief.material import Material
from willing.brief.words import capital, likely_that, listed, percent, rounded, sentence
from willing.models.leverage.document import METHOD
from willing.models.leverage.leverage import Case, Leverage
from willing.models.leverage.links import LinkEffect
from willing.models.spread import Spread
from willing.reference.crisis import PARAMETERS
from willing.reference.talks import TERMS

MOST: Final = 8
"""So many numbers on which the share hangs."""

OPENS: Final = 0.01
"""An added issue opens or closes the range of deals where it does so more often than this."""


LITTLE: Final = 0.05
"""Who gains from delay in fewer of the worlds does not gain from it."""


def talks_blocks(material: Material) -> Iterator[Block]:
    """Who gets what, with and without the absent power and each added issue; nothing where nobody
    bargains.
    """
    found = material.outlook.joint.leverage
    if found is None:
        return
    yield Prose(_deal(material, found))
    absent = _absent(material, found)
    if absent:
        yield Prose(absent)
    if found.links:
        yield Prose(" ".join(_link(material, found, link) for link in found.links))
    yield Prose(_delay(material, found))
    yield Prose(_weakest(material, found))
    yield _behind(material, found)


def _names(material: Material, found: Leverage) -> tuple[str, str]:
    first, second = (material.sentence_name(party) for party in found.terms.parties)
    return first, second


def _deal(material: Material, found: Leverage) -> str:
    first, second = _names(material, found)
    clause = f"there is a deal that both {first} and {second} would prefer to fighting on"
    said = sentence(likely_that(found.exists.p, clause))
    share = found.sides[0].share
    if share is None or found.low is None or found.high is None:
        return said
    return (
        f"At the table: {said[:1].lower()}{said[1:]} Such a deal leaves {first} between "
        f"{percent(found.low.median)} and {percent(found.high.median)} of what is contested; by "
        "how long each side can wait and what it has to fear, it would end at about "
        f"{_range(share)}."
    )


def _range(share: Spread) -> str:
    return (
        f"{percent(share.median)} ({percent(share.p10)} to {percent(share.p90)} in eight worlds of "
        "ten)"
    )


def _absent(material: Material, found: Leverage) -> str:
    """The share with the absent power and without it, nothing else being changed."""
    if len(found.forced) != 2:
        return ""
    shares = [case.shares[0] for case in found.forced]
    if shares[0] is None or shares[1] is None:
        return ""
    event = found.terms.absent
    clause = event_words(event, material.event_titles.get(event, ""))
    first, _ = _names(material, found)
    return (
        f"If {clause}, everything else being equal, {first} gets about "
        f"{percent(shares[0].median)}; if not, {percent(shares[1].median)}."
    )


def _link(material: Material, found: Leverage, link: LinkEffect) -> str:
    """What an added issue does to the range and to the share."""
    name = capital(_title(found, link.name))
    effects = []
    if link.opens >= OPENS:
        worlds = f"{percent(link.opens)} of the worlds"
        effects.append(f"makes a deal possible that would not be so otherwise (in {worlds})")
    if link.closes >= OPENS:
        worlds = f"{percent(link.closes)} of the worlds"
        effects.append(f"prevents one that would be possible otherwise (in {worlds})")
    if link.share_with and link.share_without:
        first, _ = _names(material, found)
        effects.append(
            f"moves {first}’s share from about {percent(link.share_without.median)} to "
            f"{percent(link.share_with.median)}"
        )
    where = ", in the worlds where it is on the table" if link.worlds < found.worlds else ""
    if not effects:
        return f"{name} changes nothing at the table{where}."
    return f"{name} {listed(effects)}{where}."


def _delay(material: Material, found: Leverage) -> str:
    first, second = _names(material, found)
    gains = [side.gains for side in found.waiting]
    when = f"A deal {found.months} months later"
    if max(gains) < LITTLE:
        return f"{when} would be worse for both in nearly all worlds: neither gains from delay."
    return (
        f"{when} would be better for {first} in {percent(gains[0])} of the worlds, and for "
        f"{second} in {percent(gains[1])}."
    )


def _weakest(material: Material, found: Leverage) -> str:
    terms = found.terms.terms.values()
    defaults = sum(term.source.startswith("default") for term in terms)
    level = "low" if 2 * defaults > len(terms) else "moderate"
    text = (
        f"Confidence in this is {level}: {defaults} of the {len(terms)} terms of the talks are "
        "defaults, and what fighting is worth comes from the game above."
    )
    if not found.tornado:
        return text
    bar = found.tornado[0]
    first, _ = _names(material, found)
    return (
        f"{text} Its weakest assumption is {_words(material, found, bar.name)}: over what is "
        f"thought possible, {first}’s share goes from {_share(bar.share_low)} to "
        f"{_share(bar.share_high)}."
    )


def _share(value: float | None) -> str:
    return percent(value) if value is not None else "no deal"


def _words(material: Material, found: Leverage, name: str) -> str:
    """What a parameter of the crisis or a term of the talks is, with names in place of codes."""
    if name in PARAMETERS:
        return PARAMETERS[name].words
    kind, _, actor = name.partition(":")
    if kind != "link":
        words = TERMS[kind].words
        return f"{words} ({material.name(actor)})" if actor else words
    link, _, actor = actor.partition(":")
    return f"what {_title(found, link)} is worth to {material.sentence_name(actor)}"


def _title(found: Leverage, link: str) -> str:
    """An added issue as it stands inside a sentence."""
    return in_clause(found.terms.links[link].title) or link.replace("_", " ")


def _behind(material: Material, found: Leverage) -> Fold:
    first, _ = _names(material, found)
    hangs = Table(
        f"What {first}’s share hangs on: each in turn at its 10th and 90th percentile",
        ("What", "From, to", "Its share"),
        tuple(
            (
                capital(_words(material, found, bar.name)),
                f"{rounded(bar.low)} to {rounded(bar.high)}",
                f"{_share(bar.share_low)} to {_share(bar.share_high)}",
            )
            for bar in found.tornado[:MOST]
        ),
        (1, 2),
    )
    terms = Table(
        "All terms of the talks; worths in units of the crisis",
        ("What", "Value", "Origin"),
        tuple(
            (
                capital(_words(material, found, term.name)),
                " to ".join(dict.fromkeys(rounded(end) for end in (term.span[0], term.span[-1]))),
                term.source,
            )
            for term in found.terms.terms.values()
        ),
        (1,),
    )
    cases = Table(
        "In the worlds with the absent power once there is a deal, and without; set on and off, as "
        "above, it counts in a war without a deal as well",
        ("Worlds", "A deal", f"{capital(first)}’s share"),
        tuple(_case(material, found, case) for case in found.given),
        (1, 2),
    )
    blocks = (Prose(f"Method: {METHOD}."), hangs, *((cases,) if found.given else ()), terms)
    return Fold("What the share hangs on, and how it is worked out", blocks)


def _case(material: Material, found: Leverage, case: Case) -> tuple[str, str, str]:
    share, event = case.shares[0], found.terms.absent
    clause = event_words(event, material.event_titles.get(event, ""))
    name = f"If {clause}" if case.name == event else "If not"
    exists = percent(case.exists) if case.exists is not None else "–"
    return name, exists, _range(share) if share else "–"
