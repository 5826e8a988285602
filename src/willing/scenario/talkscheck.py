"""Do the talks of a scenario make sense: who bargains, on what terms, over what else?"""

from __future__ import annotations

from collections.abc import Iterator

from willing.reference.countries import is_state
from willing.reference.talks import LARGEST, MOST_LINKS, TERMS
from willing.scenario.crisischeck import Finding
from willing.scenario.noun import Span, Spanned
from willing.scenario.problems import Place, suggestion
from willing.scenario.scenario import Scenario
from willing.scenario.talks import Talks, Values
from willing.scenario.tokens import is_name

AT = Place(("talks",))


def talks_problems(scenario: Scenario) -> Iterator[Finding]:
    """What is wrong with the parties, terms and links of the talks; none where there are none."""
    talks = scenario.talks
    if talks == Talks():
        return
    wrong = list(_parties(scenario))
    yield from wrong
    parties = () if wrong else parties_of(scenario)
    given = {name: getattr(talks, name) for name in ("patience", "risk", "power")}
    for name, values in given.items():
        yield from _terms(name, values, parties, AT / name)
    yield from _terms("cost", talks.delay.cost, parties, AT / "delay" / "cost")
    if talks.delay.drift is not None:
        yield from _numbers("drift", talks.delay.drift, AT / "delay" / "drift")
    yield from _links(talks)


def parties_of(scenario: Scenario) -> tuple[str, ...]:
    """Whom the adversary faces, and the adversary; () where one of them is missing."""
    question = scenario.initiative
    named = scenario.talks.parties or (question.beneficiary, question.adversary)
    both = sorted(named, key=lambda party: party == question.adversary)
    return tuple(both) if all(both) else ()


def parties_problem(scenario: Scenario) -> tuple[str, str] | None:
    """What is wrong with who bargains, and the mend; None where nothing is."""
    question, parties = scenario.initiative, scenario.talks.parties
    if not question.adversary:
        return "nobody to bargain with", "name the adversary in the initiative"
    if not parties:
        missing = "nobody bargains with the adversary"
        return None if question.beneficiary else (missing, "name the beneficiary, or two `parties`")
    if len(parties) != 2:
        return f"two bargain, not {len(parties)}", "write two actors, such as [UKR, RUS]"
    if parties[0] == parties[1]:
        return f"{parties[0][:80]} twice", "nobody bargains with itself: name two actors"
    if question.adversary not in parties:
        mend = f"one of the two must be the adversary, {question.adversary}"
        return "nobody of these is the adversary", mend
    return None


def span_of(value: Span | Spanned) -> tuple[float, ...]:
    """The numbers of a term, as they stand in the file."""
    plain = value.value if isinstance(value, Spanned) else value
    return plain if isinstance(plain, tuple) else (plain,)


def out_of_range(name: str, number: float) -> tuple[str, str] | None:
    """What is wrong with a number of a term, and the mend; None where nothing is.

    >>> out_of_range("patience", 1.0)
    ('1 is no patience', "write 0.01 to 0.9999: what a month's wait leaves of a gain")
    """
    meaning = TERMS[name]
    if meaning.low <= number <= meaning.high:
        return None
    mend = f"write {meaning.low:g} to {meaning.high:g}: {meaning.words}"
    return f"{number:g} is no {name}", mend


def _parties(scenario: Scenario) -> Iterator[Finding]:
    if found := parties_problem(scenario):
        yield "error", AT / "parties", *found
        return
    for index, code in enumerate(scenario.talks.parties):
        if code not in scenario.actors and not is_state(code):
            mend = suggestion(code, scenario.actors) or "declare it under `actors:`"
            yield "error", AT / "parties" / index, f"unknown actor `{code[:80]}`", mend


def _terms(name: str, values: Values, parties: tuple[str, ...], at: Place) -> Iterator[Finding]:
    for code, value in values.items():
        if parties and code not in parties:
            place = Place((*at.steps, code), key=True)
            mend = f"the parties are {' and '.join(parties)}"
            yield "error", place, f"`{code[:80]}` does not bargain", mend
        yield from _numbers(name, value, at / code)


def _numbers(name: str, value: Span | Spanned, place: Place) -> Iterator[Finding]:
    for number in span_of(value):
        if found := out_of_range(name, number):
            yield "error", place, *found
            return


def _links(talks: Talks) -> Iterator[Finding]:
    at = AT / "links"
    if len(talks.links) > MOST_LINKS:
        yield "error", at, f"{len(talks.links)} links", f"write {MOST_LINKS} at the most"
    for name, link in talks.links.items():
        place = at / name
        if not is_name(name):
            mend = "use letters, digits and `_`"
            key = Place(place.steps, key=True)
            yield "error", key, f"`{name[:80]}` cannot name a link", mend
        if not link.values:
            mend = "write what it is worth to whom, such as {UKR: -0.1, USA: 0.2}"
            yield "error", place / "values", "a link that is worth nothing to anybody", mend
        for code, value in link.values.items():
            if max(map(abs, span_of(value))) > LARGEST:
                mend = "write it in units of the crisis"
                yield "error", place / "values" / code, f"beyond {LARGEST:g}", mend
