"""What the model of aid says as tables on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from willing.brief.words import capital, percent
from willing.cli.output import one_line, print_table, say
from willing.reference.aid import INSTITUTIONS, KEYS, LITTLE
from willing.reference.countries import country_name

if TYPE_CHECKING:
    from willing.models.aid.relief import Cost, Relief, Replacement
    from willing.models.aid.setting import Figure, Setting
    from willing.models.spread import Spread

MOST = 12
"""So many donors are shown; the JSON has all."""

MOST_FIRST = 5
"""So many of those that reach their caps first are named."""

ALL_CAPPED = (
    "By every key the hole is larger than what all may give: everyone who is asked gives up to its "
    "cap, so that keys differ only in whom they ask."
)

SAME = 1e-9
"""Holes that differ by less, relative to their size, are one."""


def print_aid(found: Relief) -> None:
    """Print who gives, who depends, what is missing, and who could fill it."""
    setting = found.setting
    what = _listed([kind.replace("_", " ") for kind in setting.kinds if kind])
    whom = f" to {country_name(setting.recipient)}" if setting.recipient else ""
    covered = f" over {setting.months:g} months" if setting.months else ""
    say(f"{capital(what) or 'Aid'}{' aid' if what else ''}{whom}{covered}.")
    say(f"{setting.currency} {_money(found.standing.total)} bn from {_givers(found)} donors.\n")
    for line in _rests_on(found):
        say(line)
    _donors(found)
    _months(found)
    _holes(found)
    if found.keys:
        _keys(found)
    for line in _remarks(found):
        say(line)


def _listed(words: list[str]) -> str:
    """Words in a row.

    >>> _listed(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _givers(found: Relief) -> int:
    return sum(one.amount > 0 for one in found.standing.donors)


def _rests_on(found: Relief) -> Iterator[str]:
    """Concentration in words."""
    whole, first = found.standing.all, found.standing.donors[0]
    yield (
        f"It rests on as few donors as {whole.equivalent:.1f} equal ones would be (Herfindahl "
        f"{whole.herfindahl:.3f}); {percent(first.share)} comes from {country_name(first.donor)}."
    )
    if len(found.standing.by_kind) > 1:
        kinds = ", ".join(
            f"{kind.replace('_', ' ') or 'not by kind'} {one.equivalent:.1f}"
            for kind, one in found.standing.by_kind.items()
        )
        yield f"Equal donors by kind: {kinds}."


def _donors(found: Relief) -> None:
    standing, setting = found.standing, found.setting
    promised = standing.committed is not None
    rows = []
    for one in standing.donors[:MOST]:
        row = [country_name(one.donor), _money(one.amount), percent(one.share)]
        if promised:
            row += ["" if one.committed is None else _money(one.committed)]
            row += ["" if one.open is None else _money(one.open)]
        rows.append(row)
    columns = ["Donor", f"Allocated, {setting.currency} bn", "Share"]
    cut = setting.allocated != setting.delivered
    columns += ["Committed, all months" if cut else "Committed", "Still open"] if promised else []
    print_table(columns, rows, title="Who gives", numeric=range(1, len(columns)))
    if len(standing.donors) > MOST:
        say(f"{len(standing.donors) - MOST} more donors are left out; --json has all.")


def _months(found: Relief) -> None:
    """The last months of a table with dates, and what the largest donor gave in each."""
    by_month, setting = found.standing.by_month, found.setting
    if not by_month:
        return
    chosen = found.commonest or (found.standing.donors[0].donor,)
    rows = [
        (month, _money(total), _money(sum(setting.by_month[month].get(one, 0.0) for one in chosen)))
        for month, total in list(by_month.items())[-MOST:]
    ]
    names = " and ".join(country_name(one) for one in chosen[:3])
    title = f"By month, {setting.currency} bn"
    print_table(("Month", "All donors", names), rows, title=title, numeric=(1, 2))


def _holes(found: Relief) -> None:
    """Who stops how likely, and what is missing then."""
    setting = found.setting
    if found.p is None or found.monthly is None:
        if setting.months is None:
            say("Without dates or --months nothing can be said of what a pause leaves open.")
        return
    for one in found.pauses:
        when = "stops" if one.p.p == 1 else f"stops in {percent(one.p.p)} of the worlds"
        flow = f"{setting.currency} {_spread(one.monthly)} bn a month"
        say(f"{country_name(one.donor)} {when}: {flow}.")
    if found.if_paused is None:
        say("Nobody stops in any world: nothing is missing.")
        return
    if found.p.p < 1:
        say(
            f"Expected hole: {setting.currency} {_money(found.monthly.mean)} bn a month over all "
            f"worlds, {_spread(found.if_paused)} where somebody stops."
        )
    kept = any(month.kept != month.missing for month in found.ahead)
    rows = [
        (str(month.month), _money(month.missing), *((_money(month.kept),) if kept else ()))
        for month in found.ahead
        if month.month in (1, 2, 3, 6, 9, 12)
    ]
    columns = ("Months", "Missing", *(("Missing if promises are kept",) if kept else ()))
    names = " and ".join(country_name(one) for one in found.commonest[:3])
    print_table(
        columns, rows, title=f"Without {names}, {setting.currency} bn", numeric=range(len(columns))
    )


def _keys(found: Relief) -> None:
    setting = found.setting
    order = _largest_payers(found)
    by_key = [{cost.donor: cost for cost in one.costs} for one in found.keys]
    columns = ("Donor", *(one.key for one in found.keys))
    rows = [
        (country_name(donor), *(_cost(costs.get(donor)) for costs in by_key))
        for donor in order[:MOST]
    ]
    rows.append(("Stays open", *(_money(one.open.mean) for one in found.keys)))
    cap = _figure(setting.cap)
    print_table(
        columns,
        rows,
        title=f"What filling it costs, {setting.currency} bn a year (percent of GDP), cap {cap}%",
        numeric=range(1, len(columns)),
    )
    if len(order) > MOST:
        say(f"{len(order) - MOST} more donors are left out; --json has all. *: at its cap.\n")
    else:
        say("*: at its cap.\n")
    for one in found.keys:
        say(f"{one.key} ({KEYS[one.key]}): {_breaks(one, found)}")
    if found.alike:
        say(ALL_CAPPED)
    if any(one.p_open > 0 and one.breaking.order for one in found.keys):
        say("What each key would ask without a cap: --cap 100.")
    say()


def _largest_payers(found: Relief) -> list[str]:
    """Donors that pay by any key, by the most that one key asks of them."""
    most: dict[str, float] = {}
    for one in found.keys:
        for cost in one.costs:
            if cost.billions.mean > 0 or cost.uncapped > 0:
                most[cost.donor] = max(most.get(cost.donor, 0.0), cost.uncapped)
    return sorted(most, key=lambda donor: -most[donor])


def _cost(cost: Cost | None) -> str:
    if cost is None:
        return ""
    if cost.billions.mean <= 0 and cost.at_cap < 0.5:
        return "0"
    star = "*" if cost.at_cap >= 0.5 else ""
    return f"{_money(cost.billions.mean)} ({cost.percent.mean:.2f}){star}"


def _breaks(one: Replacement, found: Relief) -> str:
    """Who is at its cap first, in words."""
    currency, order = found.setting.currency, one.breaking.order
    if not order:
        return "nobody is asked."
    already = [country_name(donor) for donor, hole in order if hole <= 0]
    later = _together([(country_name(donor), hole) for donor, hole in order if hole > 0])
    parts = [f"together they could give {currency} {_money(one.breaking.largest)} bn more a year"]
    if already:
        parts.append(f"at or above the cap already: {_some(already)}")
    if later:
        first = (f"{_some(names)} from {_money(hole)}" for names, hole in later[:MOST_FIRST])
        parts.append(f"next at the cap as the hole grows, in billions a year: {', '.join(first)}")
    return "; ".join(parts) + "."


def _together(order: list[tuple[str, float]]) -> list[tuple[list[str], float]]:
    """Those who reach their caps with the same hole in one group."""
    groups: list[tuple[list[str], float]] = []
    for name, hole in order:
        if groups and hole - groups[-1][1] <= SAME * hole:
            groups[-1][0].append(name)
        else:
            groups.append(([name], hole))
    return groups


def _some(names: list[str]) -> str:
    more = len(names) - MOST_FIRST
    text = ", ".join(names[:MOST_FIRST])
    return f"{text} and {more} more" if more > 0 else text


def _remarks(found: Relief) -> Iterator[str]:
    """What was assumed, and by whom."""
    setting = found.setting
    if found.keys:
        yield from _assumed(setting)
    elif setting.months is not None and not found.pauses:
        first = found.standing.donors[0].donor
        yield f"What a pause would leave open: --without {first}."
    if setting.source:
        yield f"Source: {one_line(setting.source)}."
    for remark in setting.remarks:
        yield one_line(f"{remark}.")
    if found.worlds > 1:
        yield f"{found.worlds:,} worlds, seed {found.seed}."


def _assumed(setting: Setting) -> Iterator[str]:
    from willing.models.aid.setting import named

    rate = setting.rate
    dollars = f"; {_figure(rate)} US dollars a euro: {one_line(rate.source)}"
    kind = setting.kinds[0] if len(setting.kinds) == 1 else ""
    gifts = f"old and new {kind.replace('_', ' ')} aid together" if kind else "old and new together"
    yield (
        f"GDP of {setting.year} (World Bank){dollars if setting.currency == 'EUR' else ''}. Cap: "
        f"{_figure(setting.cap)}% of GDP a year, {gifts}: {one_line(setting.cap.source)}."
    )
    if setting.gdp_years:
        others = ", ".join(f"{country_name(d)} {year}" for d, year in setting.gdp_years.items())
        yield f"GDP of another year: {others}."
    if any(donor in INSTITUTIONS for donor in setting.donors):
        yield "The EU's institutions are asked for nothing: their money is their members'."
    left_out = {*INSTITUTIONS, *setting.little, *setting.unknown}
    own = [country_name(donor) for donor in setting.exempt if donor not in left_out]
    if own:
        yield f"Not asked: {', '.join(sorted(own))}."
    if little := setting.little:
        yield (
            f"Gave less than {LITTLE:g}% of GDP a year, and not asked: {named(little)}; "
            f"--ask {little[0]} asks."
        )
    if unknown := setting.unknown:
        yield f"No GDP is known, and not asked: {named(unknown)}; --gdp {unknown[0]}=BILLIONS asks."


def _money(value: float) -> str:
    """Billions, to three figures.

    >>> _money(115.38), _money(3.0363), _money(0.0123), _money(0)
    ('115', '3.04', '0.0123', '0')
    """
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value else "0"


def _spread(one: Spread) -> str:
    if one.p90 - one.p10 <= 1e-9 * abs(one.p90):
        return _money(one.mean)
    return f"{_money(one.median)} (80%: {_money(one.p10)} to {_money(one.p90)})"


def _figure(one: Figure) -> str:
    return " to ".join(
        f"{number:g}" for number in (one.spread[0], one.spread[-1])[: len(one.spread)]
    )
