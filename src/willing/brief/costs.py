"""What does it cost? Who gives, who may stop, and what filling the hole would ask of the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from willing.brief.blocks import Block, Fold, Prose, Section, Table
from willing.brief.material import Material
from willing.brief.words import counted, likely_that, listed, percent, rounded, sentence
from willing.models.aid.drawn import MONTHS
from willing.models.aid.relief import Relief, Replacement
from willing.reference.aid import INSTITUTIONS, KEYS, LITTLE

MOST: Final = 8
"""Donors that are shown: those that would pay most by any key."""

DIGITS: Final = 3
"""Amounts are figures of a table and not of a model: their parts have to add up for the reader."""

FEW: Final = 5
"""So many of those who are first at their cap are named."""

ALL_CAPPED: Final = (
    "By every key the hole is larger than what the cap allows all who are asked to give. Each of "
    "them gives all that its cap allows, so that the columns differ only in who is asked."
)


def costs_section(material: Material) -> Section | None:
    """None where the scenario says nothing of aid."""
    found = material.outlook.joint.aid
    if found is None:
        return None
    blocks = (
        Prose(_stands(material, found)),
        *_pauses(material, found),
        *_keys(material, found),
        Prose(_weakest(found)),
        _behind(material, found),
    )
    return Section("costs", "What it costs, and who would pay", blocks)


def _money(found: Relief, billions: float) -> str:
    """An amount of money in its currency.

    Below a billion it is told in millions.
    """
    if abs(billions) < 1:
        return f"{found.setting.currency} {rounded(1000 * billions, DIGITS)} million"
    return f"{found.setting.currency} {rounded(billions, DIGITS)} billion"


def _stands(material: Material, found: Relief) -> str:
    standing = found.standing
    months = found.setting.months
    over = f" over {rounded(months)} months" if months else ""
    givers = sum(one.amount > 0 for one in standing.donors)
    text = (
        f"{counted(givers, 'donor').capitalize()} gave {_money(found, standing.total)}{over}. That "
        f"is as concentrated as if {rounded(standing.all.equivalent)} donors gave alike"
    )
    if standing.donors:
        largest = standing.donors[0]
        name = material.sentence_name(largest.donor)
        text += f"; {percent(largest.share)} comes from {name}"
    return f"{text}."


def _pauses(material: Material, found: Relief) -> Iterator[Block]:
    """Who may stop, how likely that is, and what is then missing."""
    if found.p is None:
        return
    for pause in found.pauses:
        name = material.sentence_name(pause.donor)
        said = sentence(likely_that(pause.p.p, f"{name} stops giving"))
        yield Prose(f"{said} It gave about {_money(found, pause.monthly.median)} a month.")
    if found.if_paused is not None and len(found.pauses) > 1:
        yield Prose(
            f"Where anybody stops ({percent(found.p.p)} of the worlds), "
            f"{_money(found, found.if_paused.median)} a month are missing."
        )


def _keys(material: Material, found: Relief) -> Iterator[Block]:
    """What each of the others would pay by each key, and whether it is enough."""
    if not found.keys:
        return
    first, donors = found.keys[0], _payers(found)
    rows = [
        (
            material.name(donor),
            *(_cost(key, donor) for key in found.keys),
            _uncapped(first, donor),
        )
        for donor in donors
    ]
    rows.append(("Stays open", *(rounded(key.open.median) for key in found.keys), "0"))
    yield Table(
        f"To fill the hole: billions of {found.setting.currency} a year (percent of GDP)",
        ("Donor", *(_key_name(key.key) for key in found.keys), f"{_key_name(first.key)}, no cap"),
        tuple(rows),
        tuple(range(1, len(found.keys) + 2)),
    )
    if found.alike:
        yield Prose(ALL_CAPPED)
    yield Prose(_breaking(material, found, first))
    yield from _without_cap(material, found, first)


def _payers(found: Relief) -> list[str]:
    """Those who would pay most by any key, or by the first without a cap, the largest first."""
    most = {cost.donor: cost.uncapped for cost in found.keys[0].costs}
    for key in found.keys:
        for cost in key.costs:
            most[cost.donor] = max(most.get(cost.donor, 0.0), cost.billions.median)
    ranked = sorted((donor for donor in most if most[donor] > 0), key=lambda donor: -most[donor])
    return ranked[:MOST]


def _cost(key: Replacement, donor: str) -> str:
    cost = next((cost for cost in key.costs if cost.donor == donor), None)
    if cost is None or not cost.billions.median:
        return "–"
    return f"{rounded(cost.billions.median)} ({cost.percent.median:.2f}%)"


def _uncapped(key: Replacement, donor: str) -> str:
    cost = next((cost for cost in key.costs if cost.donor == donor), None)
    if cost is None or not cost.uncapped:
        return "–"
    return f"{rounded(cost.uncapped)} ({cost.uncapped_percent:.2f}%)"


def _key_name(key: str) -> str:
    names = {"gdp": "By GDP", "eu_budget": "By EU budget"}
    return names.get(key, f"By {key.replace('_', ' ')}")


def _breaking(material: Material, found: Relief, key: Replacement) -> str:
    """Who is first at its cap, and what stays open."""
    cap = found.setting.cap.middle
    text = (
        f"With a cap of {cap:g}% of GDP a year, old gifts and new together, the others could give "
        f"{_money(found, key.breaking.largest)} more a year"
    )
    if found.if_paused is not None:
        text += f"; {_money(found, MONTHS * found.if_paused.median)} a year would be missing"
    if 0 < key.p_open < 1:
        text += f"; in {percent(key.p_open)} of the worlds with a pause something stays open"
    full = [material.sentence_name(donor) for donor, hole in key.breaking.order if hole <= 0]
    order = [material.sentence_name(donor) for donor, hole in key.breaking.order if hole > 0]
    already = f" At it already: {listed(full, most=FEW)}." if full else ""
    after = f" {'Next' if full else 'First'} at it, with shares {KEYS[key.key]}: "
    return f"{text}.{already}" + (f"{after}{listed(order[:FEW])}." if order else "")


def _without_cap(material: Material, found: Relief, key: Replacement) -> Iterator[Block]:
    """What replacing those who stop would take, if nobody minded the cap."""
    asked = [cost for cost in key.costs if cost.uncapped > 0]
    if not asked:
        return
    most = max(asked, key=lambda cost: cost.uncapped)
    low, high = (f(cost.uncapped_percent for cost in asked) for f in (min, max))
    part = f"{high:.2f}%" if high - low < 0.005 else f"{low:.2f}% to {high:.2f}%"
    yield Prose(
        f"To fill the hole without a cap, with shares {KEYS[key.key]}, each would give {part} of "
        f"its GDP a year on top of what it gives, and {material.sentence_name(most.donor)} the "
        f"most, {_money(found, most.uncapped)}."
    )


def _weakest(found: Relief) -> str:
    setting = found.setting
    default = setting.cap.source.startswith("default")
    level = "low" if default else "moderate"
    origin = " (a default)" if default else ""
    return (
        f"Confidence in who would pay is {level}. Its weakest assumption is that nobody gives more "
        f"than {setting.cap.middle:g}% of its GDP in a year{origin}."
    )


def _behind(material: Material, found: Relief) -> Fold:
    promised = found.standing.committed is not None
    columns = ["Donor", f"Billions of {found.setting.currency}", "Share"]
    columns += ["Promised and still open"] if promised else []
    rows = []
    for one in found.standing.donors:
        row = [material.name(one.donor), rounded(one.amount, DIGITS), percent(one.share)]
        if promised:
            row.append("–" if one.open is None else rounded(one.open, DIGITS))
        rows.append(tuple(row))
    donors = Table("Who gives", tuple(columns), tuple(rows), tuple(range(1, len(columns))))
    setting = found.setting
    said = (
        f"GDP of {setting.year} (World Bank); {setting.rate.middle:g} US dollars for one euro "
        f"({_remark(setting.rate.source)}); cap: {_remark(setting.cap.source)}."
    )
    if any(donor in INSTITUTIONS for donor in setting.donors):
        said += " The EU’s institutions are asked for nothing: their money is their members’."
    if left_out := [material.sentence_name(one) for one in (*setting.little, *setting.unknown)]:
        said += (
            f" Not asked, as they gave less than {LITTLE:g}% of GDP a year or their GDP is not "
            f"known: {listed(left_out)}."
        )
    return Fold("All donors, and what this rests on", (donors, Prose(said)))


def _remark(source: str) -> str:
    """The remark in brackets of a default's source; else the source as it stands."""
    return source.removeprefix("default (").removesuffix(")") if "(" in source else source
