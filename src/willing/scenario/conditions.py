"""When does a pledge hold? The condition language: text to a small syntax tree and back.

    condition = conjunction ("or" conjunction)*
    conjunction = negation ("and" negation)*
    negation  = "not" negation | primary
    primary   = "(" condition ")" | EVENT | "joined" "(" ACTOR ["," KIND] ")"
              | "supports" "(" ACTOR ")" | "members" "(" ")" COMPARE NUMBER
              | "total" "(" KIND ")" COMPARE NUMBER
    COMPARE   = ">" | ">="

`not` stands before events only: everything else grows as actors join, and as long as no condition
can fall when somebody joins, joining is monotone and its fixed points exist (Tarski 1955). The
tree is in normal form: no conjunction lies directly in a conjunction, and negation stands on
single events (De Morgan). The text is parsed, never evaluated.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from willing.errors import ConditionError
from willing.scenario.tokens import Token, one_line, tokenize

MAX_DEPTH = 100
"""Nested brackets and negations: bounds the stack that hostile text can use."""

FUNCTIONS = ("joined", "supports", "members", "total")
RESERVED = ("and", "or", "not", *FUNCTIONS)
"""Words of the language, which therefore name no event."""


@dataclass(frozen=True, slots=True)
class EventRef:
    """The event of this name happens. `at` is the position of the name in the text."""

    name: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The event does not happen."""

    event: EventRef


@dataclass(frozen=True, slots=True)
class Joined:
    """The actor joins (`kind` None: by any core pledge), or its pledge of this kind is active."""

    actor: str
    kind: str | None = None
    at: int = field(default=0, compare=False)
    kind_at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Supports:
    """Any pledge of the actor is active."""

    actor: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Members:
    """At least so many *other* actors join (`strict`: more than so many)."""

    at_least: float
    strict: bool = False

    @property
    def fewest(self) -> int:
        """The smallest number of others that is enough."""
        return math.floor(self.at_least) + 1 if self.strict else math.ceil(self.at_least)


@dataclass(frozen=True, slots=True)
class Total:
    """The *other* actors' active pledges of this kind sum to so much (`strict`: to more)."""

    kind: str
    at_least: float
    strict: bool = False
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold. Without parts: always true, the meaning of an empty condition."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple[Condition, ...]


Condition: TypeAlias = And | Or | Not | EventRef | Joined | Supports | Members | Total

ALWAYS = And(())
"""The condition that holds in every world; its text is empty."""


@dataclass(frozen=True, slots=True)
class Name:
    """A reference in a condition: to an event, an actor or a kind, and where it stands."""

    role: Literal["event", "actor", "kind"]
    name: str
    at: int


def all_of(parts: Iterable[Condition]) -> Condition:
    """The conjunction in normal form: nested conjunctions are opened, one part stands alone.

    >>> unparse(all_of([parse("a or b"), ALWAYS, parse("c and d")]))
    '(a or b) and c and d'
    """
    flat: list[Condition] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, And) else (part,))
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: Iterable[Condition]) -> Condition:
    """The disjunction in normal form; always true when a part is. Needs at least one part."""
    flat: list[Condition] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Or) else (part,))
    if not flat:
        raise ValueError("a disjunction needs at least one part")
    if ALWAYS in flat:
        return ALWAYS
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def parse(text: str) -> Condition:
    """The condition that the text says; empty text is always true.

    Raises `ConditionError` with the position of the offending character and the mend.

    >>> parse("ceasefire and members() >= 3")
    And(parts=(EventRef(name='ceasefire', at=0), Members(at_least=3.0, strict=False)))
    """
    line = one_line(text)
    if not line.strip():
        return ALWAYS
    parser = _Parser(line, tokenize(line))
    found = parser.disjunction(depth=0)
    parser.expect_end()
    return found


