"""One issue, one model: its result, what the others say, and how right each has been."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from willing.errors import InputError
from willing.models.bargaining.compromise import Compromise, compromise
from willing.models.bargaining.distribution import Distribution, distribution
from willing.models.bargaining.expected_utility import ROUNDS, ExpectedUtility, expected_utility
from willing.models.bargaining.forecast import Forecast, forecast
from willing.models.bargaining.inputs import Inputs, central
from willing.models.bargaining.issue import Issue
from willing.models.bargaining.levers import Levers, levers
from willing.models.bargaining.median import Median, median
from willing.models.bargaining.nash import Nash, nash
from willing.models.bargaining.outcomes import MODELS, Method
from willing.models.bargaining.readings import READINGS, reading
from willing.models.bargaining.record import RECORD
from willing.models.bargaining.sobol import Sobol, sobol
from willing.models.bargaining.spatial_model.spatial_issue import from_issue
from willing.models.bargaining.spatial_model.spatial_model import spatial_model
from willing.models.bargaining.tornado import Bar, tornado

IN_SPACE = (3, 40)
"""The spatial model takes no fewer actors, and with more it would take seconds: outside of these it
does not stand beside the others.
"""

Result = Compromise | Median | Nash | ExpectedUtility | Forecast


@dataclass(frozen=True, slots=True)
class Standing:
    """What one model says, and its mean absolute error on past issues, where that is known.

    That of expected utility is known after ten turns only.
    """

    model: str
    outcome: float
    error: float | None


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about an issue.

    `reading`: one of expected utility, "all" for the band. `draws` of the inputs, where any is
    uncertain. `tornado`, `sobol`: whether these are wanted; `actor`: whose levers.
    """

    model: str = "forecast"
    reading: str = "all"
    rounds: int = ROUNDS
    seed: int = 1
    draws: int = 10_000
    tornado: bool = False
    sobol: bool = False
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Bargain:
    """The answer. `standings`: all models side by side. `spreads`: over the draws, by method, for
    expected utility by turn; empty where every input is a single number.
    """

    question: Question
    inputs: Inputs
    issue: Issue
    result: Result
    standings: tuple[Standing, ...]
    spreads: tuple[tuple[Distribution, ...], ...] = ()
    tornado: tuple[Bar, ...] = ()
    sobol: Sobol | None = None
    levers: Levers | None = None


def bargain(
    inputs: Inputs, question: Question, *, tell: Callable[[int], None] = lambda _draws: None
) -> Bargain:
    """What a model says about an issue. Raises `InputError`."""
    if question.model not in MODELS:
        raise InputError(f"model `{question.model[:80]}`: write one of {', '.join(MODELS)}")
    issue = central(inputs)
    methods = methods_of(question)
    several = expected_utility(issue, rounds=question.rounds)
    return Bargain(
        question=question,
        inputs=inputs,
        issue=issue,
        result=_result(issue, question),
        standings=tuple(_standings(issue, several, question.rounds)),
        spreads=tuple(
            distribution(inputs, method, seed=question.seed, draws=question.draws, tell=tell)
            for method in methods
        )
        if inputs.uncertain
        else (),
        tornado=tornado(inputs, methods[0]) if question.tornado else (),
        sobol=sobol(inputs, methods[0], seed=question.seed) if question.sobol else None,
        levers=levers(inputs, question.actor, methods[0]) if question.actor else None,
    )


def methods_of(question: Question) -> tuple[Method, ...]:
    """The model that is asked for; of expected utility, one for each reading.

    Sensitivities are those of the first.
    """
    if question.model != "expected_utility":
        return (Method(question.model),)
    names = READINGS if question.reading == "all" else [question.reading]
    return tuple(Method(question.model, reading(name), question.rounds) for name in names)


def _result(issue: Issue, question: Question) -> Result:
    if question.model == "expected_utility":
        readings = [method.reading for method in methods_of(question)]
        return expected_utility(issue, readings=readings, rounds=question.rounds)
    ways: dict[str, Callable[[Issue], Result]] = {
        "forecast": forecast,
        "compromise": compromise,
        "median": median,
        "nash": nash,
    }
    return ways[question.model](issue)


def _standings(issue: Issue, several: ExpectedUtility, rounds: int) -> Iterator[Standing]:
    """All models. The forecast has no error here: it was fitted to those issues."""
    yield Standing("forecast", forecast(issue).mean, None)
    of = compromise(issue)
    outcomes: dict[str, float | None] = {
        "compromise": of.outcome,
        "compromise, equal capability": of.by_salience,
        "compromise, equal salience": of.by_capability,
        "mean of the positions": of.unweighted,
        "median": median(issue).outcome,
        "nash": nash(issue).outcome,
        "nash, quadratic loss": nash(issue, loss="quadratic").outcome,
    }
    if issue.reference is not None:
        outcomes["nash, reference point"] = nash(issue, failure="reference").outcome
        outcomes["nash, soft reference point"] = nash(issue, failure="soft").outcome
    for model, outcome in outcomes.items():
        if outcome is not None:
            yield Standing(model, outcome, RECORD[model].error)
    for path in several.paths:
        model = f"expected_utility, {path.reading}"
        yield Standing(model, path.outcome, RECORD[model].error if rounds == ROUNDS else None)
    if IN_SPACE[0] <= issue.size <= IN_SPACE[1]:
        last = spatial_model(from_issue(issue)).outcome[0]
        if last is not None:
            yield Standing("spatial_model", last, RECORD["spatial_model"].error)
