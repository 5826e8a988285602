"""How much power has each member of a body? All indices behind one function.

Every value comes with the way it was obtained: exact from counts, or by quadrature with a bound on
its error. What is beyond a limit is None, with the limit in words, never an endless run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from willing.errors import InputError
from willing.models.power import counting, quadrature, table, two_levels, unions
from willing.models.power.banzhaf import banzhaf, banzhaf_normalised
from willing.models.power.banzhaf_owen import banzhaf_owen
from willing.models.power.coleman import coleman_initiate, coleman_prevent, power_to_act
from willing.models.power.deegan_packel import deegan_packel
from willing.models.power.evidence import Evidence, Swung, in_nodes
from willing.models.power.game import Game, check_once, make_game
from willing.models.power.holler_packel import holler_packel
from willing.models.power.johnston import johnston
from willing.models.power.minimal import MOST_WORK
from willing.models.power.owen import owen
from willing.models.power.shapley_shubik import shapley_shubik
from willing.models.rules import in_words
from willing.scenario.problems import suggestion
from willing.scenario.rules import Rule

SWING_INDICES = ("banzhaf", "banzhaf_normalised", "coleman_initiate", "coleman_prevent")
UNION_INDICES = ("owen", "banzhaf_owen")

INDICES = (
    "banzhaf",
    "banzhaf_normalised",
    "shapley_shubik",
    "coleman_initiate",
    "coleman_prevent",
    "deegan_packel",
    "holler_packel",
    "johnston",
    *UNION_INDICES,
)
"""The indices by the names that options and answers use."""

GRID_ERROR = 1e-12
"""What rounding may add on the grid of scores beyond 53 members."""

LIMITS = {
    "swings": (
        f"beyond the limit: a single weighted majority whose lower quota is at most "
        f"{counting.MOST_CELLS:,}, or a compound rule of at most {table.MOST} members or with a "
        "small grid of scores"
    ),
    "shapley_shubik": (
        f"beyond the limit: a single weighted majority whose higher quota is at most "
        f"{quadrature.MOST_CELLS:,}, or a compound rule of at most {table.MOST} members or with a "
        "small grid of scores"
    ),
    "minimal": (
        f"beyond the limit: {table.MOST} members, few kinds of members, or a weighted majority of "
        f"at most 64 members with members x members x quota at most {MOST_WORK:,}"
    ),
    "johnston": (
        f"beyond the limit: {table.MOST} members, few kinds of members, or a weighted majority of "
        "at most 64 members with small weights"
    ),
    "unions": (
        f"beyond the limit: unions and members of the largest union together at most "
        f"{unions.MOST_DOUBLINGS + 1}, or a weighted majority with unions x weight x nodes "
        f"at most {two_levels.MOST_WORK:,}"
    ),
}
"""What each kind of index reaches, in words."""


@dataclass(frozen=True, slots=True)
class Index:
    """One index: its values in the members' order, and how they were obtained.

    `exact`: the same as fractions, where they are exact. `error`: a bound on the error of each
    value (0.0: exact, rounded once). `values` is None beyond the limit that `method` then states.
    """

    name: str
    values: tuple[float, ...] | None
    exact: tuple[Fraction, ...] | None
    method: str
    error: float | None


@dataclass(frozen=True, slots=True)
class Power:
    """The power of every member, and what the body's rule comes to.

    `rule` is in words; `unions` are the rows of each union's members, empty without unions. Counts
    are None beyond the limits; those by size are for s = 0 ... n members.
    """

    members: tuple[str, ...]
    rule: str
    unions: tuple[tuple[int, ...], ...]
    indices: Mapping[str, Index]
    winning_coalitions: int | None
    blocking_coalitions: int | None
    minimal_winning_coalitions: int | None
    minimal_blocking_coalitions: int | None
    minimal_winning_by_size: tuple[int, ...] | None
    minimal_blocking_by_size: tuple[int, ...] | None
    power_to_act: Fraction | None
    swings: tuple[int, ...] | None


def power(
    members: Sequence[str],
    rule: Rule,
    *,
    unions: Sequence[Sequence[str]] | None = None,
    indices: Sequence[str] | None = None,
) -> Power:
    """The voting power of every member under a rule, with yes/no ballots.

    `unions`: members that vote together; those in none are on their own. `indices`: names from
    `INDICES`, by default all that apply (the Owen values only with unions). Raises `InputError`.

    >>> from willing.scenario.rules import read_rule
    >>> tree = {"weights": {"A": 3, "B": 2, "C": 1}, "quota": 4, "counts": "yes"}
    >>> found = power("ABC", read_rule(tree, "ABC"), indices=["banzhaf"])
    >>> found.indices["banzhaf"].values, found.winning_coalitions
    ((0.75, 0.25, 0.25), 3)
    """
    game = make_game(members, rule)
    wanted = _wanted(indices, unions is not None)
    blocs = read_unions(game, unions) if unions is not None else ()
    evidence = Evidence(
        game,
        criticals="johnston" in wanted,
        sizes="deegan_packel" in wanted or "holler_packel" in wanted,
    )
    found = {name: _index(name, evidence, blocs) for name in wanted}
    swung = evidence.swung
    winning = swung.winning if swung else None
    return Power(
        members=game.members,
        rule=in_words(rule, game.members),
        unions=blocs,
        indices=found,
        winning_coalitions=winning,
        blocking_coalitions=None if winning is None else (1 << game.size) - winning,
        minimal_winning_coalitions=evidence.minimal_winning.number,
        minimal_blocking_coalitions=evidence.minimal_blocking.number,
        minimal_winning_by_size=evidence.minimal_winning.by_size,
        minimal_blocking_by_size=evidence.minimal_blocking.by_size,
        power_to_act=None if winning is None else power_to_act(winning, game.size),
        swings=swung.swings if swung else None,
    )


def read_unions(game: Game, named: Sequence[Sequence[str]]) -> tuple[tuple[int, ...], ...]:
    """The rows of the members of each union; members in none become unions of one."""
    rows = {name: row for row, name in enumerate(game.members)}
    taken: dict[str, int] = {}
    found = []
    for number, names in enumerate(named):
        place = f"unions[{number}]"
        if not names:
            raise InputError(f"{place}: a union without members; leave it out")
        for name in names:
            if name not in rows:
                mend = suggestion(str(name), game.members) or "write names from `members`"
                raise InputError(f"{place}: `{str(name)[:80]}` is no member; {mend}")
        check_once(names, place)
        for name in names:
            if name in taken:
                raise InputError(
                    f"{place}: `{name[:80]}` is in unions[{taken[name]}] too; leave it in one"
                )
            taken[name] = number
        found.append(tuple(rows[name] for name in names))
    found += [(row,) for name, row in rows.items() if name not in taken]
    return tuple(found)


def _wanted(names: Sequence[str] | None, with_unions: bool) -> tuple[str, ...]:
    if names is None:
        return INDICES if with_unions else tuple(n for n in INDICES if n not in UNION_INDICES)
    for name in names:
        if name not in INDICES:
            mend = suggestion(name, INDICES) or f"the indices are {', '.join(INDICES)}"
            raise InputError(f"`{name[:80]}` is no index; {mend}")
        if name in UNION_INDICES and not with_unions:
            raise InputError(f"`{name}` needs unions: list them under `unions` in the file")
    return tuple(name for name in INDICES if name in names)


def _index(name: str, evidence: Evidence, blocs: tuple[tuple[int, ...], ...]) -> Index:
    if name in UNION_INDICES:
        return _of_unions(name, evidence.game, blocs)
    if name == "shapley_shubik":
        return _shapley_shubik(evidence)
    if name in SWING_INDICES:
        return _of_swings(name, evidence.swung)
    if name == "johnston":
        if evidence.broken is None:
            return Index(name, None, None, LIMITS["johnston"], None)
        method, times = evidence.broken
        return _exact(name, johnston(times), method)
    least = evidence.least
    if least is None:
        return Index(name, None, None, LIMITS["minimal"], None)
    if name == "deegan_packel":
        return _exact(name, deegan_packel(least.by_size, least.number), least.method)
    return _exact(name, holler_packel([sum(sizes) for sizes in least.by_size]), least.method)


def _exact(name: str, values: tuple[Fraction, ...], method: str) -> Index:
    return Index(name, tuple(map(float, values)), values, method, 0.0)


def _of_swings(name: str, swung: Swung | None) -> Index:
    if swung is None:
        return Index(name, None, None, LIMITS["swings"], None)
    if swung.swings is not None and swung.winning is not None:
        swings, winning = swung.swings, swung.winning
        by_name: dict[str, Callable[[], tuple[Fraction, ...]]] = {
            "banzhaf": lambda: banzhaf(swings),
            "banzhaf_normalised": lambda: banzhaf_normalised(swings),
            "coleman_initiate": lambda: coleman_initiate(swings, winning),
            "coleman_prevent": lambda: coleman_prevent(swings, winning),
        }
        return _exact(name, by_name[name](), swung.method)
    assert swung.chances is not None
    assert swung.passes is not None
    by = {
        "banzhaf": 1.0,
        "banzhaf_normalised": sum(swung.chances),
        "coleman_initiate": 2 * (1 - swung.passes),
        "coleman_prevent": 2 * swung.passes,
    }[name]
    values = tuple(chance / by for chance in swung.chances)
    return Index(name, values, None, swung.method, GRID_ERROR / min(by, 1.0))


def _shapley_shubik(evidence: Evidence) -> Index:
    if evidence.by_size is not None:
        method, swings = evidence.by_size
        return _exact("shapley_shubik", shapley_shubik(swings), method)
    if evidence.integral is None:
        return Index("shapley_shubik", None, None, LIMITS["shapley_shubik"], None)
    method, integral = evidence.integral
    return Index("shapley_shubik", integral.values, None, method, integral.error)


def _of_unions(name: str, game: Game, blocs: tuple[tuple[int, ...], ...]) -> Index:
    if not unions.can_swing(game, blocs):
        weighted = game.weighted
        if weighted is None or not two_levels.can_integrate(weighted, blocs):
            return Index(name, None, None, LIMITS["unions"], None)
        value = two_levels.owen if name == "owen" else two_levels.banzhaf_owen
        integral = value(weighted, blocs)
        return Index(name, integral.values, None, in_nodes(integral), integral.error)
    swings = unions.union_swings(game, blocs)
    values = owen(swings) if name == "owen" else banzhaf_owen(swings)
    return _exact(name, values, "exact, from the sets of unions and of members of each")
