"""Scenarios made by Hypothesis, and large ones made by a seed."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from willing.scenario.scenario import Scenario

from ..cases import pledge, scenario

ACTORS = ("ann", "bob", "cid", "dan")
KINDS = ("ground_troops", "logistics", "finance")
EVENTS = ("rain", "truce", "storm")
BLOCS = ("north", "south")

_event = st.sampled_from(EVENTS)
_actor = st.sampled_from(ACTORS)
_kind = st.sampled_from(KINDS)
_sign = st.sampled_from((">", ">="))
_bound = st.integers(0, 12) | st.sampled_from((0.3, 2.5))

conditions: st.SearchStrategy[str] = st.recursive(
    st.one_of(
        _event,
        st.builds("not {}".format, _event),
        st.builds("joined({})".format, _actor),
        st.builds("joined({}, {})".format, _actor, _kind),
        st.builds("supports({})".format, _actor),
        st.builds("members() {} {}".format, _sign, st.integers(0, 3)),
        st.builds("total({}) {} {}".format, _kind, _sign, _bound),
    ),
    lambda parts: (
        st.builds("({}) and ({})".format, parts, parts)
        | st.builds("({}) or ({})".format, parts, parts)
    ),
    max_leaves=4,
)
on_events: st.SearchStrategy[str] = st.sampled_from(
    ("rain", "not rain", "rain and truce", "rain or not truce")
)
chances = st.sampled_from((0.0, 1.0)) | st.floats(0.05, 0.95)
forks: st.SearchStrategy[Any] = st.recursive(
    chances,
    lambda p: st.builds(lambda a, b, c: {"if": a, "then": b, "else": c}, on_events, p, p),
    max_leaves=3,
)
stances: st.SearchStrategy[Any] = st.one_of(
    st.just(1.0),
    chances,
    st.sampled_from(("lead", "in", "undecided", "out")),
    st.builds(lambda mean, sd: {"mean": mean, "sd": sd}, st.floats(-2, 2), st.floats(0.1, 3)),
)
amounts: st.SearchStrategy[Any] = st.one_of(
    st.integers(0, 6),
    st.sampled_from((0.1, 0.2, 0.7)),
    st.lists(st.integers(0, 9), min_size=3, max_size=3).map(sorted),
    st.sampled_from(({"p10": 1, "p50": 2, "p90": 9}, {"p10": 3, "p50": 3, "p90": 3})),
)
pledges = st.builds(pledge, _kind, stances, st.just("") | conditions, amounts)


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Up to eight pledges of four actors, with events, blocs, conditions, amounts of any form."""
    held = draw(st.lists(st.tuples(_actor, pledges), min_size=1, max_size=8))
    return scenario(
        {
            actor: {
                "pledges": [made for owner, made in held if owner == actor],
                "blocs": draw(st.lists(st.sampled_from(BLOCS), unique=True)),
            }
            for actor in ACTORS
        },
        events={
            "truce": {"p": draw(chances)},
            "storm": {"p": draw(forks)},
            "rain": {
                "p": {"if": "not truce", "then": draw(chances), "else": draw(chances)}
                if draw(st.booleans())
                else draw(chances)
            },
        },
        requires={"ground_troops": draw(st.integers(0, 8)), "finance": draw(st.integers(0, 1))},
        constants={"loading": draw(st.sampled_from((0.4, 0.4, 0.9, 0.0)))},
    )


def large(seed: int, actors: int = 30) -> Scenario:
    """Many actors with up to three pledges each, and conditions of every form."""
    dice = Random(seed)
    names = [f"actor{number:02}" for number in range(actors)]

    def condition(depth: int = 2) -> str:
        if depth and dice.random() < 0.5:
            parts = (condition(depth - 1) for _ in range(dice.randint(2, 3)))
            return "(" + dice.choice((" and ", " or ")).join(parts) + ")"
        return dice.choice(
            (
                dice.choice(EVENTS),
                f"not {dice.choice(EVENTS)}",
                f"joined({dice.choice(names)})",
                f"joined({dice.choice(names)}, {dice.choice(KINDS)})",
                f"supports({dice.choice(names)})",
                f"members() {dice.choice(('>', '>='))} {dice.randint(0, actors // 2)}",
                f"total({dice.choice(KINDS)}) >= {dice.randint(0, 4 * actors)}",
            )
        )

    def made() -> dict[str, Any]:
        amount = dice.choice((5, 0.3, [1, 4, 9], {"p10": 1, "p50": 3, "p90": 20}))
        when = condition() if dice.random() < 0.8 else ""
        return pledge(dice.choice(KINDS), dice.uniform(0.2, 1.0), when, amount)

    return scenario(
        {
            name: {
                "pledges": [made() for _ in range(dice.randint(0, 3))],
                "blocs": dice.sample(BLOCS, dice.randint(0, 2)),
            }
            for name in names
        },
        events={
            "truce": 0.5,
            "storm": {"p": {"if": "not truce", "then": 0.6, "else": 0.2}},
            "rain": {"p": {"if": "truce or storm", "then": 0.3, "else": 0.9}},
        },
        requires={"ground_troops": actors, "finance": actors},
    )
