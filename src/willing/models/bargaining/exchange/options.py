"""How positions are exchanged: gains, rules, and the noise that a run is repeated with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import isfinite
from typing import Any, Literal

from willing.errors import InputError
from willing.scenario.problems import suggestion

Gains = Literal["equal", "random"]
Rules = Literal["decide", "mended"]


@dataclass(frozen=True, slots=True)
class Options:
    """`gains`: both gain the same, or the rate of exchange is drawn between the two at which one
    of them gains nothing. `split`: how far from the equal rate it may be drawn, 1 for all the way.
    `rules`: those of the program decide, or these with its defects mended. `noise`: the half width
    of the factors on saliences and capabilities.
    """

    gains: Gains = "equal"
    split: float = 1.0
    rules: Rules = "decide"
    noise: float = 0.05


DEFAULTS = Options()


def read_options(texts: Sequence[str]) -> Options:
    """Options from NAME=VALUE, the last of a name. Raises `InputError`.

    >>> read_options(["gains=random", "noise=0.1"])
    Options(gains='random', split=1.0, rules='decide', noise=0.1)
    """
    found = DEFAULTS
    for text in texts:
        name, sign, value = (part.strip() for part in text.partition("="))
        if name not in READERS:
            mend = suggestion(name, READERS) or f"there are {', '.join(READERS)}"
            raise InputError(f"--option {text[:80]}: no option of exchange has this name; {mend}")
        if not sign:
            raise InputError(f"--option {text[:80]}: write {name}=VALUE")
        given: dict[str, Any] = {name: READERS[name](f"--option {text[:80]}", value)}
        found = replace(found, **given)
    return found


def check_options(options: Options) -> None:
    """Raises `InputError` for what is no option."""
    _one_of("equal", "random")("gains", options.gains)
    _one_of("decide", "mended")("rules", options.rules)
    for name, value in (("split", options.split), ("noise", options.noise)):
        _share(name, str(value))


def _one_of(*values: str) -> Callable[[str, str], str]:
    def read(place: str, text: str) -> str:
        if text not in values:
            raise InputError(f"{place}: `{text[:80]}` is none of {', '.join(values)}")
        return text

    return read


def _share(place: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or not 0 <= value <= 1:
        raise InputError(f"{place}: `{text[:80]}` is no share; write a number from 0 to 1")
    return value


READERS: dict[str, Callable[[str, str], Any]] = {
    "gains": _one_of("equal", "random"),
    "split": _share,
    "rules": _one_of("decide", "mended"),
    "noise": _share,
}
"""The options by name, and how each is read."""
