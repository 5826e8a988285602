"""Where would each issue of a scenario end? The forecast, with every model beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from willing.errors import InputError
from willing.models.bargaining.bargain import Bargain, Question, Standing, bargain
from willing.models.bargaining.exchange.agenda import shared_issues
from willing.models.bargaining.exchange.files import scenario_agenda
from willing.models.bargaining.exchange.spread import exchange_spread
from willing.models.bargaining.expected_utility import expected_utility
from willing.models.bargaining.forecast import Forecast
from willing.models.bargaining.from_scenario import scenario_inputs
from willing.models.bargaining.readings import READINGS
from willing.models.bargaining.record import RECORD
from willing.scenario.issuecheck import is_complete
from willing.scenario.scenario import Scenario

LEAST_WRONG = "bdm94_like"
"""The reading of expected utility with the smallest error in `models.bargaining.record`."""

DRAWS = 1_000
"""Draws of uncertain inputs: half a second an issue."""

RUNS = 100
"""Runs of the exchange of positions, all issues together."""


@dataclass(frozen=True, slots=True)
class IssueActor:
    """An actor's position, its salience in [0, 1], and its share of the weight.

    `moved`: where it stands after ten rounds of the expected-utility model, by the reading that has
    been least wrong.
    """

    actor: str
    position: float
    salience: float
    weight: float
    moved: float


@dataclass(frozen=True, slots=True)
class IssueForecast:
    """The forecast of one issue, on its own scale.

    `labels`: what points of the scale mean. `reference`: what holds without an agreement.
    `quantiles`: those of 1% to 99%, over what past issues leave open and, where there are `draws`,
    over the uncertain inputs. `models`: what each model says, and its mean absolute error on past
    issues in points of 100.
    """

    issue: str
    title: str
    low: float
    high: float
    labels: Mapping[str, str]
    reference: float | None
    actors: tuple[IssueActor, ...]
    mean: float
    quantiles: tuple[float, ...]
    draws: int
    models: tuple[Standing, ...]

    def interval(self, percent: int) -> tuple[float, float]:
        """The central interval of an even percentage from 2 to 98."""
        tail = (100 - percent) // 2
        return self.quantiles[tail - 1], self.quantiles[99 - tail]


def issue_forecasts(scenario: Scenario, *, seed: int) -> tuple[IssueForecast, ...]:
    """The forecast of every issue that has all that it needs; of the others `check` warns.

    Raises `InputError` for an issue that is wrong.
    """
    together = _exchanged(scenario, seed)
    return tuple(
        _forecast(scenario, name, seed, together.get(name, ()))
        for name, issue in scenario.issues.items()
        if is_complete(issue)
    )


def _exchanged(scenario: Scenario, seed: int) -> dict[str, tuple[Standing, ...]]:
    """What an exchange of positions says of each issue that shares actors with another.

    Nothing where there are too many of both for it.
    """
    try:
        agenda = scenario_agenda(scenario)
    except InputError:
        return {}
    found = exchange_spread(agenda, seed=seed, draws=RUNS)
    means = {"exchange": found.outcome, "exchange, next round": found.wished}
    return {
        name: tuple(
            Standing(model, of[place].mean, RECORD[model].error) for model, of in means.items()
        )
        for place, name in enumerate(agenda.titles)
        if name in shared_issues(agenda)
    }


def _forecast(
    scenario: Scenario, name: str, seed: int, together: tuple[Standing, ...]
) -> IssueForecast:
    found = bargain(
        scenario_inputs(scenario, name), Question(model="forecast", seed=seed, draws=DRAWS)
    )
    mean, quantiles, draws = _distribution(found)
    issue, total = found.issue, sum(found.issue.weights)
    moved = expected_utility(issue, readings=[READINGS[LEAST_WRONG]]).paths[0].positions[-1]
    return IssueForecast(
        issue=name,
        title=scenario.issues[name].title or name.replace("_", " "),
        low=issue.low,
        high=issue.high,
        labels={f"{point:.15g}": label for point, label in found.inputs.labels},
        reference=issue.reference,
        actors=tuple(
            IssueActor(
                actor, issue.positions[row], issue.saliences[row], weight / total, moved[row]
            )
            for row, (actor, weight) in enumerate(zip(issue.actors, issue.weights, strict=True))
        ),
        mean=mean,
        quantiles=quantiles,
        draws=draws,
        models=found.standings + together,
    )


def _distribution(found: Bargain) -> tuple[float, tuple[float, ...], int]:
    """Mean and quantiles, and over how many draws."""
    if found.spreads:
        spread = found.spreads[0][-1]
        return spread.mean, spread.quantiles, spread.draws
    assert isinstance(found.result, Forecast)
    return found.result.mean, found.result.quantiles, 0
