"""What is a brief made of? One content model, from which every format is rendered.

All text is plain: nothing in it is markup, and every renderer escapes all of it.
"""

from __future__ import annotations

from dataclasses import dataclass

from willing.models.approval.approval import Approval
from willing.scenario.leaders import Poll


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a source, exactly as on the page, and the place where they stand.

    `place` is its paragraph and characters, `source` the article's title or short name (empty
    where the brief rests on one article alone), `speaker` who acts or speaks in it, `remark` what
    else a reader should know (reviewed by whom, found in copies).
    """

    text: str
    place: str
    source: str = ""
    speaker: str = ""
    date: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Prose:
    """One paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """An item of a list; `lead` stands out before the text."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of items."""

    items: tuple[Bullet, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the first column heads its row; `numeric` are the columns set to the right."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotes:
    """Quotes, one after the other."""

    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One actor: the word of the source (`said` and below) and the number of the model, apart.

    `said` is the stance in words, `offers` what is offered or ruled out, `condition` a clause
    ("if there is a ceasefire"), `found` label and value of each of the model's numbers. `same_as`
    names an actor above whose quotes are the same; they are not repeated.
    """

    actor: str
    said: str
    offers: str
    condition: str
    quotes: tuple[Quote, ...]
    found: tuple[tuple[str, str], ...] = ()
    same_as: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Actors that said the same."""

    title: str
    actors: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that a reader opens when wanted; on paper they are all there."""

    summary: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """One of several things that are set beside each other."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Panels side by side, one under the other where there is no room."""

    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to decide it: P(it comes to pass), from `low` to `high` by what is left open."""

    name: str
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ways:
    """Ways to decide one question beside each other; `text` says the same in words."""

    title: str
    text: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class BandMark:
    """One actor on the scale of an issue; `weight`: its share of the weight, `moved`: where a
    model of concessions would move it.
    """

    actor: str
    position: float
    weight: float
    moved: float


@dataclass(frozen=True, slots=True)
class Band:
    """Actors on a scale, and where it is forecast to end: `half` of the cases lie within the one
    interval, `most` (eight of ten) within the other; `text` says what is drawn.
    """

    title: str
    text: str
    low: float
    high: float
    mean: float
    half: tuple[float, float]
    most: tuple[float, float]
    marks: tuple[BandMark, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """Shares of what may follow (`names`), which sum to one, along a quantity (`what`).

    `at`: its values, rising; `shares`: one row for each name, along `at`. `there`: the 10th, 50th
    and 90th percentile of where the quantity lies. `text` says what is drawn.
    """

    title: str
    text: str
    what: str
    at: tuple[float, ...]
    names: tuple[str, ...]
    shares: tuple[tuple[float, ...], ...]
    there: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Fans:
    """A leader's approval by outcome, with the polls as dots; `text` says the same in words."""

    title: str
    text: str
    approval: Approval
    polls: tuple[Poll, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One actor of the chart, probabilities in [0, 1].

    `joins` and `joins_greatest`: P(joins) at the least and the greatest fixed point; `willing`:
    P(willing), conditions aside.
    """

    actor: str
    group: str
    joins: float
    joins_greatest: float
    willing: float


@dataclass(frozen=True, slots=True)
class Chart:
    """The coalition at a glance, in the order of the groups; `text` says the same in words."""

    title: str
    text: str
    marks: tuple[Mark, ...]

    @property
    def has_gap(self) -> bool:
        """Whether trust in each other would make anybody likelier to join."""
        return any(abs(mark.joins_greatest - mark.joins) >= 0.01 for mark in self.marks)

    @property
    def has_conditions(self) -> bool:
        """Whether conditions keep anybody from joining."""
        return any(abs(mark.willing - mark.joins) >= 0.01 for mark in self.marks)


def credit(quote: Quote) -> str:
    """Where it stands, and who acts or speaks in it: not every quote is their words.

    >>> credit(Quote("We go.", "§2, characters 9–15", "The news", "the minister", "1 May 2030"))
    'The news, §2, characters 9–15 (1 May 2030); who acts or speaks: the minister'
    """
    within = ", ".join(part for part in (quote.source, quote.place) if part)
    date = f" ({quote.date})" if quote.date else ""
    who = f"who acts or speaks: {quote.speaker}" if quote.speaker else ""
    return "; ".join(part for part in (within + date, who, quote.remark) if part)


Block = Prose | Bullets | Table | Quotes | Group | Fold | Beside | Ways | Band | Stack | Fans


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the brief; `id` is its anchor."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole brief: the bottom line first, then the evidence.

    `confidence` is a sentence of its own, apart from every likelihood. `chart` is None where
    nobody has pledged anything.
    """

    title: str
    question: str
    date: str
    bottom_line: tuple[str, ...]
    confidence: str
    chart: Chart | None
    sections: tuple[Section, ...]
    notes: tuple[str, ...]
    made_by: str
