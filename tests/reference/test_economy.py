"""GDP, population and exchange rates by year."""

from __future__ import annotations

import pytest

from willing.reference.capability import military_spending
from willing.reference.countries import states
from willing.reference.economy import EUR_USD, gdp, latest_gdp, population, years
from willing.reference.tables import table


def test_only_states_and_each_year_once() -> None:
    keys = [(row["code"], row["year"]) for row in table("economy")]
    assert len(keys) == len(set(keys))
    assert {code for code, _ in keys} <= states()


def test_figures_that_everybody_knows() -> None:
    assert gdp("USA", 2021) == pytest.approx(23.6e12, rel=0.01)
    assert population("DEU", 2022) == pytest.approx(83.8e6, rel=0.02)
    assert gdp("TWN", 2023) is None and latest_gdp("TWN", 2023) is None
    assert military_spending("USA") > 5e11


def test_the_latest_figure_up_to_a_year() -> None:
    assert latest_gdp("YEM", 2023)[1] < 2023
    assert latest_gdp("USA", 2020) == (gdp("USA", 2020), 2020)


def test_every_year_has_a_rate() -> None:
    assert set(years()) <= set(EUR_USD)
