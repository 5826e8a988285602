"""From the rule of a file to an explicit tree: who counts, with which weight, up to which quota.

    leaf = {quota, chamber, weights, counts, against}

Without `weights` each member counts once; `chamber` restricts the count to its seats; `weights`
are a name that the body declares, or numbers by member; `quota` is a number or a share of the
total ("65%", "2/3", "more than half").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from willing.errors import InputError
from willing.reference.bodyfields import nearest
from willing.reference.named_rules import Tree
from willing.reference.quota import SHARES, as_number, as_written, quota_of, total_of

MOST_MEMBERS = 2_000
"""Members of one body on one day."""

MAX_DEPTH = 20
MOST_NODES = 300
"""Rules within a rule, those that a YAML alias repeats counted each time."""

MOST_COUNTED = 20_000
"""Parts of a rule times members of the body: each part may weigh each member."""

MOST_WEIGHT = 1e15
FORMS = (
    "{quota: 2/3}, {weights: votes, quota: 65%}, {all: [...]}, {any: [...]} or {k: 2, of: [...]}"
)

_LEAF = frozenset({"quota", "chamber", "weights", "counts", "against"})
_GATES = {"all": frozenset({"all", "counts"}), "any": frozenset({"any", "counts"}),
          "of": frozenset({"of", "k", "counts"})}  # fmt: skip

Weights = Mapping[str, int | float]


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who sits on a day: members, those of each chamber, weights by name, and delegations.

    `ever`: all that were members on any day; their weights may stay in the file.
    """

    members: tuple[str, ...]
    chambers: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, Weights]
    ever: frozenset[str]
    delegations: Mapping[str, tuple[str, ...]]

    @property
    def voter(self) -> dict[str, str]:
        """The delegation that casts the vote of each member in one."""
        return {member: name for name, members in self.delegations.items() for member in members}

    @property
    def voters(self) -> tuple[str, ...]:
        """The members, those of a delegation as one."""
        voter = self.voter
        return tuple(dict.fromkeys(voter.get(member, member) for member in self.members))


def check_rule(tree: Any, place: str) -> None:
    """Raises `InputError` for a tree of another form, too deep or too large."""
    _check(tree, place, 0, [MOST_NODES])


def check_weight(weight: Any, place: str) -> None:
    """Raises `InputError` for what is no weight."""
    number = isinstance(weight, int | float) and not isinstance(weight, bool)
    if number and weight < 0:
        raise InputError(f"{place}: {weight:g} is a negative weight; write 0 or a number above it")
    if not number or not 0 <= weight < MOST_WEIGHT:
        raise InputError(f"{place}: this is no weight; write a number from 0 to 1e15")


def explicit(tree: Any, sitting: Sitting, place: str) -> Tree:
    """The tree with the weight of every voter written out. Raises `InputError`.

    Weights of a delegation are the sum of its members'.
    """
    if size(tree) * len(sitting.members) > MOST_COUNTED:
        raise InputError(
            f"{place}: parts of the rule times members are beyond the limit of {MOST_COUNTED:,}; "
            "write it more simply"
        )
    return _explicit(tree, sitting, place)


def size(tree: Any) -> int:
    """How many rules there are within a rule, itself among them."""
    gate = next((gate for gate in _GATES if gate in tree), None)
    return 1 + sum(size(part) for part in tree[gate] if not isinstance(part, str)) if gate else 1


def _explicit(tree: Any, sitting: Sitting, place: str) -> Tree:
    found = {field: value for field, value in tree.items() if field in ("k", "counts", "against")}
    gate = next((gate for gate in _GATES if gate in tree), None)
    if gate is None:
        return {**_count(tree, sitting, place), **found}
    parts: list[Any] = []
    for index, part in enumerate(tree[gate]):
        at = f"{place}.{gate}[{index}]"
        if isinstance(part, str):
            _check_name(part, sitting.members, "member", at)
            parts.append(sitting.voter.get(part, part))
        else:
            parts.append(_explicit(part, sitting, at))
    return {gate: parts, **found}


def _count(tree: Mapping[str, Any], sitting: Sitting, place: str) -> Tree:
    weights = _merged(_weights(tree, sitting, place), sitting)
    exact = [as_written(weight) for weight in weights.values()]
    quota = _quota(tree["quota"], exact, place)
    total = total_of(exact)
    if quota > total:
        raise InputError(
            f"{place}.quota: {float(quota):g} is above the total weight {float(total):g}: nothing "
            f"could ever pass; write at most {float(total):g}"
        )
    if quota < 0 or (quota == 0 and not tree.get("against")):
        raise InputError(
            f"{place}.quota: {float(quota):g} is met when nobody votes yes; write a number above 0"
        )
    return {"weights": weights, "quota": as_number(quota), "counts": tree.get("counts", "yes")}


