r"""A game from text in Gambit's extensive-form format; treated as hostile.

    EFG 2 R "title" { "A" "B" } "comment"
    p "name" PLAYER SET "set" { "action" ... } OUTCOME ["outcome" { payoffs }]
    c "name" SET "set" { "branch" p ... } OUTCOME [...]
    t "name" OUTCOME "outcome" { payoffs }

Nodes stand in the order of a walk through the tree. What an outcome before the end is worth is
added to all ends after it. Information sets of several nodes are refused: who moves must know
where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from willing.errors import InputError
from willing.models.deterrence.game import (
    DEEPEST,
    LARGEST_TREE,
    Chance,
    Decision,
    End,
    Game,
    Node,
    make_game,
)

LONGEST = 2_000_000
"""Characters of a file: a tree of 20,000 nodes has about a million."""

MOST_PLAYERS = 50
LONGEST_NAME = 200
LONGEST_NUMBER = 40

_TOKEN = re.compile(r'\s+|"((?:[^"\\]|\\.)*)"|([{},])|([^\s"{},]+)', re.S)
_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?(?:/\d+)?")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    quoted: bool
    at: int


@dataclass(slots=True)
class _Outcome:
    name: str
    payoffs: tuple[float, ...]


@dataclass(slots=True)
class _Open:
    """A node whose followers are still being read."""

    name: str
    player: int
    labels: list[str]
    chances: list[float]
    bonus: tuple[float, ...]
    children: list[Node] = field(default_factory=list)

    def closed(self) -> Node:
        if self.player == 0:
            branches = zip(self.labels, self.chances, self.children, strict=True)
            return Chance(tuple(branches), self.name)
        return Decision(
            self.player - 1, tuple(zip(self.labels, self.children, strict=True)), self.name
        )


def read_efg(text: str) -> Game:
    """The game. Raises `InputError` with the line and the mend.

    >>> game = read_efg('EFG 2 R "G" { "A" } p "" 1 1 "" { "l" "r" } 0 t "" 1 "" { 1 } t "" 0')
    >>> [name for name, _ in game.root.actions]
    ['l', 'r']
    """
    if len(text) > LONGEST:
        raise InputError(f"larger than {LONGEST:,} characters; take parts of the game alone")
    return _Reader(text).game()


class _Reader:
    """One pass over the tokens."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(self._tokens())
        self.place = 0
        self.players: tuple[str, ...] = ()
        self.outcomes: dict[int, _Outcome] = {}
        self.sets: set[tuple[int, int]] = set()

    def game(self) -> Game:
        for word in ("EFG", "2", "R"):
            if self._next("the start `EFG 2 R`").text != word:
                raise self._wrong("this is no extensive-form game; it must start with `EFG 2 R`")
        title = self._text("the title")
        self.players = tuple(self._listed("player", MOST_PLAYERS))
        if self._peek_quoted():
            self._text("the comment")
        return make_game(title, self.players, self._tree())

    def _tree(self) -> Node:
        """Read the nodes of the walk, closing each as soon as all that follows it is there."""
        waiting: list[_Open] = []
        for _ in range(LARGEST_TREE):
            node: Node | _Open = self._node(waiting[-1].bonus if waiting else self._nothing())
            if isinstance(node, _Open):
                waiting.append(node)
                if len(waiting) > DEEPEST:
                    raise self._wrong(f"more than {DEEPEST} moves in a row; shorten the game")
                continue
            while waiting:
                waiting[-1].children.append(node)
                if len(waiting[-1].children) < len(waiting[-1].labels):
                    break
                node = waiting.pop().closed()
            else:
                if self.place < len(self.tokens):
                    self.place += 1
                    raise self._wrong("the tree is complete before this; remove what follows")
                return node
        raise self._wrong(f"more than {LARGEST_TREE:,} nodes; take parts of the game alone")

    def _node(self, bonus: tuple[float, ...]) -> Node | _Open:
        kind = self._next("a node (p, c or t)").text
        if kind not in ("p", "c", "t"):
            raise self._wrong(f"`{kind[:40]}` is no node; write p, c or t")
        name = self._text("the node's name")
        if kind == "t":
            outcome = self._outcome()
            return End(outcome.name or name, _plus(bonus, outcome.payoffs))
        player = self._player() if kind == "p" else 0
        self._information_set(player)
        if self._peek_quoted():
            name = self._text("the information set's name") or name
        labels, chances = self._actions(player)
        if not labels:
            raise self._wrong("nothing follows; write actions, or an end")
        return _Open(name, player, labels, chances, _plus(bonus, self._outcome().payoffs))

    def _player(self) -> int:
        player = self._whole("the player's number")
        if not 1 <= player <= len(self.players):
            raise self._wrong(f"there is no player number {player}")
        return player

    def _information_set(self, player: int) -> None:
        number = self._whole("the information set's number")
        if player and (player, number) in self.sets:
            raise self._wrong(
                f"information set {number} of player {player} has several nodes; only games are "
                "solved here in which whoever moves knows all that went before"
            )
        self.sets.add((player, number))

    def _actions(self, player: int) -> tuple[list[str], list[float]]:
        """The names of what may follow; for chance with their probabilities."""
        if player:
            return self._listed("action", LARGEST_TREE), []
        self._open("the branches of chance")
        labels, chances = [], []
        while not self._closes():
            labels.append(self._text("a branch's name"))
            chances.append(self._number("a probability"))
        return labels, chances

    def _outcome(self) -> _Outcome:
        """An outcome: 0 for none, its payoffs written where it stands for the first time."""
        number = self._whole("the outcome's number")
        name = self._text("the outcome's name") if self._peek_quoted() else ""
        if not self._peeks("{"):
            nothing = _Outcome("", self._nothing())
            if number and number not in self.outcomes:
                raise self._wrong(f"outcome {number} has no payoffs; write {{ 1, 2 }} after it")
            return self.outcomes[number] if number else nothing
        self._open("the payoffs")
        payoffs = []
        while not self._closes():
            if not self._peeks(","):
                payoffs.append(self._number("a payoff"))
            else:
                self.place += 1
        if len(payoffs) != len(self.players):
            raise self._wrong(f"{len(payoffs)} payoffs for {len(self.players)} players")
        self.outcomes[number] = _Outcome(name, tuple(payoffs))
        return self.outcomes[number]

    def _nothing(self) -> tuple[float, ...]:
        return (0.0,) * len(self.players)

    def _listed(self, what: str, most: int) -> list[str]:
        """Quoted names in braces; numbers stand for names that are empty."""
        self._open(f"the list of {what}s")
        names: list[str] = []
        while not self._closes():
            names.append(self._text(f"a {what}'s name") or f"{what} {len(names) + 1}")
            if len(names) > most:
                raise self._wrong(f"more than {most:,} {what}s")
        return names

    def _tokens(self) -> Iterator[_Token]:
        at = 0
        while at < len(self.text):
            match = _TOKEN.match(self.text, at)
            if match is None:
                raise InputError(f"{self._line(at)}: a quotation mark is not closed")
            if match[1] is not None:
                yield _Token(re.sub(r"\\(.)", r"\1", match[1]), True, at)
            elif match[2] or match[3]:
                yield _Token(match[2] or match[3], False, at)
            at = match.end()

    def _next(self, what: str) -> _Token:
        if self.place >= len(self.tokens):
            raise InputError(f"{self._line(len(self.text))}: the file ends; {what} is missing")
        self.place += 1
        return self.tokens[self.place - 1]

    def _text(self, what: str) -> str:
        token = self._next(what)
        if not token.quoted:
            raise self._wrong(f"`{token.text[:40]}` stands where {what} in quotation marks should")
        if len(token.text) > LONGEST_NAME and what != "the comment":
            raise self._wrong(f"{what} has more than {LONGEST_NAME} characters")
        return token.text

    def _number(self, what: str) -> float:
        """A whole number, a decimal or a fraction."""
        token = self._next(what)
        if token.quoted or len(token.text) > LONGEST_NUMBER or not _NUMBER.fullmatch(token.text):
            raise self._wrong(f"`{token.text[:40]}` stands where {what} should")
        above, _, below = token.text.partition("/")
        try:
            return float(Fraction(above) / Fraction(below)) if below else float(above)
        except (ZeroDivisionError, OverflowError):
            raise self._wrong(f"`{token.text}` is no number") from None

    def _whole(self, what: str) -> int:
        token = self._next(what)
        if token.quoted or not re.fullmatch(r"[0-9]{1,9}", token.text):
            raise self._wrong(f"`{token.text[:40]}` stands where {what} should")
        return int(token.text)

    def _open(self, what: str) -> None:
        if self._next(what).text != "{":
            raise self._wrong(f"{what} must stand in braces {{ }}")

    def _closes(self) -> bool:
        if self._peeks("}"):
            self.place += 1
            return True
        return False

    def _peeks(self, text: str) -> bool:
        here = self.tokens[self.place : self.place + 1]
        return bool(here) and not here[0].quoted and here[0].text == text

    def _peek_quoted(self) -> bool:
        return any(token.quoted for token in self.tokens[self.place : self.place + 1])

    def _wrong(self, message: str) -> InputError:
        at = self.tokens[self.place - 1].at if self.tokens else 0
        return InputError(f"{self._line(at)}: {message}")

    def _line(self, at: int) -> str:
        return f"line {self.text.count(chr(10), 0, at) + 1}"


def _plus(one: tuple[float, ...], other: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))