def unparse(condition: Condition) -> str:
    """The text of a condition; `parse` reads it back to the same tree.

    >>> unparse(parse("not (a or b) and (c or total(air)>2.50)"))
    'not a and not b and (c or total(air) > 2.5)'
    """
    match condition:
        case And(parts):
            return " and ".join(_bracketed(part) for part in parts)
        case Or(parts):
            return " or ".join(unparse(part) for part in parts)
        case Not(event):
            return f"not {event.name}"
        case EventRef(name):
            return name
        case Joined(actor, kind):
            return f"joined({actor}, {kind})" if kind else f"joined({actor})"
        case Supports(actor):
            return f"supports({actor})"
        case Members(at_least, strict):
            return f"members() {_compare(at_least, strict)}"
        case Total(kind, at_least, strict):
            return f"total({kind}) {_compare(at_least, strict)}"


def names(condition: Condition) -> Iterator[Name]:
    """Every event, actor and kind that the condition speaks of, in the order of the text."""
    match condition:
        case And(parts) | Or(parts):
            for part in parts:
                yield from names(part)
        case Not(event):
            yield from names(event)
        case EventRef(name, at):
            yield Name("event", name, at)
        case Joined(actor, kind, at, kind_at):
            yield Name("actor", actor, at)
            if kind is not None:
                yield Name("kind", kind, kind_at)
        case Supports(actor, at):
            yield Name("actor", actor, at)
        case Total(kind, _, _, at):
            yield Name("kind", kind, at)


def parts_of(condition: Condition) -> Iterator[Condition]:
    """The condition and all that it is made of."""
    yield condition
    if isinstance(condition, And | Or):
        for part in condition.parts:
            yield from parts_of(part)


def waits_for_others(condition: Condition) -> bool:
    """Whether the condition speaks of other actors, and not of events alone.

    >>> waits_for_others(parse("ceasefire or truce")), waits_for_others(parse("members() >= 2"))
    (False, True)
    """
    match condition:
        case And(parts) | Or(parts):
            return any(waits_for_others(part) for part in parts)
        case EventRef() | Not():
            return False
        case _:
            return True


def _bracketed(part: Condition) -> str:
    return f"({unparse(part)})" if isinstance(part, Or) else unparse(part)


def _compare(at_least: float, strict: bool) -> str:
    whole = at_least.is_integer() and at_least < 1e15
    return f"{'>' if strict else '>='} {int(at_least) if whole else repr(at_least)}"


