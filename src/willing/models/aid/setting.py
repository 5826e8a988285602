"""From a scenario's aid, or a table of donors, to what the model needs: all money in billions.

Amounts stay in the currency in which they were written. GDP ships in US dollars and is brought into
that currency by one stated rate; nothing else is ever converted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from willing.errors import InputError
from willing.models.aid.amounts import Amount, Amounts, amounts, by_donor, middle, scaled
from willing.models.aid.unasked import unasked
from willing.reference.aid import CAP, CAP_ORIGIN, INSTITUTIONS, KEYS, UNITS
from willing.reference.capability import military_spending
from willing.reference.countries import country_name
from willing.reference.crisis import Span
from willing.reference.economy import EUR_USD, latest_gdp, years
from willing.reference.groups import group_members
from willing.scenario.aid import Aid, numbers
from willing.scenario.aidcheck import aid_problems, givers
from willing.scenario.noun import Span as Given
from willing.scenario.noun import Spanned
from willing.scenario.problems import suggestion


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that may be uncertain, and where it comes from."""

    spread: Span
    source: str

    @property
    def middle(self) -> float:
        """The number, the middle of the interval, or the mode."""
        return middle(self.spread)


@dataclass(frozen=True, slots=True)
class Setting:
    """Who gave what over how many months, and what each could give.

    `allocated`: billions by donor and kind, all of the `months` together, which is None where
    nobody says how many the amounts cover; `by_month`: what each donor allocated in each of them,
    for tables with dates. `delivered` and `committed`: likewise over the whole table, whatever
    months are looked at. `gdp`: billions of US dollars a year, before `growth` and `rate`; None for
    a donor without a figure. `defence`: military spending in US dollars, likewise. `members`: the
    donors in the EU. `exempt`: all who are asked for nothing, among them those who gave `little`
    and those of `unknown` GDP who gave a small part.
    """

    recipient: str
    donors: tuple[str, ...]
    kinds: tuple[str, ...]
    currency: str
    allocated: Mapping[Amount, Span]
    delivered: Mapping[Amount, Span]
    committed: Mapping[Amount, Span]
    by_month: Mapping[str, Mapping[str, float]]
    months: float | None
    gdp: Mapping[str, Span | None]
    gdp_years: Mapping[str, int]
    year: int
    rate: Figure
    growth: Figure
    cap: Figure
    defence: Mapping[str, float | None]
    members: frozenset[str]
    exempt: frozenset[str]
    little: tuple[str, ...]
    unknown: tuple[str, ...]
    keys: tuple[str, ...]
    source: str = ""
    remarks: tuple[str, ...] = field(default=())

    @property
    def certain(self) -> bool:
        """Whether no number is uncertain."""
        spreads = [*self.allocated.values(), self.rate.spread, self.growth.spread, self.cap.spread]
        spreads += [gdp for gdp in self.gdp.values() if gdp]
        return all(spread[0] == spread[-1] for spread in spreads)


def read_setting(
    aid: Aid,
    *,
    on: dt.date,
    recipient: str = "",
    kind: str | None = None,
    months: float | None = None,
    year: int | None = None,
    cap: float | None = None,
    remarks: tuple[str, ...] = (),
) -> Setting:
    """What the model needs of `aid`, with marked defaults for what it leaves out.

    `on`: the day whose members of the EU count. `kind`: look at this kind only. `months`: of a
    table with dates, the last so many; else how many the amounts cover. `year` and `cap` go before
    those of `aid`. Raises `InputError`.
    """
    changes: dict[str, object] = {} if year is None else {"year": year}
    if cap is not None:
        changes["cap_pct_gdp"] = Spanned(value=cap, source="as asked")
    aid = aid.model_copy(update=changes)
    for severity, place, message, mend in aid_problems(aid, givers(aid)):
        if severity == "error":
            raise InputError(f"{place}: {message}; {mend}")
    if aid == Aid():
        raise InputError("aid: there are no donors; write them under `aid:` or name a table")
    currency, size = UNITS[aid.unit]
    sums = amounts(aid, size, months)
    kinds = _kinds(sums.allocated, sums.committed, kind)
    given = {key: value for key, value in sums.allocated.items() if key[1] in kinds}
    if not any(value[-1] for value in given.values()):
        raise InputError("aid: nobody gave anything; write at least one amount above 0")
    donors = givers(aid)
    at = aid.year or years()[-1]
    gdp, gdp_years, rate = _economy(aid, donors, at, currency)
    exempt = frozenset(aid.exempt) | (frozenset(INSTITUTIONS) & frozenset(donors))
    little, unknown = _unasked(aid, sums, gdp, rate, exempt)
    return Setting(
        recipient=aid.recipient or recipient,
        donors=donors,
        kinds=kinds,
        currency=currency,
        allocated=given,
        delivered={key: value for key, value in sums.delivered.items() if key[1] in kinds},
        committed={key: value for key, value in sums.committed.items() if kind in (None, key[1])},
        by_month=_of_kinds(sums.by_month, kinds),
        months=sums.months,
        gdp=gdp,
        gdp_years=gdp_years,
        year=at,
        rate=rate,
        growth=_figure(aid.growth, aid, Figure((0.0,), "default (as in that year)")),
        cap=_figure(aid.cap_pct_gdp, aid, Figure((CAP,), CAP_ORIGIN)),
        defence={donor: military_spending(donor) for donor in donors},
        members=frozenset(group_members("eu", on)) & frozenset(donors),
        exempt=exempt.union(little, unknown),
        little=little,
        unknown=unknown,
        keys=aid.keys or tuple(KEYS),
        source=aid.source,
        remarks=remarks,
    )


