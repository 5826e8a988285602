"""Aid for tests."""

from __future__ import annotations

import datetime as dt

from willing.models.aid.setting import Setting, read_setting
from willing.scenario.aid import Aid

FOUR = {"USA": {"military": 60, "financial": 30}, "DEU": {"military": 10}, "FRA": {"military": 5},
        "GBR": {"military": 5, "financial": 10}}  # fmt: skip


def setting(**fields: object) -> Setting:
    """Four donors over 24 months, with what else is said of them."""
    noun = Aid.model_validate({"donors": FOUR, "months": 24, **fields})
    return read_setting(noun, on=dt.date(2025, 3, 1), recipient="UKR")
