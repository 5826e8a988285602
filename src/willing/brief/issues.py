"""Where would it end: each issue's forecast, the actors on its scale, and every model beside it."""

from __future__ import annotations

from collections.abc import Iterator

from willing.brief.blocks import Band, BandMark, Block, Fold, Prose, Section, Table
from willing.brief.material import Material
from willing.brief.words import capital, on_scale
from willing.outlook.issues import IssueForecast

MODELS = {
    "forecast": "Forecast (mean)",
    "compromise": "Compromise: weighted mean",
    "compromise, equal capability": "Mean by salience alone",
    "compromise, equal salience": "Mean by capability alone",
    "mean of the positions": "Plain mean of the positions",
    "median": "Weighted median",
    "nash": "Nash bargaining",
    "nash, quadratic loss": "Nash bargaining, quadratic loss",
    "nash, reference point": "Nash bargaining from the status quo",
    "nash, soft reference point": "Nash bargaining from the status quo, soft",
    "expected_utility, scholz_code": "Expected utility, as computed by Scholz et al. (2011)",
    "expected_utility, literal": "Expected utility, as printed by Scholz et al. (2011)",
    "expected_utility, order_least": "Expected utility, least moves first",
    "expected_utility, bdm94_like": "Expected utility, near Bueno de Mesquita (1994)",
    "spatial_model": "Spatial Model of Politics",
    "exchange": "Exchange of positions between the issues",
    "exchange, next round": "Exchange of positions, carried into a next round",
}
"""What readers call the models."""

MIDDLE = "; forecast and exchange are means over draws, the others have every input at its middle"

GROUND = (
    "Such a forecast rests on where 258 past decisions of the European Union ended among the "
    "positions of those who took part; elsewhere it is an analogy. No other model below has been "
    "clearly nearer there than the mean of the positions, weighted by capability and salience."
)
"""What the forecasts rest on; said once."""


def issues_section(material: Material) -> Section | None:
    """One part for each issue; None where the scenario has none."""
    forecasts = material.outlook.issues
    if not forecasts:
        return None
    several = len(forecasts) > 1
    asked = "where would it end?"
    title = asked.capitalize() if several else f"{issue_title(forecasts[0])}: {asked}"
    blocks = [
        block
        for place, found in enumerate(forecasts)
        for block in _issue(material, found, several=several, first=place == 0)
    ]
    return Section("issues", title, tuple(blocks))


def _issue(
    material: Material, found: IssueForecast, *, several: bool, first: bool
) -> Iterator[Block]:
    low, high = (_point(found, end) for end in found.interval(80))
    lead = f"{issue_title(found)}: if" if several else "If"
    yield Prose(
        f"{lead} it is agreed, the forecast is about {_point(found, found.mean)} on a scale from "
        f"{scale_end(found, found.low)} to {scale_end(found, found.high)}, and in eight cases of "
        f"ten between {low} and {high}." + (f" {GROUND}" if first else "")
    )
    yield Band(
        title=f"{issue_title(found)}: positions and forecast",
        text=(
            "Where each actor stands, larger with more weight (capability times salience). Dark "
            "band: half of the cases; light band: eight of ten; line: the mean. Rings: where the "
            "expected-utility model would move each actor in ten rounds, by the reading that has "
            "been least wrong."
        ),
        low=found.low,
        high=found.high,
        mean=found.mean,
        half=found.interval(50),
        most=found.interval(80),
        marks=tuple(
            BandMark(material.name(one.actor), one.position, one.weight, one.moved)
            for one in sorted(found.actors, key=lambda one: (one.position, one.actor))
        ),
    )
    yield Fold("What other models say, and how wrong each has been", (_models(found),))


def _models(found: IssueForecast) -> Table:
    rows = tuple(
        (
            MODELS.get(one.model, one.model.replace("_", " ").capitalize()),
            scale_number(found, found.mean if one.model == "forecast" else one.outcome),
            f"{one.error:.0f}" if one.error is not None else "—",
        )
        for one in found.models
    )
    return Table(
        caption="Models side by side; error: mean distance from the outcome on 258 past decisions, "
        "in points of a scale of 100" + (MIDDLE if found.draws else ""),
        columns=("Model", "Says", "Error"),
        rows=rows,
        numeric=(1, 2),
    )


def issue_title(found: IssueForecast) -> str:
    """The title of an issue, to begin a sentence."""
    return capital(found.title)


def _point(found: IssueForecast, value: float) -> str:
    """A number on the scale, with its label where it stands on one."""
    number = scale_number(found, value)
    near = [
        label
        for point, label in found.labels.items()
        if abs(float(point) - value) <= 0.02 * (found.high - found.low)
    ]
    return f"{number} ({near[0]})" if near else number


def scale_end(found: IssueForecast, value: float) -> str:
    """An end of the scale, with its label."""
    label = found.labels.get(f"{value:.15g}", "")
    return f"{value:.15g} ({label})" if label else f"{value:.15g}"


def scale_number(found: IssueForecast, value: float) -> str:
    """A number with the digits that its scale deserves."""
    return on_scale(value, found.high - found.low)
