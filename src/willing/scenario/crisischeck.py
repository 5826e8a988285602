"""Does the crisis of a scenario make sense: its parameters, one by one?"""

from __future__ import annotations

from collections.abc import Iterator

from willing.reference.countries import country_name
from willing.reference.crisis import LARGEST, LEAST_FORCE, PARAMETERS
from willing.scenario.crisis import Crisis
from willing.scenario.noun import Spanned
from willing.scenario.problems import Place, Severity, suggestion

Finding = tuple[Severity, Place, str, str]
"""Severity, place, message, mend."""


def crisis_problems(crisis: Crisis) -> Iterator[Finding]:
    """What is wrong with the parameters and weights of a crisis."""
    at = Place(("crisis", "parameters"))
    for name in crisis.parameters:
        if name not in PARAMETERS:
            mend = suggestion(name, PARAMETERS) or f"there are {', '.join(PARAMETERS)}"
            place = Place((*at.steps, name), key=True)
            yield "error", place, f"no parameter `{name[:80]}`", mend
            continue
        for number in span_of(crisis, name):
            if found := out_of_range(name, number):
                yield "error", at / name, *found
                break
    for kind, weight in crisis.weights.items():
        if weight > LARGEST:
            place = Place(("crisis", "weights", kind))
            yield "error", place, f"{weight:g} is above {LARGEST:g}", "write smaller weights"
    if crisis.weights and not any(crisis.weights.values()):
        place = Place(("crisis", "weights"))
        yield "error", place, "no kind counts for anything", "give one of them a weight above 0"


def unknown_force(adversary: str | None) -> tuple[str, str]:
    """What is wrong, and the mend, where nobody knows the force of the adversary."""
    mend = "write it under `crisis: parameters:`, in the unit of the coalition's"
    if not adversary:
        return "no force is known: there is no adversary", mend
    return f"no force of {country_name(adversary)} is known", mend


def out_of_range(name: str, number: float) -> tuple[str, str] | None:
    """What is wrong with a number of a parameter, and the mend; None where nothing is.

    >>> out_of_range("response_cost", -1.0)
    ('-1 is below 0', 'write 0 or more')
    """
    meaning = PARAMETERS[name]
    if number < meaning.low:
        return f"{number:g} is below {meaning.low:g}", f"write {meaning.low:g} or more"
    if number > meaning.high:
        return f"{number:g} is above {meaning.high:g}", f"write {meaning.high:g} or less"
    if number > LARGEST:
        return f"{number:g} is above {LARGEST:g}", "write it in a larger unit"
    if name == "adversary_force" and number < LEAST_FORCE:
        return f"{number:g} is no force", f"write {LEAST_FORCE:g} or more"
    return None


def span_of(crisis: Crisis, name: str) -> tuple[float, ...]:
    """The numbers of a parameter, as they stand in the file."""
    given = crisis.parameters[name]
    value = given.value if isinstance(given, Spanned) else given
    return value if isinstance(value, tuple) else (value,)
