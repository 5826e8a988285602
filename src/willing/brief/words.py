"""How does a number, a stance or a condition read to a minister?

Likelihoods use the words of ICD 203 (Office of the Director of National Intelligence 2015,
"Analytic Standards") with the percent beside them; amounts are rounded to two digits and carry
their unit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Final

from willing.reference.vocabulary import PRESENCE, Stance, unit_of

ICD_203: Final[tuple[tuple[float, str], ...]] = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (math.inf, "almost certain"),
)
"""Upper ends of the bands; a probability on a border takes the word of the band above it."""

STANCE_WORDS: Final[dict[Stance, str]] = {
    "lead": "leads",
    "in": "in",
    "lean_in": "leaning in",
    "undecided": "undecided or divided",
    "lean_out": "leaning out",
    "out": "out",
    "oppose": "against",
}

KIND_WORDS: Final[dict[str, str]] = {
    "ground_troops": "ground troops",
    "air": "aircraft",
    "naval": "ships",
    "training": "training",
    "finance": "money",
    "political": "political support",
    "basing": "bases",
    "other": "other help",
}

_COUNTED: Final[dict[str, tuple[str, str]]] = {
    "ground_troops": ("soldier", "ground troops"),
    "air": ("aircraft", "aircraft"),
    "naval": ("ship", "ships"),
}
"""Kinds whose pieces have a name of their own: of one, of many."""

_ARTICLE = (
    "United ", "Netherlands", "Philippines", "Bahamas", "Gambia", "Maldives", "Seychelles",
    "Comoros", "Solomon Islands", "Marshall Islands", "European ", "Dominican Republic",
    "Central African Republic", "African Union", "Arab League", "Baltic ", "Nordic ",
)  # fmt: skip
"""How names begin that take "the" inside a sentence."""

MOST_KINDS: Final = 4
"""Where more kinds than this count as joining, they are not named one by one."""

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def the(name: str) -> str:
    """A name as it stands inside a sentence.

    >>> the("United Kingdom"), the("France")
    ('the United Kingdom', 'France')
    """
    return f"the {name}" if name.startswith(_ARTICLE) else name


def likelihood(p: float) -> str:
    """The ICD 203 word and the percent; raises `ValueError` outside [0, 1].

    >>> likelihood(0.64), likelihood(0.004), likelihood(1.0)
    ('likely (64%)', 'almost no chance (<1%)', 'almost certain (>99%)')
    """
    return f"{likelihood_word(p)} ({percent(p)})"


def likely_that(p: float, clause: str) -> str:
    """A likelihood as a clause.

    >>> likely_that(0.02, "it rains"), likely_that(0.6, "it rains")
    ('there is almost no chance (2%) that it rains', 'it is likely (60%) that it rains')
    """
    word = likelihood_word(p)
    starts = {"almost no chance": "there is", "roughly even": "the chances are"}
    return f"{starts.get(word, 'it is')} {likelihood(p)} that {clause}"


def likelihood_word(p: float) -> str:
    """The ICD 203 word alone.

    >>> [likelihood_word(p) for p in (0.0499, 0.05, 0.45, 0.8)]
    ['almost no chance', 'very unlikely', 'roughly even', 'very likely']
    """
    _check(p)
    return next(word for end, word in ICD_203 if p < end)


def percent(p: float) -> str:
    """A whole percent; what is nearly sure or nearly impossible is not rounded to either.

    >>> percent(0.125), percent(0.0), percent(0.995)
    ('13%', '<1%', '>99%')
    """
    _check(p)
    if p < 0.01:
        return "<1%"
    return ">99%" if p > 0.99 else f"{whole_percent(p)}%"


def whole_percent(p: float) -> int:
    """The nearest whole percent, halves upwards; floating-point dust does not decide."""
    return math.floor(round(p * 100, 9) + 0.5)


def points(difference: float) -> str:
    """A difference of two probabilities in percentage points, with its sign.

    >>> points(0.254), points(-0.04), points(0.001)
    ('+25 points', '−4 points', 'no difference')
    """
    value = whole_percent(abs(difference))
    if not value:
        return "no difference"
    return f"{'+' if difference > 0 else '−'}{value} point{'' if value == 1 else 's'}"


def _check(p: float) -> None:
    if not 0.0 <= p <= 1.0:
        raise ValueError(f"a probability lies between 0 and 1, got {p!r}")


def rounded(value: float, digits: int = 2) -> str:
    """A number with so many significant digits, thousands set apart.

    >>> rounded(12345), rounded(0.4567), rounded(7.0), rounded(98.7)
    ('12,000', '0.46', '7', '99')
    """
    if not value or not math.isfinite(value):
        return f"{value:g}"
    places = digits - 1 - math.floor(math.log10(abs(value)))
    near = round(value, places)
    return f"{near:,.0f}" if places <= 0 else f"{near:,.{places}f}".rstrip("0").rstrip(".")


def quantity(value: float, unit: str) -> str:
    """A number with its unit: persons, platforms, money.

    >>> quantity(12345, "persons"), quantity(2500, "EUR million"), quantity(1, "persons")
    ('12,000 persons', 'EUR 2.5 billion', '1 person')
    """
    if unit == "EUR million":
        big = value >= 1000
        return f"EUR {rounded(value / 1000 if big else value)} {'billion' if big else 'million'}"
    number = rounded(value)
    if unit == PRESENCE:
        return f"{number} actor{'' if number == '1' else 's'}"
    return f"{number} {unit.removesuffix('s') if number == '1' else unit}"


def contributed(kind: str, value: float) -> str:
    """An amount of one kind as a phrase.

    >>> contributed("ground_troops", 12000), contributed("naval", 1), contributed("finance", 40)
    ('12,000 ground troops', '1 ship', 'EUR 40 million')
    >>> contributed("training", 500), contributed("logistics", 2)
    ('500 persons in training', 'logistics from 2 actors')
    """
    number = rounded(value)
    if kind in _COUNTED:
        return f"{number} {_COUNTED[kind][number != '1']}"
    unit = unit_of(kind)
    if unit == PRESENCE:
        return f"{kind_words(kind)} from {quantity(value, unit)}"
    return quantity(value, unit) + ("" if kind == "finance" else f" in {kind_words(kind)}")


def amount(kind: str, mean: float, low: float, high: float) -> str:
    """An expected amount of one kind with its range.

    >>> amount("ground_troops", 12000, 8000, 17000), amount("naval", 5.5, 0, 18)
    ('about 12,000 persons (8,000 to 17,000)', 'about 5.5 (0 to 18)')
    >>> amount("logistics", 0.94, 1, 1), amount("air", 1.1, 0, 0)
    ('1 actor', 'mostly none, about 1.1 on average')
    """
    unit = unit_of(kind)
    if mean < 0.005 and high < 0.5:
        return "next to nothing"
    if low == high:
        usual = quantity(low, unit) if low else "none"
        near = abs(mean - low) < 0.25 * max(low, 1.0)
        return usual if near and low else f"mostly {usual}, about {rounded(mean)} on average"
    if kind in _COUNTED and unit != "persons":
        return f"about {rounded(mean)} ({rounded(low)} to {rounded(high)})"
    money = unit == "EUR million"
    ends = (quantity(low, unit), quantity(high, unit)) if money else (rounded(low), rounded(high))
    return f"about {quantity(mean, unit)} ({ends[0]} to {ends[1]})"


def number_word(n: int) -> str:
    """Small numbers as words.

    >>> number_word(3), number_word(12)
    ('three', '12')
    """
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else str(n)


def counted(n: int, noun: str, plural: str = "") -> str:
    """A number with its noun.

    >>> counted(1, "source"), counted(12, "source"), counted(2, "body", "bodies")
    ('one source', '12 sources', 'two bodies')
    """
    return f"{number_word(n)} {noun if n == 1 else plural or noun + 's'}"


def listed(items: Sequence[str], last: str = "and", most: int = 0) -> str:
    """A list as English writes it; with `most`, the rest is counted.

    >>> listed(["Estonia", "Latvia", "Lithuania"]), listed(["a", "b", "c", "d"], most=2)
    ('Estonia, Latvia and Lithuania', 'a, b and two others')
    """
    if most and len(items) > most + 1:
        items = [*items[:most], f"{number_word(len(items) - most)} others"]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def capital(text: str) -> str:
    """A text with a capital letter first.

    >>> capital("the UK"), capital("")
    ('The UK', '')
    """
    return text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """A clause with a capital letter and a full stop.

    >>> sentence("the UK leads")
    'The UK leads.'
    """
    text = text.strip()
    return f"{capital(text)}{'' if text.endswith(('.', '?', '!')) else '.'}"


def kind_words(kind: str) -> str:
    """A kind of contribution in plain words.

    >>> kind_words("ground_troops"), kind_words("methane_cut"), kind_words("logistics")
    ('ground troops', 'methane cut', 'logistics')
    """
    return KIND_WORDS.get(kind, kind.replace("_", " ").replace("-", " "))


def joining_words(core: Sequence[str]) -> str:
    """What joining means, by the kinds that count as it, as a sentence.

    >>> joining_words(["naval", "air"])
    'To join is to give ships or aircraft; to support is to give anything else.'
    """
    if len(core) > MOST_KINDS:
        return "To join is to take part with more than political support."
    kinds = listed([kind_words(kind) for kind in core], "or")
    return f"To join is to give {kinds}; to support is to give anything else."


def offer_words(offered: Iterable[str], refused: Iterable[str]) -> str:
    """What is offered and what is ruled out.

    >>> offer_words(["logistics", "political"], ["ground_troops"])
    'no ground troops, but logistics and political support'
    """
    yes = listed([kind_words(kind) for kind in dict.fromkeys(offered)])
    no = listed([kind_words(kind) for kind in dict.fromkeys(refused)], "or")
    if yes and no:
        return f"no {no}, but {yes}"
    return f"no {no}" if no else yes


def on_scale(value: float, width: float) -> str:
    """A number with the digits that a scale of this width deserves.

    >>> on_scale(57.63, 100), on_scale(9.912, 12)
    ('58', '9.9')
    """
    digits = 0 if width >= 20 else 1 if width >= 2 else 3
    return f"{value:.{digits}f}"