class _Parser:
    """Recursive descent over the tokens of one condition; each method reads one rule."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.next = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.next]

    def fail(self, message: str, at: int | None = None) -> ConditionError:
        return ConditionError(message, self.text, self.token.at if at is None else at)

    def take(self) -> Token:
        token = self.token
        if token.kind != "end":
            self.next += 1
        return token

    def taken(self, word: str) -> bool:
        if self.token.text != word:
            return False
        self.next += 1
        return True

    def disjunction(self, depth: int) -> Condition:
        parts = [self.conjunction(depth)]
        while self.taken("or"):
            parts.append(self.conjunction(depth))
        return any_of(parts)

    def conjunction(self, depth: int) -> Condition:
        parts = [self.negation(depth)]
        while self.taken("and"):
            parts.append(self.negation(depth))
        return all_of(parts)

    def negation(self, depth: int) -> Condition:
        if depth > MAX_DEPTH:
            raise self.fail(f"brackets and `not` nest more than {MAX_DEPTH} deep: split it up")
        if not self.taken("not"):
            return self.primary(depth)
        start = self.token.at
        return _negated(self.negation(depth + 1), lambda message: self.fail(message, start))

    def primary(self, depth: int) -> Condition:
        token = self.take()
        if token.text == "(":
            inner = self.disjunction(depth + 1)
            self.close(f"the bracket opened at character {token.at + 1} is not closed: write `)`")
            return inner
        if token.text in FUNCTIONS:
            return self.call(token)
        if token.kind == "name" and token.text not in RESERVED:
            if self.token.text == "(":
                raise self.fail(_unknown_function(token.text), token.at)
            return EventRef(token.text, token.at)
        raise self.fail(_not_a_start(token), token.at)

    def call(self, function: Token) -> Condition:
        if not self.taken("("):
            raise self.fail(f"`{function.text}` needs brackets: write {_USAGE[function.text]}")
        match function.text:
            case "joined":
                actor = self.argument("an actor", function.text)
                kind = self.argument("a kind", function.text) if self.taken(",") else None
                self.close_call(function.text)
                if kind is None:
                    return Joined(actor.text, None, actor.at)
                return Joined(actor.text, kind.text, actor.at, kind.at)
            case "supports":
                actor = self.argument("an actor", function.text)
                self.close_call(function.text)
                return Supports(actor.text, actor.at)
            case "members":
                self.close_call(function.text)
                return Members(*self.comparison(function.text))
            case _:
                kind = self.argument("a kind", function.text)
                self.close_call(function.text)
                return Total(kind.text, *self.comparison(function.text), kind.at)

    def argument(self, what: str, function: str) -> Token:
        if self.token.kind != "name":
            raise self.fail(f"{what} is missing: write {_USAGE[function]}")
        return self.take()

    def close_call(self, function: str) -> None:
        self.close(f"expected `)` here: write {_USAGE[function]}")

    def close(self, message: str) -> None:
        if not self.taken(")"):
            raise self.fail(message)

    def comparison(self, function: str) -> tuple[float, bool]:
        if self.token.text not in (">", ">="):
            raise self.fail(f"compare it with a number: write {_USAGE[function]}")
        strict = self.take().text == ">"
        if self.token.kind != "number":
            raise self.fail(f"a number is missing: write {_USAGE[function]}")
        value = float(self.token.text.replace("_", ""))
        if not math.isfinite(value):
            raise self.fail("the number is too large")
        self.next += 1
        return value, strict

    def expect_end(self) -> None:
        token = self.token
        if token.kind == "end":
            return
        if token.text == ")":
            raise self.fail("this bracket was never opened: remove it")
        if token.text.lower() in ("and", "or"):
            raise self.fail(f"write `{token.text.lower()}` in lower case")
        if token.text in (">", ">=", ","):
            raise self.fail(
                f"only members() and total(KIND) are compared, not what is before `{token.text}`"
            )
        raise self.fail("an operator is missing here: write `and` or `or`")


_USAGE = {
    "joined": "`joined(ACTOR)` or `joined(ACTOR, KIND)`",
    "supports": "`supports(ACTOR)`",
    "members": "`members() >= 3`",
    "total": "`total(KIND) >= 5000`",
}


def _negated(condition: Condition, fail: Callable[[str], ConditionError]) -> Condition:
    """The negation with `not` moved down to the events; whatever speaks of joining fails."""
    match condition:
        case EventRef():
            return Not(condition)
        case Not(event):
            return event
        case And(parts):
            return any_of(_negated(part, fail) for part in parts)
        case Or(parts):
            return all_of(_negated(part, fail) for part in parts)
        case _:
            raise fail(
                f"`not` stands before events only, not before `{unparse(condition)}`: nobody may "
                "stop joining because others join (joining is monotone)"
            )


def _unknown_function(name: str) -> str:
    known = ", ".join(f"{function}()" for function in FUNCTIONS)
    return f"there is no function `{name}()`: the functions are {known}"


def _not_a_start(token: Token) -> str:
    """Why a condition cannot begin, or go on, with this token."""
    expected = "an event, joined(), supports(), members(), total() or `(`"
    if token.kind == "end":
        return f"the condition stops too early: expected {expected}"
    if token.kind == "number":
        return "a number stands on the right: write `members() >= 3` or `total(KIND) >= 5000`"
    return f"`{token.text}` cannot stand here: expected {expected}"
