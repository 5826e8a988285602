"""Random conditions and random scenarios that are valid."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from willing.reference.vocabulary import KINDS, STANCES
from willing.scenario.conditions import (
    RESERVED,
    Condition,
    EventRef,
    Joined,
    Members,
    Not,
    Supports,
    Total,
    all_of,
    any_of,
    unparse,
)
from willing.scenario.scenario import Scenario

EVENTS = ("ceasefire", "un_mandate", "us_backstop", "vote-2")
ACTORS = ("GBR", "FRA", "NOR", "AND", "acme", "green_party")

names = st.from_regex(r"[a-z_][a-z0-9_]{0,8}(-[a-z0-9_]{1,3})?", fullmatch=True).filter(
    lambda name: name not in RESERVED
)
amounts = st.one_of(
    st.integers(0, 10**7).map(float),
    st.floats(0, 1e300, allow_nan=False, allow_infinity=False).map(abs),
)


def conditions(
    events: st.SearchStrategy[str] = names,
    actors: st.SearchStrategy[str] = names,
    kinds: st.SearchStrategy[str] = names,
) -> st.SearchStrategy[Condition]:
    event = events.map(EventRef)
    leaves = st.one_of(
        event,
        event.map(Not),
        st.builds(Joined, actors, st.none() | kinds),
        actors.map(Supports),
        st.builds(Members, amounts, st.booleans()),
        st.builds(Total, kinds, amounts, st.booleans()),
    )
    return st.recursive(
        leaves,
        lambda parts: st.one_of(
            st.lists(parts, max_size=4).map(all_of),
            st.lists(parts, min_size=1, max_size=4).map(any_of),
        ),
        max_leaves=12,
    )


whens = conditions(st.sampled_from(EVENTS), st.sampled_from(ACTORS), st.sampled_from(KINDS)).map(
    unparse
)
chances = st.floats(0, 1, allow_nan=False)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
sources = st.sampled_from(["", "analyst", "statement:9f3a61c2", "data:x (2024)", "default: why"])
latents = st.fixed_dictionaries({"mean": st.floats(-20, 20), "sd": st.floats(0.01, 20)})
pledged = st.floats(0, 1e9)
triangles = st.lists(pledged, min_size=3, max_size=3).map(sorted)
percentiles = st.lists(st.floats(0.1, 1e9), min_size=3, max_size=3).map(
    lambda values: dict(zip(("p10", "p50", "p90"), sorted(values), strict=True))
)
branches = st.recursive(
    chances,
    lambda p: st.fixed_dictionaries({"if": st.sampled_from(EVENTS[:2]), "then": p, "else": p}),
    max_leaves=4,
)
pledges = st.fixed_dictionaries(
    {"kind": st.sampled_from(KINDS), "stance": st.sampled_from(STANCES) | chances | latents},
    optional={
        "amount": pledged | triangles | percentiles,
        "when": whens,
        "source": sources,
        "amount_source": sources | words,
    },
)
ballots = st.sampled_from([(1.0, 0.0, 0.0), (0.25, 0.5, 0.25), (0.0, 0.2, 0.8)]).map(
    lambda b: {"yes": b[0], "abstain": b[1], "no": b[2]}
)
bodies = st.one_of(
    st.just({"rule": "opt_in"}),
    st.fixed_dictionaries(
        {"rule": st.sampled_from(["consensus", "majority"]), "members": st.just(list(ACTORS))},
        optional={"votes": st.dictionaries(st.sampled_from(ACTORS), ballots), "silent": ballots},
    ),
    st.just(
        {
            "rule": {"k": 1, "of": [{"weights": {"GBR": 1, "NOR": 2}, "quota": 2}]},
            "members": ["GBR", "FRA", "NOR"],
        }
    ),
)
actors = st.fixed_dictionaries(
    {"pledges": st.lists(pledges, max_size=3)},
    optional={
        "name": words,
        "said": st.sampled_from(STANCES),
        "blocs": st.lists(st.sampled_from(["eu", "nato"])),
        "source": words,
    },
)

scenarios = st.builds(
    Scenario.model_validate,
    st.fixed_dictionaries(
        {
            "initiative": st.fixed_dictionaries(
                {"id": names, "date": st.dates(dt.date(1900, 1, 1))},
                optional={
                    "title": words,
                    "leads": st.lists(st.sampled_from(ACTORS), max_size=2),
                    "requires": st.dictionaries(st.sampled_from(KINDS), amounts, max_size=2),
                },
            ),
            "events": st.fixed_dictionaries(
                {name: st.builds(dict, p=chances) for name in EVENTS[:2]}
                | {name: st.builds(dict, p=branches) for name in EVENTS[2:]}
            ),
            "actors": st.fixed_dictionaries(dict.fromkeys(ACTORS, actors)),
            "bodies": st.dictionaries(names, bodies, max_size=2),
        },
        optional={"constants": st.fixed_dictionaries({}, optional={"drift": chances})},
    ),
)
"""Scenarios that pydantic and `check` accept."""
