"""What both engines of position exchange go by."""

from __future__ import annotations

SCALE = 100
"""Positions are from 0 to 100 inside."""

LEAST = 1e-10
"""Smaller steps and gains are none."""

DIGITS = 28
"""Of exact runs: those of decide."""

TIE_PLACES = 11
"""Gains in floats that agree to so many places are a tie."""

FIXED, SALIENT = 0.1, 0.4
"""Who voted away from its position is won over to it in part: 0.1 + 0.4 (1 - salience)."""