def _figure(value: Given | Spanned | None, aid: Aid, default: Figure) -> Figure:
    if value is None:
        return default
    source = value.source if isinstance(value, Spanned) else ""
    return Figure(numbers(value), source or aid.source or "analyst")


def _kinds(
    allocated: Mapping[Amount, Span], committed: Mapping[Amount, Span], kind: str | None
) -> tuple[str, ...]:
    """The kinds that are looked at, in the order of the file."""
    known = tuple(dict.fromkeys(kind for _, kind in allocated))
    if not known:
        said = "only promises" if committed else "no amounts"
        raise InputError(f"aid: {said}; write what was allocated or delivered")
    if kind is None:
        return known
    if kind not in known:
        named = [one for one in known if one]
        mend = suggestion(kind, named) or (
            f"there are {', '.join(named[:8])}" if named else "nothing here is by kind"
        )
        raise InputError(f"no aid of the kind `{kind[:40]}`; {mend}")
    return (kind,)


def _of_kinds(
    by_month: Mapping[str, Mapping[Amount, float]], kinds: tuple[str, ...]
) -> dict[str, dict[str, float]]:
    """By month and donor."""
    found: dict[str, dict[str, float]] = {}
    for month, given in by_month.items():
        found[month] = {}
        for (donor, kind), amount in given.items():
            if kind in kinds:
                found[month][donor] = found[month].get(donor, 0.0) + amount
    return found


def _unasked(
    aid: Aid,
    sums: Amounts,
    gdp: Mapping[str, Span | None],
    rate: Figure,
    exempt: frozenset[str],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who gave little, and who gave a small part and has no GDP; nobody where no time is known."""
    if sums.all_months is None:
        return (), ()
    yearly = {
        donor: amount * 12 / sums.all_months for donor, amount in by_donor(sums.delivered).items()
    }
    economies = {
        donor: None if known is None else middle(known) / rate.middle
        for donor, known in gdp.items()
    }
    return unasked(yearly, economies, exempt.union(aid.ask))


def _economy(
    aid: Aid, donors: tuple[str, ...], year: int, currency: str
) -> tuple[dict[str, Span | None], dict[str, int], Figure]:
    """GDP in billions of US dollars, the years that it is of where it is not `year`, the rate."""
    rate = _rate(aid, year, currency)
    found: dict[str, Span | None] = {}
    at: dict[str, int] = {}
    for donor in donors:
        known = latest_gdp(donor, year)
        if donor in aid.gdp:
            found[donor] = scaled(aid.gdp[donor], 1.0)
        elif known is None:
            found[donor] = None
        else:
            found[donor] = (known[0] / 1e9,)
            if known[1] != year:
                at[donor] = known[1]
    return found, at, rate


def _rate(aid: Aid, year: int, currency: str) -> Figure:
    """US dollars for one unit of the currency of the amounts."""
    if currency == "USD":
        if aid.eur_usd is not None:
            raise InputError("aid.eur_usd: amounts are in dollars and need no rate; leave it out")
        return Figure((1.0,), "amounts are in US dollars")
    origin = f"default (average of {year}, European Central Bank)"
    return _figure(aid.eur_usd, aid, Figure((EUR_USD[year],), origin))


def named(donors: tuple[str, ...] | list[str]) -> str:
    """Donors in words, long lists cut.

    >>> named(["USA", "GBR"])
    'United States, United Kingdom'
    """
    more = len(donors) - 6
    text = ", ".join(country_name(donor) for donor in donors[:6])
    return f"{text} and {more} more" if more > 0 else text
