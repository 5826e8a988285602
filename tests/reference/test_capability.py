"""Capability: figures that are there, and defaults that follow their stated rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from willing.reference.capability import default_amount, gdp_usd, personnel, population
from willing.reference.countries import states
from willing.reference.tables import table
from willing.reference.vocabulary import KINDS, PRESENCE, unit_of

ACTORS = st.sampled_from(sorted(states())) | st.sampled_from(["eu", "nato", "acme"])
KIND = st.sampled_from([*KINDS, "support", "methane"])


def test_every_state_is_listed_once_and_nobody_else() -> None:
    codes = [row["code"] for row in table("capability")]
    assert sorted(codes) == sorted(states())
    assert len(codes) == len(set(codes))


def test_figures_are_of_the_right_size() -> None:
    assert 25e12 < (gdp_usd("USA") or 0) < 32e12
    assert 3e12 < (gdp_usd("GBR") or 0) < 4e12
    assert 80e6 < (population("DEU") or 0) < 86e6
    assert personnel("FRA") == 203_000
    assert personnel("ISL") == 0
    assert gdp_usd("TWN") is None
    assert population("acme") is None


def test_ground_troops_are_a_share_of_the_active_personnel() -> None:
    amount, origin = default_amount("POL", "ground_troops")
    assert amount == (280.0, 1100.0, 3400.0)  # 0.25, 1 and 3 percent of 114,000, two figures
    assert origin.startswith("data: ")
    assert "114,000" in origin


def test_no_contingent_is_larger_than_any_seen() -> None:
    amount, origin = default_amount("CHN", "ground_troops")
    assert amount == (1000.0, 4000.0, 10000.0)
    assert "capped" in origin


def test_money_is_a_share_of_gdp_in_euros() -> None:
    amount, _ = default_amount("GBR", "finance")
    assert isinstance(amount, tuple)
    assert amount[1] == pytest.approx((gdp_usd("GBR") or 0) / 1.0813 / 1e6 * 0.001, rel=0.05)
    assert default_amount("GBR", "weapons")[0] == amount


def test_a_missing_figure_is_said() -> None:
    for kind in ("ground_troops", "air", "finance"):
        assert "no figure for European Union" in default_amount("eu", kind)[1]


@given(ACTORS, KIND)
def test_every_default_is_usable(code: str, kind: str) -> None:
    amount, origin = default_amount(code, kind)
    assert origin.startswith("data: ")
    if unit_of(kind) == PRESENCE:
        assert amount == 1.0
    else:
        assert isinstance(amount, tuple)
        least, usual, most = amount
        assert 0 <= least <= usual <= most
        assert least < most


@given(st.sampled_from(sorted(states())), st.sampled_from(sorted(states())))
def test_larger_forces_send_no_fewer(one: str, other: str) -> None:
    if (personnel(one) or 1) <= (personnel(other) or 0):
        fewer, _ = default_amount(one, "ground_troops")
        more, _ = default_amount(other, "ground_troops")
        assert isinstance(fewer, tuple)
        assert isinstance(more, tuple)
        assert all(a <= b for a, b in zip(fewer, more, strict=True)) or personnel(one) is None