def _quota(given: Any, weights: list[Fraction], place: str) -> Fraction:
    if not isinstance(given, str):
        return as_written(given)
    found = quota_of(given, weights)
    if found is None:
        raise InputError(f"{place}.quota: `{given[:40]}` is no share; write {SHARES}, or a number")
    return found


def _weights(tree: Mapping[str, Any], sitting: Sitting, place: str) -> dict[str, int | float]:
    who = sitting.members
    if "chamber" in tree:
        _check_name(tree["chamber"], sitting.chambers, "chamber", f"{place}.chamber")
        who = sitting.chambers[tree["chamber"]]
    given = tree.get("weights")
    if given is None:
        return dict.fromkeys(who, 1)
    if isinstance(given, str):
        _check_name(given, sitting.weights, "weights", f"{place}.weights")
        named = sitting.weights[given]
        missing = [member for member in who if member not in named]
        if missing:
            raise InputError(
                f"{place}.weights: `{given[:80]}` has none for {', '.join(missing)[:200]}; write "
                "one, 0 where it has no say"
            )
        given = named
    for member in given:
        _check_name(member, sitting.ever, "member", f"{place}.weights")
    return {member: given[member] for member in who if member in given}


def _merged(weights: Weights, sitting: Sitting) -> dict[str, int | float]:
    voter = sitting.voter
    if not voter:
        return dict(weights)
    sums: dict[str, Fraction] = {}
    for member, weight in weights.items():
        name = voter.get(member, member)
        sums[name] = sums.get(name, Fraction(0)) + as_written(weight)
    return {name: as_number(weight) for name, weight in sums.items()}


def _check_name(name: Any, known: Iterable[str], what: str, place: str) -> None:
    if isinstance(name, str) and name in known:
        return
    none = "there are no" if what == "weights" else f"there is no {what}"
    raise InputError(f"{place}: {none} `{str(name)[:80]}`; {nearest(name, sorted(known))}")


def _check(tree: Any, place: str, depth: int, left: list[int]) -> None:
    left[0] -= 1
    if depth > MAX_DEPTH or left[0] < 0:
        raise InputError(
            f"{place[:80]}: rules go at most {MAX_DEPTH} deep and have at most {MOST_NODES} parts; "
            "write it more simply"
        )
    if not isinstance(tree, Mapping):
        raise InputError(f"{place}: this is no rule; write {FORMS}")
    keys = set(tree)
    gate = next((gate for gate, fields in _GATES.items() if gate in keys <= fields), None)
    if gate is not None:
        _check_gate(tree, gate, place, depth, left)
    elif {"quota"} <= keys <= _LEAF:
        _check_leaf(tree, place)
    else:
        fields = ", ".join(map(str, tree))[:80]
        raise InputError(f"{place}: no rule has the fields {fields}; write {FORMS}")
    if tree.get("counts", "yes") not in ("yes", "not_no"):
        raise InputError(f"{place}.counts: unknown way to count; write yes or not_no")


def _check_gate(
    tree: Mapping[str, Any], gate: str, place: str, depth: int, left: list[int]
) -> None:
    parts = tree[gate]
    if not isinstance(parts, list) or not parts:
        raise InputError(f"{place}.{gate}: a list of rules is missing; write {FORMS}")
    k = tree.get("k", 1)
    if not isinstance(k, int) or isinstance(k, bool) or not 1 <= k <= len(parts):
        raise InputError(f"{place}.k: so many rules cannot hold; write 1 to {len(parts)}")
    if gate == "of" and "k" not in tree:
        raise InputError(f"{place}.k: is missing; write how many of them must hold")
    for index, part in enumerate(parts):
        if not isinstance(part, str):
            _check(part, f"{place}.{gate}[{index}]", depth + 1, left)


def _check_leaf(tree: Mapping[str, Any], place: str) -> None:
    quota, weights, against = tree["quota"], tree.get("weights"), tree.get("against", 0)
    number = isinstance(quota, int | float) and not isinstance(quota, bool)
    if not isinstance(quota, str) and not (number and -MOST_WEIGHT < quota < MOST_WEIGHT):
        raise InputError(f"{place}.quota: this is no quota; write {SHARES}, or a number")
    if not isinstance(against, int) or isinstance(against, bool) or not 0 <= against <= 100:
        raise InputError(f"{place}.against: write a whole number from 0 to 100")
    if isinstance(weights, Mapping):
        for member, weight in weights.items():
            check_weight(weight, f"{place}.weights.{str(member)[:80]}")
    elif weights is not None and not isinstance(weights, str):
        raise InputError(f"{place}.weights: write the name of weights, or {{A: 2, B: 1}}")
