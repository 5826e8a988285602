"""The noun of the crisis that may follow a settlement."""

from __future__ import annotations

from typing import Literal

from willing.scenario.noun import Noun, Quantity, Span, Spanned

USUAL_EVENTS = {"settlement": "ceasefire", "backstop": "us_backstop"}
"""What an event of the crisis is usually called, by its role."""

NO_EVENT = "none"
"""Written in place of an event: there is none, whatever the scenario's events are called."""


class Crisis(Noun):
    """What may happen once a settlement is there and the coalition stands behind it.

    `parameters`: by name (`reference.crisis`); what is left out has a marked default.
    `settlement`: the event without which there is nothing to violate; absent: `ceasefire` where
    there is such an event. `backstop`: the event by which the absent great power stands behind the
    coalition; absent: `us_backstop` where there is one. For both, `none`: no event. `weights`: what
    one unit of each kind counts for in the coalition's force. `contest`: how forces decide a war.
    `game`: a game of the scenario's own instead, in Gambit's `.efg` format. `source`: the origin of
    parameters that have none of their own.
    """

    parameters: dict[str, Span | Spanned] = {}
    settlement: str = ""
    backstop: str = ""
    contest: Literal["ratio", "difference"] = "ratio"
    weights: dict[str, Quantity] = {}
    game: str = ""
    source: str = ""
