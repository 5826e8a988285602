"""Draws depend on seed, world and name alone; quantiles are the published ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from willing.errors import InputError
from willing.models.draws import (
    lognormal,
    normals,
    triangular,
    uniforms,
    variable_key,
)
from willing.models.normal import cumulative, quantile

MASK = (1 << 64) - 1


def philox4x64(counter: int, key: tuple[int, int]) -> list[int]:
    """Ten rounds of Philox 4x64 (Salmon et al. 2011, section 3.3), written from the paper."""
    x = [(counter >> (64 * i)) & MASK for i in range(4)]
    k0, k1 = key
    for _ in range(10):
        left, right = x[0] * 0xD2E7470EE14C6C93, x[2] * 0xCA5A826395121157
        x = [
            (right >> 64) ^ x[1] ^ k0,
            right & MASK,
            (left >> 64) ^ x[3] ^ k1,
            left & MASK,
        ]
        k0, k1 = (k0 + 0x9E3779B97F4A7C15) & MASK, (k1 + 0xBB67AE8584CAA73B) & MASK
    return x


def test_philox_known_answer() -> None:
    # kat_vectors of Random123: philox4x64 10 rounds, counter and key zero
    assert philox4x64(0, (0, 0)) == [
        0x16554D9ECA36314C,
        0xDB20FE9D672D0FDC,
        0xD7E772CEE186176B,
        0x7E68B68AEC7BA23B,
    ]


@pytest.mark.parametrize(("seed", "name"), [(0, "a"), (7, "event:truce"), (MASK, "actor:FRA")])
def test_uniforms_are_philox_of_seed_name_and_world(seed: int, name: str) -> None:
    words = [
        word for block in range(5) for word in philox4x64(block + 1, (seed, variable_key(name)))
    ]
    halves = [half for word in words for half in (word & 0xFFFFFFFF, word >> 32)]
    expected = [(half + 0.5) * 2.0**-32 for half in halves]
    assert uniforms(seed, name, 0, 40).tolist() == expected


@given(
    seed=st.integers(0, MASK),
    name=st.text(max_size=12),
    start=st.integers(0, 1 << 40),
    cuts=st.lists(st.integers(1, 9), min_size=1, max_size=6),
)
@settings(max_examples=60, deadline=None)
def test_blocks_do_not_matter(seed: int, name: str, start: int, cuts: list[int]) -> None:
    whole = uniforms(seed, name, start, sum(cuts))
    at, parts = start, []
    for cut in cuts:
        parts.append(uniforms(seed, name, at, cut))
        at += cut
    assert np.array_equal(whole, np.concatenate(parts))
    assert ((whole > 0) & (whole < 1)).all()


def test_other_names_and_seeds_give_other_draws() -> None:
    draws = [uniforms(1, "a", 0, 4000), uniforms(1, "b", 0, 4000), uniforms(2, "a", 0, 4000)]
    assert np.abs(np.corrcoef(draws) - np.eye(3)).max() < 5 / np.sqrt(4000)
    for drawn in draws:
        assert stats.kstest(drawn, "uniform").pvalue > 1e-6


@pytest.mark.parametrize("seed", [-1, 1 << 64])
def test_impossible_seeds_are_refused(seed: int) -> None:
    with pytest.raises(InputError, match="seed"):
        uniforms(seed, "a", 0, 1)


def test_quantiles_agree_with_another_implementation() -> None:
    tails = 10.0 ** -np.arange(1.0, 17.0)
    p = np.concatenate([np.linspace(0.001, 0.999, 1999), tails, 1 - tails[:12]])
    assert quantile(p) == pytest.approx(special.ndtri(p), rel=1e-13, abs=1e-15)


@given(st.floats(-8, 8))
def test_cumulative(x: float) -> None:
    assert cumulative(x) == pytest.approx(float(special.ndtr(x)), rel=1e-12)


def test_normals_are_normal() -> None:
    assert stats.kstest(normals(3, "x", 0, 20000), "norm").pvalue > 1e-6


@pytest.mark.parametrize(("low", "mode", "high"), [(0, 1, 4), (2, 2, 3), (2, 3, 3), (1, 5, 6)])
def test_triangular_inverts_the_distribution(low: float, mode: float, high: float) -> None:
    u = np.linspace(0.001, 0.999, 101)
    expected = stats.triang((mode - low) / (high - low), low, high - low).ppf(u)
    assert triangular(u, low, mode, high) == pytest.approx(expected)


def test_a_triangle_of_no_width_is_a_number() -> None:
    assert triangular(np.array([0.1, 0.9]), 5, 5, 5).tolist() == [5, 5]


def test_lognormal_meets_its_percentiles() -> None:
    # symmetric on the log scale: all three are met
    assert lognormal(np.array([0.1, 0.5, 0.9]), 100, 400, 1600) == pytest.approx([100, 400, 1600])
    # otherwise the median and the ratio of the outer two
    p10, p50, p90 = lognormal(np.array([0.1, 0.5, 0.9]), 100, 300, 1600)
    assert p50 == pytest.approx(300)
    assert p90 / p10 == pytest.approx(16)
