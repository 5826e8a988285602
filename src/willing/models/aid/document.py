"""What the model of aid says as plain data, for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from willing.models.aid.relief import Relief, Replacement
from willing.models.aid.setting import Figure, Setting
from willing.models.aid.standing import Standing
from willing.reference.aid import KEYS
from willing.reference.countries import country_name


def plain(found: Relief) -> dict[str, Any]:
    """The answer; money in billions of `currency`, shares and probabilities in [0, 1]."""
    setting = found.setting
    return {
        "recipient": setting.recipient or None,
        "currency": setting.currency,
        "unit": f"{setting.currency} bn",
        "months": setting.months,
        "kinds": list(setting.kinds),
        "source": setting.source,
        "remarks": list(setting.remarks),
        "standing": _standing(found.standing),
        "assumptions": _assumptions(setting),
        "seed": found.seed,
        "worlds": found.worlds,
        "pauses": [_actor(one.donor) | asdict(one) for one in found.pauses],
        "p_pause": asdict(found.p) if found.p else None,
        "hole_per_month": asdict(found.monthly) if found.monthly else None,
        "hole_per_month_if_paused": asdict(found.if_paused) if found.if_paused else None,
        "commonest_pause": list(found.commonest),
        "hole_by_month": [asdict(one) for one in found.ahead],
        "keys": [_key(one) for one in found.keys],
    }


def _standing(found: Standing) -> dict[str, Any]:
    return {
        "total": found.total,
        "committed": found.committed,
        "herfindahl": found.all.herfindahl,
        "equivalent_donors": found.all.equivalent,
        "by_kind": {
            kind: {"herfindahl": one.herfindahl, "equivalent_donors": one.equivalent}
            for kind, one in found.by_kind.items()
        },
        "donors": [_actor(one.donor) | asdict(one) for one in found.donors],
        "by_month": dict(found.by_month),
    }


def _assumptions(setting: Setting) -> dict[str, Any]:
    return {
        "gdp_year": setting.year,
        "gdp_of_another_year": dict(setting.gdp_years),
        "usd_per_unit": _figure(setting.rate),
        "growth_percent": _figure(setting.growth),
        "cap_percent_of_gdp": _figure(setting.cap),
        "exempt": sorted(setting.exempt),
        "gave_little": list(setting.little),
        "gdp_unknown": list(setting.unknown),
    }


def _figure(one: Figure) -> dict[str, Any]:
    value = one.spread[0] if len(one.spread) == 1 else list(one.spread)
    return {"value": value, "source": one.source}


def _key(one: Replacement) -> dict[str, Any]:
    return {
        "key": one.key,
        "meaning": KEYS[one.key],
        "costs": [_actor(cost.donor) | asdict(cost) for cost in one.costs],
        "open": asdict(one.open),
        "p_open": one.p_open,
        "largest_hole": one.breaking.largest,
        "breaks_first": [
            {"actor": donor, "hole": hole, "already": hole <= 0}
            for donor, hole in one.breaking.order
        ],
    }


def _actor(code: str) -> dict[str, str]:
    return {"actor": code, "actor_name": country_name(code)}
