"""What the crisis game says as plain data, for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from willing.models.deterrence.agent_qre import Solution
from willing.models.deterrence.deterrence import Case, Deterrence
from willing.models.deterrence.game import Game
from willing.models.deterrence.parameters import Parameter
from willing.models.deterrence.setting import SOLVERS
from willing.reference.crisis import PARAMETERS


def plain(found: Deterrence) -> dict[str, Any]:
    """The answer; probabilities in [0, 1], forces in the scenario's own unit."""
    setting = found.setting
    return {
        "method": SOLVERS[setting.solver],
        "seed": found.seed,
        "worlds": found.worlds,
        "contest": setting.contest,
        "settlement": setting.settlement or None,
        "backstop": setting.backstop or None,
        "weights": dict(setting.weights or {}),
        "settled": asdict(found.settled) if found.settled else None,
        "force": dict(zip(("p10", "median", "p90"), found.force, strict=True)),
        "shares": asdict(found.shares),
        "outcomes": [asdict(spread) for spread in found.spreads],
        "by_event": [
            {"event": on.name, "with": _case(on), "without": _case(off)}
            for on, off in found.by_event
        ],
        "by_members": [{"members": int(case.name)} | _case(case) for case in found.by_members],
        "curve": [
            {"force": size} | asdict(shares)
            for size, shares in zip(found.curve.sizes, found.curve.shares, strict=True)
        ],
        "turning": {
            "force": found.curve.peak,
            "holds": found.curve.best,
            "up_to": found.curve.sizes[-1],
            "share_of_worlds": found.curve.turning,
            "median_of_these": found.curve.median,
        },
        "tornado": [asdict(bar) | {"swing": bar.swing} for bar in found.tornado],
        "sobol": [asdict(index) for index in found.sobol],
        "bargaining_range": {
            "without_backstop": asdict(found.ranges[0]),
            "with_backstop": asdict(found.ranges[1]),
        },
        "parameters": [_parameter(one) for one in setting.parameters.values()],
    }


def plain_solutions(game: Game, solutions: tuple[Solution, ...]) -> dict[str, Any]:
    """A game of one's own and how it is played."""
    return {
        "title": game.title,
        "players": list(game.players),
        "solutions": [
            {
                "method": one.method,
                "values": dict(zip(game.players, one.values, strict=True)),
                "ends": [{"end": name, "after": path, "p": p} for name, path, p in one.ends],
                "choices": [{"after": path, "p": chosen} for path, chosen in one.choices.items()],
                "ties": one.ties,
            }
            for one in solutions
        ],
    }


def _case(case: Case) -> dict[str, Any]:
    return {"worlds": case.worlds, "shares": asdict(case.shares) if case.shares else None}


def _parameter(one: Parameter) -> dict[str, Any]:
    value = one.span[0] if len(one.span) == 1 else list(one.span)
    meaning = PARAMETERS[one.name].words
    return {"name": one.name, "value": value, "source": one.source, "meaning": meaning}
