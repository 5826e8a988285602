"""Cells of KTAB's files: names, numbers and distributions of these; treated as hostile."""

from __future__ import annotations

import re
from collections.abc import Callable
from math import isfinite

from willing.errors import InputError
from willing.models.bargaining.inputs import Input
from willing.models.bargaining.issue import check_capability, check_position

MAX_BYTES = 20_000_000
"""An XML file with 250 actors, each drawn to each, has some 8 million."""

LONGEST = 200
"""Characters of a name."""

LONGEST_TEXT = 2_000
"""Characters of a description."""

_SEVERAL = re.compile(r"\[([^\[\],;]+)[,;]([^\[\],;]+)(?:[,;]([^\[\],;]+))?\]")


def number(place: str, text: str) -> float:
    """A finite decimal number. Raises `InputError` with the place."""
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value) or "_" in text:
        raise InputError(f"{place}: `{text.strip()[:80]}` is no number; write one such as 40")
    return value


def whole(place: str, text: str) -> int:
    """A whole number from 0 to 2^64 - 1, decimal or 0x hexadecimal. Raises `InputError`."""
    short = text.strip()
    try:
        value = int(short, 16 if short.lower().startswith("0x") else 10)
    except ValueError:
        value = -1
    if not 0 <= value < 1 << 64 or "_" in short:
        raise InputError(f"{place}: `{short[:80]}` is no whole number from 0 to 2^64 - 1")
    return value


def name(place: str, text: str) -> str:
    """A name without white space around it. Raises `InputError` for none or a long one."""
    short = text.strip()
    if not short or len(short) > LONGEST:
        said = "is too long" if short else "is empty"
        raise InputError(f"{place}: the name {said}; write up to {LONGEST} characters")
    return short


def position(place: str, text: str) -> Input:
    """From 0 to 100: a number, [low, high] or [low, mode, high]. Raises `InputError`."""
    return _level(place, text, lambda x: check_position(place, x, 0, 100))


def salience(place: str, text: str) -> Input:
    """The same, as shares of 1."""
    one = _level(place, text, lambda s: _check_percent(place, s))
    return Input(tuple(s / 100 for s in one.numbers))


def capability(place: str, text: str) -> Input:
    """The same, from 0 up."""
    return _level(place, text, lambda c: check_capability(place, c))


def _check_percent(place: str, value: float) -> None:
    if not 0 <= value <= 100:
        raise InputError(f"{place}: {value:g} is not from 0 to 100; write a percentage, 80 for 80%")


def _level(place: str, text: str, check: Callable[[float], None]) -> Input:
    match = _SEVERAL.fullmatch(text.strip())
    parts = [part for part in match.groups() if part] if match else [text]
    numbers = tuple(number(place, part) for part in parts)
    for one in numbers:
        check(one)
    if list(numbers) != sorted(numbers):
        raise InputError(f"{place}: {text.strip()[:80]}: the numbers must rise")
    return Input(numbers)
