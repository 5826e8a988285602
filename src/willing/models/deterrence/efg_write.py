"""A game as text in Gambit's extensive-form format, so that other programs can solve it too.

McKelvey, McLennan and Turocy (2016), "Gambit: software tools for game theory".
"""

from __future__ import annotations

from fractions import Fraction

from willing.models.deterrence.game import Chance, Decision, End, Game, Node, followers

SIMPLE = 10**6
DECIMALS = 10**15
"""Probabilities are written as fractions with denominators up to the first, or to 15 decimals."""


def write_efg(game: Game) -> str:
    """The game as an `.efg` file; payoffs are read back unchanged, probabilities to 15 decimals.

    Gambit wants names that stand once: a second end or decision of a name is numbered.

    >>> from willing.models.deterrence.game import make_game
    >>> print(write_efg(make_game("Short", ("A",), End("over", (1.0,)))).strip())
    EFG 2 R "Short" { "A" }
    ""
    <BLANKLINE>
    t "" 1 "over" { 1 }
    """
    lines = [
        f"EFG 2 R {_quoted(game.title)} {{ {' '.join(map(_quoted, game.players))} }}",
        '""',
        "",
    ]
    sets = [0] * (len(game.players) + 1)
    names: list[set[str]] = [set() for _ in range(len(sets) + 1)]
    ends = 0
    waiting: list[Node] = [game.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, End):
            ends += 1
            payoffs = ", ".join(map(_number, node.payoffs))
            lines.append(f't "" {ends} {_once(node.name, names[-1])} {{ {payoffs} }}')
            continue
        player = node.player + 1 if isinstance(node, Decision) else 0
        sets[player] += 1
        lines.append(_inner(node, player, sets[player], _once(node.name, names[player])))
        waiting.extend(reversed([child for _, child in followers(node)]))
    return "\n".join(lines) + "\n"


def _inner(node: Decision | Chance, player: int, number: int, name: str) -> str:
    """A node at which somebody, or chance, moves."""
    if isinstance(node, Chance):
        shares = _shares([p for _, p, _ in node.branches])
        labels = [_quoted(branch) for branch, _, _ in node.branches]
        listed = " ".join(f"{label} {p}" for label, p in zip(labels, shares, strict=True))
        return f'c "" {number} {name} {{ {listed} }} 0'
    listed = " ".join(_quoted(action) for action, _ in node.actions)
    return f'p "" {player} {number} {name} {{ {listed} }} 0'


def _shares(chances: list[float]) -> list[Fraction]:
    """Probabilities that sum to one exactly, as Gambit asks; simple fractions where they are.

    >>> [str(share) for share in _shares([1 / 3, 2 / 3])]
    ['1/3', '2/3']
    """
    simple = [Fraction(p).limit_denominator(SIMPLE) for p in chances]
    if sum(simple) == 1 and list(map(float, simple)) == chances:
        return simple
    found = [Fraction(round(p * DECIMALS), DECIMALS) for p in chances]
    largest = found.index(max(found))
    found[largest] += 1 - sum(found)
    return found


def _once(name: str, names: set[str]) -> str:
    """The name in quotation marks, numbered where it stands already."""
    found, number = name, 1
    while found and found in names:
        number += 1
        found = f"{name} {number}"
    names.add(found)
    return _quoted(found)


def _quoted(text: str) -> str:
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _number(value: float) -> str:
    """Python's shortest form, without a point where it is whole."""
    return (
        str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))
    )
