"""The noun of the talks in which two principals may settle."""

from __future__ import annotations

from willing.scenario.noun import Names, Noun, Span, Spanned

Values = dict[str, Span | Spanned]
"""By actor."""


class Link(Noun):
    """An issue that is added to the talks: a minerals deal, relief from sanctions, a guarantee.

    `values`: what it is worth to each, in units of the crisis; below zero for whoever pays.
    `event`: without it the link is not on the table; absent: it always is.
    """

    values: Values
    title: str = ""
    event: str = ""
    source: str = ""


class Delay(Noun):
    """What each month without a deal changes (`reference.talks`).

    `drift`: of the adversary's chance to win. `cost`: to each party, in units of the crisis.
    """

    drift: Span | Spanned | None = None
    cost: Values = {}


class Talks(Noun):
    """Two principals bargain over what is contested; each number has a marked default.

    `parties`: the adversary and whom it faces; absent: the beneficiary and the adversary.
    `patience`: what a month's wait leaves of a gain. `risk`: constant relative risk aversion.
    `power`: weight beyond patience. `absent`: the event by which the absent power is there; absent:
    the crisis' backstop. `source`: the origin of what has none of its own.
    """

    parties: Names = ()
    patience: Values = {}
    risk: Values = {}
    power: Values = {}
    links: dict[str, Link] = {}
    absent: str = ""
    delay: Delay = Delay()
    source: str = ""
