"""What does it cost? Who gives, who may stop, and what filling the hole would ask of the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from willing.brief.blocks import Block, Fold, Prose, Section, Table
from willing.brief.material import Material
from willing.brief.words import counted, likely_that, listed, percent, rounded, sentence
from willing.models.aid.relief import Relief, Replacement
from willing.reference.aid import KEYS

MOST: Final = 8
"""Donors that are shown: those that would pay most by any key."""

FEW: Final = 5
"""So many of those who are first at their cap are named."""


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
        return f"{found.setting.currency} {rounded(1000 * billions)} million"
    return f"{found.setting.currency} {rounded(billions)} billion"


def _stands(material: Material, found: Relief) -> str:
    standing = found.standing
    months = found.setting.months
    over = f" over {rounded(months)} months" if months else ""
    text = (
        f"{counted(len(found.setting.donors), 'donor').capitalize()} gave "
        f"{_money(found, standing.total)}{over}. It rests on as few as "
        f"{rounded(standing.all.equivalent)} equal ones would be"
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
    donors = _payers(found)
    rows = [(material.name(donor), *(_cost(key, donor) for key in found.keys)) for donor in donors]
    rows.append(("Stays open", *(rounded(key.open.median) for key in found.keys)))
    yield Table(
        f"To fill the hole: billions of {found.setting.currency} a year (percent of GDP)",
        ("Donor", *(_key_name(key.key) for key in found.keys)),
        tuple(rows),
        tuple(range(1, len(found.keys) + 1)),
    )
    for key in found.keys[:1]:
        yield Prose(_breaking(material, found, key))


def _payers(found: Relief) -> list[str]:
    """Those who would pay most by any key, the largest first."""
    most: dict[str, float] = {}
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


def _key_name(key: str) -> str:
    names = {"gdp": "By GDP", "eu_budget": "By EU budget"}
    return names.get(key, f"By {key.replace('_', ' ')}")


def _breaking(material: Material, found: Relief, key: Replacement) -> str:
    """Who is first at its cap, and what stays open."""
    cap = found.setting.cap.middle
    text = (
        f"With a cap of {cap:g}% of GDP a year, old gifts and new together, and shares "
        f"{KEYS[key.key]}, the others could fill {_money(found, key.breaking.largest)} a year"
    )
    if key.p_open:
        text += f"; in {percent(key.p_open)} of the worlds with a pause something stays open"
    order = [material.sentence_name(donor) for donor, _ in key.breaking.order[:FEW]]
    return f"{text}. First at the cap: {listed(order)}." if order else f"{text}."


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
    donors = Table(
        "Who gives",
        ("Donor", f"Billions of {found.setting.currency}", "Share", "Promised and still open"),
        tuple(
            (
                material.name(one.donor),
                rounded(one.amount),
                percent(one.share),
                rounded(one.open) if one.open is not None else "–",
            )
            for one in found.standing.donors
        ),
        (1, 2, 3),
    )
    setting = found.setting
    said = (
        f"GDP of {setting.year} (World Bank); {setting.rate.middle:g} US dollars for one euro "
        f"({_remark(setting.rate.source)}); cap: {_remark(setting.cap.source)}."
    )
    return Fold("All donors, and what this rests on", (donors, Prose(said)))


def _remark(source: str) -> str:
    """The remark in brackets of a default's source; else the source as it stands."""
    return source.removeprefix("default (").removesuffix(")") if "(" in source else source
