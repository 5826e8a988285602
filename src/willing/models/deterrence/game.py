"""A game in extensive form with perfect information: a tree of ends, decisions and chance.

Kuhn (1953), "Extensive games and the problem of information". Whoever moves knows everything that
went before, so that every decision is an information set of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from willing.errors import InputError

DEEPEST = 200
"""Moves from the root to an end."""

LARGEST_TREE = 20_000
"""Nodes of a tree."""

LARGEST = 1e12
"""The largest payoff, up or down."""


@dataclass(frozen=True, slots=True)
class End:
    """An end: its name, and what it is worth to each player, in the players' order."""

    name: str
    payoffs: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """A player (a row of the game's players) chooses; `actions` by name, each with what follows."""

    player: int
    actions: tuple[tuple[str, Node], ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Chance:
    """Nobody chooses: branches by name, each with its probability and what follows."""

    branches: tuple[tuple[str, float, Node], ...]
    name: str = ""


Node = End | Decision | Chance


@dataclass(frozen=True, slots=True)
class Game:
    """A game: its title, its players, its tree; made by `make_game`."""

    title: str
    players: tuple[str, ...]
    root: Node


Path = tuple[str, ...]
"""The actions and branches that lead to a node."""


def make_game(title: str, players: tuple[str, ...], root: Node) -> Game:
    """A checked game. Raises `InputError` that names the place and the mend.

    >>> ultimatum = Decision(1, (("accept", End("deal", (3, 1))), ("refuse", End("none", (0, 0)))))
    >>> make_game("Ultimatum", ("A", "B"), ultimatum).players
    ('A', 'B')
    """
    if not players:
        raise InputError("players: nobody plays; name at least one")
    if len(set(players)) < len(players):
        raise InputError("players: two have the same name; rename one of them")
    game = Game(title, players, root)
    for number, (path, node) in enumerate(nodes(game), 1):
        if number > LARGEST_TREE:
            raise InputError(f"more than {LARGEST_TREE:,} nodes; take parts of the game alone")
        if len(path) > DEEPEST:
            raise InputError(f"more than {DEEPEST} moves in a row; shorten the game")
        _check(game, node, place(path))
    return game


def nodes(game: Game) -> Iterator[tuple[Path, Node]]:
    """Every node with the way to it, each before those that follow it, in their order."""
    waiting: list[tuple[Path, Node]] = [((), game.root)]
    while waiting:
        path, node = waiting.pop()
        yield path, node
        waiting.extend(((*path, name), child) for name, child in reversed(list(followers(node))))


def followers(node: Node) -> Iterator[tuple[str, Node]]:
    """What may come next, by the name of the action or branch."""
    if isinstance(node, Decision):
        yield from node.actions
    elif isinstance(node, Chance):
        for name, _, child in node.branches:
            yield name, child


def place(path: Path) -> str:
    """The way to a node in words.

    >>> place(("violate", "respond")), place(())
    ('after violate, respond', 'at the root')
    """
    return f"after {', '.join(path)}" if path else "at the root"


def _check(game: Game, node: Node, where: str) -> None:
    names = [name for name, _ in followers(node)]
    if len(set(names)) < len(names):
        raise InputError(f"{where}: two actions have the same name; rename one of them")
    if isinstance(node, End):
        if len(node.payoffs) != len(game.players):
            raise InputError(
                f"{where}: {len(node.payoffs)} payoffs for {len(game.players)} players; write one "
                "for each"
            )
        if not all(isfinite(payoff) and abs(payoff) <= LARGEST for payoff in node.payoffs):
            raise InputError(f"{where}: a payoff is no number up to {LARGEST:g}; write one")
    elif not names:
        raise InputError(f"{where}: nothing follows; write actions, or an end")
    elif isinstance(node, Decision) and not 0 <= node.player < len(game.players):
        raise InputError(f"{where}: there is no player number {node.player + 1}")
    elif isinstance(node, Chance):
        chances = [p for _, p, _ in node.branches]
        if not all(0 <= p <= 1 for p in chances) or abs(sum(chances) - 1) > 1e-9:
            raise InputError(f"{where}: the probabilities of chance must sum to 1")
