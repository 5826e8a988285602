"""Does a scenario's aid make sense: donors, amounts, keys and caps, one by one?"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from willing.reference.aid import (
    GROWTH,
    INSTITUTIONS,
    KEYS,
    LARGEST,
    LARGEST_CAP,
    MOST_DONORS,
    MOST_MONTHS,
    RATES,
    SMALL,
)
from willing.reference.countries import country_name, is_state, resolve
from willing.reference.economy import latest_gdp, years
from willing.scenario.aid import Aid, Amounts, numbers
from willing.scenario.noun import Span, Spanned
from willing.scenario.problems import Place, Severity, suggestion
from willing.scenario.tokens import is_name

Finding = tuple[Severity, Place, str, str]
"""Severity, place, message, mend."""

ROOT = Place(("aid",))


def aid_problems(aid: Aid, actors: Collection[str]) -> Iterator[Finding]:
    """What is wrong with aid; `actors` are those that the scenario declares."""
    if aid == Aid():
        return
    yield from _donors(aid, actors)
    for field in ("donors", "committed"):
        yield from _amounts(getattr(aid, field), ROOT / field)
    yield from _rows(aid)
    yield from _named(aid)
    yield from _numbers(aid)
    yield from _economies(aid)
    yield from _time_and_money(aid)


def givers(aid: Aid) -> tuple[str, ...]:
    """The donors, in the order of the file."""
    names = (*aid.donors, *aid.committed, *(gift.donor for gift in aid.table))
    return tuple(dict.fromkeys(names))


def _donors(aid: Aid, actors: Collection[str]) -> Iterator[Finding]:
    donors = givers(aid)
    if not donors:
        mend = "write them under `donors:`, or name a file as `table:`"
        yield "error", ROOT, "no donor", mend
    if len(donors) > MOST_DONORS:
        yield "error", ROOT, f"more than {MOST_DONORS} donors", "take small ones together"
    if aid.table and (aid.donors or aid.committed):
        yield "error", ROOT / "table", "donors and a table too", "write them in one way"
    for field in ("donors", "committed", "gdp"):
        for donor in getattr(aid, field):
            place = Place(("aid", field, donor), key=True)
            yield from _donor(donor, place, actors)
    for index, gift in enumerate(aid.table):
        yield from _donor(gift.donor, Place(("aid", "table", index, "donor")), actors)


def _donor(donor: str, place: Place, actors: Collection[str]) -> Iterator[Finding]:
    if is_state(donor) or donor in INSTITUTIONS or donor in actors:
        return
    meant = resolve(donor[:80])
    if meant and (is_state(meant) or meant in INSTITUTIONS):
        mend = f"write {meant} ({country_name(meant)})"
    else:
        mend = "states have ISO 3166 alpha-3 codes (GBR); the EU's institutions are `eu`"
    yield "error", place, f"unknown donor `{donor[:80]}`", mend


def _amounts(amounts: Amounts, at: Place) -> Iterator[Finding]:
    for donor, by_kind in amounts.items():
        for kind, amount in by_kind.items():
            place = at / donor / kind
            if not is_name(kind):
                key = Place(place.steps, key=True)
                mend = "write a short name such as military"
                yield "error", key, f"`{kind[:80]}` cannot name a kind", mend
            yield from _limits(amount, place, 0, LARGEST)


def _rows(aid: Aid) -> Iterator[Finding]:
    dated = {bool(gift.month) for gift in aid.table}
    if len(dated) > 1:
        mend = "write `month:` in all of them or in none"
        yield "error", ROOT / "table", "some rows have a month and others none", mend
    for index, gift in enumerate(aid.table):
        for field in ("allocated", "committed"):
            amount = getattr(gift, field)
            if amount is not None:
                place = Place(("aid", "table", index, field))
                yield from _limits(amount, place, 0, LARGEST)


def _named(aid: Aid) -> Iterator[Finding]:
    """Keys, and donors that are named elsewhere."""
    donors = givers(aid)
    for index, key in enumerate(aid.keys):
        if key not in KEYS:
            mend = suggestion(key, KEYS) or f"there are {', '.join(KEYS)}"
            yield "error", Place(("aid", "keys", index)), f"no key `{key[:80]}`", mend
    places = [(donor, Place(("aid", "pause", donor), key=True)) for donor in aid.pause]
    places += [(donor, Place(("aid", "exempt", i))) for i, donor in enumerate(aid.exempt)]
    asked = [(donor, Place(("aid", "ask", i))) for i, donor in enumerate(aid.ask)]
    for donor, place in asked:
        if donor in aid.exempt:
            yield "error", place, f"`{donor[:80]}` is exempt too", "leave it out of one of them"
        if donor in INSTITUTIONS:
            yield "error", place, f"`{donor}` is never asked", "its money is its members'"
    for donor, place in (*places, *asked):
        if donor not in donors:
            mend = suggestion(donor, donors) or "name one of the donors"
            yield "error", place, f"`{donor[:80]}` is no donor", mend


def _numbers(aid: Aid) -> Iterator[Finding]:
    known = years()
    if aid.year is not None and not known[0] <= aid.year <= known[-1]:
        mend = f"write {known[0]} to {known[-1]}"
        yield "error", ROOT / "year", f"no GDP of {aid.year}", mend
    if aid.months is not None and aid.months > MOST_MONTHS:
        yield "error", ROOT / "months", f"{aid.months:g} months", f"write {MOST_MONTHS} or fewer"
    for field, low, high in (
        ("cap_pct_gdp", 0, LARGEST_CAP),
        ("growth", *GROWTH),
        ("eur_usd", *RATES),
    ):
        if (value := getattr(aid, field)) is not None:
            yield from _limits(value, ROOT / field, low, high)
    for donor, amount in aid.gdp.items():
        yield from _limits(amount, ROOT / "gdp" / donor, 1e-6, LARGEST)


def _time_and_money(aid: Aid) -> Iterator[Finding]:
    """What a run would refuse: an option of `willing aid` may still mend it."""
    dated = any(gift.month for gift in aid.table)
    if givers(aid) and aid.months is None and not dated:
        mend = "write `months:`, over how many they were given"
        yield "warning", ROOT, "the amounts have no dates", mend
    if dated and aid.months is not None and aid.months % 1:
        mend = "a table with dates is cut by whole months"
        yield "warning", ROOT / "months", f"{aid.months:g} months", mend
    if aid.eur_usd is not None and aid.unit.startswith("usd"):
        yield "warning", ROOT / "eur_usd", "amounts in dollars need no rate", "leave it out"


def _limits(value: Span | Spanned, place: Place, low: float, high: float) -> Iterator[Finding]:
    for number in numbers(value):
        if not low <= number <= high:
            side = "below" if number < low else "above"
            limit = low if number < low else high
            mend = f"write {low:g} to {high:g}" if high < LARGEST else f"write {low:g} or more"
            if number > LARGEST:
                mend = "write it in a larger unit"
            yield "error", place, f"{number:g} is {side} {limit:g}", mend
            return


def _economies(aid: Aid) -> Iterator[Finding]:
    """Donors of whom something may be asked, who gave much, and of whose GDP nothing is known."""
    if not aid.pause:
        return
    gave = dict.fromkeys(givers(aid), 0.0)
    for donor, by_kind in aid.donors.items():
        gave[donor] += sum(numbers(amount)[-1] for amount in by_kind.values())
    for gift in aid.table:
        gave[gift.donor] += gift.allocated or 0.0
    least = SMALL * sum(gave.values())
    known = {*INSTITUTIONS, *aid.exempt, *aid.gdp}
    for donor, amount in gave.items():
        if donor not in known and amount >= least and latest_gdp(donor, max(years())) is None:
            place = Place(("aid", "donors", donor), key=True) if aid.donors else ROOT / "table"
            mend = "write it under `gdp:` in billions of US dollars, or name the donor in `exempt:`"
            yield "warning", place, f"no GDP is known of {country_name(donor)}", mend
