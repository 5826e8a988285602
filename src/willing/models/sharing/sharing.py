"""How should a coalition share what it gains, or bears? All rules behind one function.

Every allocation comes with how it was obtained, and where there is a game with the coalition that
has most reason to object. What is beyond a limit is None, with the reason in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from willing.errors import InputError
from willing.models.players import members
from willing.models.sharing import structure
from willing.models.sharing.convexity import is_convex
from willing.models.sharing.core import core
from willing.models.sharing.excess import objection
from willing.models.sharing.game import Game
from willing.models.sharing.keys import by_key, in_whole_units
from willing.models.sharing.nucleolus import Payoffs, nucleolus, prenucleolus
from willing.models.sharing.owen import owen
from willing.models.sharing.question import RULES, Question
from willing.models.sharing.shapley import shapley
from willing.models.sharing.supply import own_costs, supplied
from willing.scenario.problems import suggestion

NO_IMPUTATION = "none: all together get less than the sum of what each gets alone"
UNSOLVED = "none: the linear program could not be solved"


@dataclass(frozen=True, slots=True)
class Objection:
    """The coalition that gains most by acting on its own, or loses least, and how much it gains."""

    coalition: tuple[str, ...]
    gain: Fraction


@dataclass(frozen=True, slots=True)
class Allocation:
    """What each player gets (in a cost game, or by a key without a game: bears), and how obtained.

    `shares` sum to the total exactly unless `exact` is False. `in_core`, `objection`: None without
    a game or with a single player. `burdens`, `transfers`: where a need is met, what each bears in
    the end, and what it is paid by the others (below 0: pays) beside its own costs.
    """

    rule: str
    shares: tuple[Fraction, ...] | None
    method: str
    exact: bool = True
    in_core: bool | None = None
    objection: Objection | None = None
    burdens: tuple[Fraction, ...] | None = None
    transfers: tuple[Fraction, ...] | None = None


@dataclass(frozen=True, slots=True)
class Core:
    """Whether the core is empty, the least margin, and the coalitions that bind there.

    `margin` above 0: what each coalition would have to be charged for leaving; below 0: by how much
    all can fall short of the best before anybody leaves.
    """

    empty: bool
    margin: Fraction
    binding: tuple[tuple[str, ...], ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Split:
    """The groups that together are worth most (cost least), and what that is."""

    groups: tuple[tuple[str, ...], ...]
    worth: Fraction


@dataclass(frozen=True, slots=True)
class Sharing:
    """The answer: what is shared, the game's properties, and an allocation for each rule.

    `kind`: "gain" or "cost". `convex`, `superadditive` (of a cost game: concave, subadditive),
    `core` and `split` are None without a game or beyond a limit. `supplied`, `own_costs`: what each
    supplies where a need is met.
    """

    players: tuple[str, ...]
    kind: str
    words: str
    total: Fraction
    allocations: Mapping[str, Allocation]
    rounded: bool = False
    convex: bool | None = None
    superadditive: bool | None = None
    core: Core | None = None
    split: Split | None = None
    supplied: tuple[Fraction, ...] | None = None
    own_costs: tuple[Fraction, ...] | None = None


def share(question: Question, *, rules: Sequence[str] | None = None) -> Sharing:
    """The allocations of a question by these rules: by default all that apply. Raises `InputError`.

    Rules are those of `RULES`, the names of the question's keys, and "core", which is told beside
    the allocations. Without a game only "equal" and keys apply.

    >>> from willing.models.sharing.question import read_question
    >>> found = share(read_question({"claims": {"A": 100, "B": 200, "C": 300}, "estate": 200}))
    >>> [str(value) for value in found.allocations["nucleolus"].shares]
    ['50', '75', '75']
    >>> found.core.empty, found.convex
    (False, True)
    """
    wanted = _wanted(question, rules)
    game, supply = question.game, question.supply
    free = _prenucleolus(game) if game and {"nucleolus", "prenucleolus"} & set(wanted) else None
    found = {name: _allocation(question, name, free) for name in wanted if name != "core"}
    if game is None:
        return Sharing(question.players, "cost", "a total, by plain keys", question.total, found)
    split, superadditive = _split(game)
    return Sharing(
        players=question.players,
        kind="cost" if game.cost else "gain",
        words=game.words,
        total=game.worth(game.everybody),
        allocations=found,
        rounded=game.rounded,
        convex=is_convex(game),
        superadditive=superadditive,
        core=_core(game) if "core" in wanted else None,
        split=split,
        supplied=None if supply is None else supplied(supply),
        own_costs=None if supply is None else own_costs(supply),
    )


def _wanted(question: Question, names: Sequence[str] | None) -> tuple[str, ...]:
    keys = tuple(question.keys or ())
    known = (*RULES, "core", *keys)
    solutions = tuple(name for name in known if name not in ("equal", *keys))
    if names is None:
        lacking = () if question.unions else ("owen",)
        return tuple(n for n in known if n not in (lacking if question.game else solutions))
    for name in names:
        if name not in known:
            mend = suggestion(name, known) or f"the rules are {', '.join(known)}"
            raise InputError(f"`{name[:80]}` is no rule or key here; {mend}")
        if name in solutions and question.game is None:
            raise InputError(f"`{name}` needs a game; a plain total is shared by equal or by keys")
        if name == "owen" and not question.unions:
            raise InputError("`owen` needs unions: list them under `unions` in the file")
    return tuple(name for name in known if name in names)


def _prenucleolus(game: Game) -> Payoffs | None:
    """None where it cannot be found."""
    try:
        return prenucleolus(game)
    except ArithmeticError:
        return None


def _allocation(question: Question, rule: str, free: Payoffs | None) -> Allocation:
    """The allocation of one rule; `free` is the prenucleolus, where it is wanted and found."""
    game = question.game
    if rule == "equal" or rule in (question.keys or {}):
        return _by_key(question, rule)
    assert game is not None
    if rule == "shapley":
        return _judged(question, rule, shapley(game), "exact, from all coalitions")
    if rule == "owen":
        values = owen(game, question.unions)
        return _judged(question, rule, values, "exact, from sets of unions and of companions")
    if free is None:
        return Allocation(rule, None, UNSOLVED)
    try:
        found = free if rule == "prenucleolus" else nucleolus(game, free)
    except ArithmeticError:
        return Allocation(rule, None, UNSOLVED)
    if found is None:
        return Allocation(rule, None, NO_IMPUTATION)
    return _judged(question, rule, found.values, found.method, exact=found.exact)


def _by_key(question: Question, rule: str) -> Allocation:
    """Shares of the total, which is the cost where a need is met."""
    weights = (question.keys or {}).get(rule) or (Fraction(1),) * len(question.players)
    try:
        shares = by_key(question.total, weights, question.caps)
    except InputError as error:
        raise InputError(f"{rule}: {error}") from None
    method = "in equal parts" if rule == "equal" else "in proportion to the key"
    if question.caps:
        method += ", up to the caps"
    if question.whole:
        shares = in_whole_units(shares)
        method += ", in whole numbers by largest remainders"
    game, supply = question.game, question.supply
    if game is None:
        return Allocation(rule, shares, method)
    if supply is not None:
        payoffs = tuple(v - s for v, s in zip(supply.value, shares, strict=True))
    else:
        payoffs = tuple(game.told(value) for value in shares)
    return _judged(question, rule, payoffs, method)


def _judged(
    question: Question, rule: str, payoffs: Sequence[Fraction], method: str, *, exact: bool = True
) -> Allocation:
    """The allocation of payoffs in the game inside, with who objects to it."""
    game, supply = question.game, question.supply
    assert game is not None
    worst = objection(game, payoffs)
    burdens = transfers = None
    if supply is not None:
        burdens = tuple(v - x for v, x in zip(supply.value, payoffs, strict=True))
        transfers = tuple(c - b for c, b in zip(own_costs(supply), burdens, strict=True))
    slack = Fraction(0) if exact else int(abs(game.worths).max()) * game.unit / 10**7
    return Allocation(
        rule=rule,
        shares=tuple(map(game.told, payoffs)),
        method=method,
        exact=exact,
        in_core=None if worst is None else worst.gain <= slack,
        objection=None
        if worst is None
        else Objection(members(worst.coalition, question.players), worst.gain),
        burdens=burdens,
        transfers=transfers,
    )


def _core(game: Game) -> Core | None:
    if game.size == 1:
        return None
    try:
        found = core(game)
    except ArithmeticError:
        return None
    binding = tuple(members(coalition, game.players) for coalition in found.binding)
    return Core(found.empty, found.margin, binding, found.exact)


def _split(game: Game) -> tuple[Split | None, bool | None]:
    if game.size > structure.MOST_PLAYERS:
        return None, None
    groups, superadditive = structure.best_structure(game)
    worth = sum((game.worth(group) for group in groups), Fraction(0))
    return Split(tuple(members(group, game.players) for group in groups), worth), superadditive
