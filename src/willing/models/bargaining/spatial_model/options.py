"""The choices that KTAB's Spatial Model of Politics leaves to its user, by KTAB's own names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Literal

from willing.errors import InputError
from willing.scenario.problems import suggestion

Compat = Literal["", "ktab"]
"""Whether KTAB is followed in its defects too."""


@dataclass(frozen=True, slots=True)
class Options:
    """One choice for each question; the defaults are KTAB's.

    `victory`: how coalition strengths become the probability that one option beats another.
    `outcome`: how these become the probability that an option prevails. `transitions`: everyone
    takes the likeliest option of its queue, or draws one. `voting`: how far a difference of
    utilities moves a vote. `adjust`: how far an actor knows the others' risk attitudes.
    `risk_range`: where the scale of risk attitudes begins. `third_party`: what a third party that
    takes a side stakes. `interpolation`: where between two positions a bargain lies. `bargain`:
    whose view of the contest it rests on.
    """

    victory: str = "Linear"
    outcome: str = "Conditional"
    transitions: str = "Deterministic"
    voting: str = "Prop"
    adjust: str = "OneThird"
    risk_range: str = "Mid"
    third_party: str = "SemiCommit"
    interpolation: str = "S2P2"
    bargain: str = "InitOnlyInterp"

    @property
    def stochastic(self) -> bool:
        """Whether actors draw among the options of their queues."""
        return self.transitions == "Stochastic"


DEFAULTS = Options()

CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "VictoryProbModel": ("victory", ("Linear", "Square", "Quartic", "Octic", "Binary")),
        "PCEModel": ("outcome", ("Conditional", "MarkovIncentive", "MarkovUniform")),
        "StateTransitions": ("transitions", ("Deterministic", "Stochastic")),
        "VotingRule": (
            "voting",
            ("Binary", "PropBin", "Prop", "PropCbc", "Cubic", "ASymProsp"),
        ),
        "BigRAdjust": ("adjust", ("None", "OneThird", "Half", "TwoThirds", "Full")),
        "BigRRange": ("risk_range", ("Min", "Mid", "Max")),
        "ThirdPartyCommit": ("third_party", ("NoCommit", "SemiCommit", "FullCommit")),
        "InterVecBrgn": ("interpolation", ("S1P1", "S2P2", "S2PMax")),
        "BargnModel": ("bargain", ("InitOnlyInterp", "InitRcvrInterp", "PWCompInterp")),
    }
)
"""KTAB's name of each option, our field, and what it may be; in the order of KTAB's files."""


def make_options(chosen: Mapping[str, str]) -> Options:
    """Options by KTAB's names, what is not named by default. Raises `InputError`.

    >>> make_options({"VotingRule": "Cubic"}).voting
    'Cubic'
    """
    values: dict[str, str] = {}
    for name, value in chosen.items():
        if name not in CHOICES:
            near = suggestion(name, list(CHOICES)) or f"there are {', '.join(CHOICES)}"
            raise InputError(f"option `{name[:80]}`: there is none; {near}")
        field, allowed = CHOICES[name]
        if value not in allowed:
            raise InputError(f"{name} `{value[:80]}`: write one of {', '.join(allowed)}")
        values[field] = value
    return Options(**values)


def read_options(texts: Sequence[str], before: Options = DEFAULTS) -> Options:
    """What NAME=VALUE says, over the options before. Raises `InputError`."""
    chosen = named(before)
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise InputError(f"option {text[:80]}: write NAME=VALUE, such as VotingRule=Cubic")
        chosen[name.strip()] = value.strip()
    return make_options(chosen)


def named(options: Options) -> dict[str, str]:
    """The options by KTAB's names."""
    values = {field.name: getattr(options, field.name) for field in fields(options)}
    return {name: values[field] for name, (field, _) in CHOICES.items()}


def place(name: str, options: Options) -> int:
    """Which of its choices an option has, from 0: for compiled code."""
    field, allowed = CHOICES[name]
    return allowed.index(getattr(options, field))
