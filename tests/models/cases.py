"""Small scenarios for the models' tests, written from scratch."""

from __future__ import annotations

from typing import Any

from willing.scenario.scenario import Scenario


def pledge(kind: str, stance: Any, when: str = "", amount: Any = 1, **more: Any) -> dict[str, Any]:
    return {"kind": kind, "stance": stance, "when": when, "amount": amount, **more}


def scenario(
    actors: dict[str, Any],
    events: dict[str, Any] | None = None,
    requires: dict[str, float] | None = None,
    core: tuple[str, ...] = ("ground_troops",),
    **more: Any,
) -> Scenario:
    """A scenario; an actor is a list of pledges, or a dict of the actor's fields."""
    return Scenario.model_validate(
        {
            "initiative": {
                "id": "river-patrol",
                "title": "Joint river patrol",
                "date": "2024-05-01",
                "core": list(core),
                "requires": requires or {},
            },
            "events": {
                name: event if isinstance(event, dict) and "p" in event else {"p": event}
                for name, event in (events or {}).items()
            },
            "actors": {
                code: {"blocs": [], **({"pledges": actor} if isinstance(actor, list) else actor)}
                for code, actor in actors.items()
            },
            **more,
        }
    )


def patrol() -> Scenario:
    """Eight actors in two blocs, three events, conditions of every form."""
    troops = [200, 500, 900]
    lognormal = {"p10": 100, "p50": 300, "p90": 1200}
    return scenario(
        {
            "ann": {
                "said": "lead",
                "blocs": ["north"],
                "pledges": [
                    pledge("ground_troops", "lead", "truce", troops),
                    pledge("naval", "in", "truce and mandate", 3),
                ],
            },
            "bob": {
                "said": "in",
                "blocs": ["north"],
                "pledges": [
                    pledge("ground_troops", "in", "joined(ann)", lognormal),
                ],
            },
            "cid": {
                "said": "lean_in",
                "blocs": ["north", "south"],
                "pledges": [
                    pledge("ground_troops", "lean_in", "total(ground_troops) >= 600", troops),
                ],
            },
            "dan": {
                "blocs": ["south"],
                "pledges": [
                    pledge("ground_troops", {"mean": 0.4, "sd": 0.9}, "members() > 2", 400),
                    pledge("logistics", 0.8, "supports(ann) or mandate", 1),
                ],
            },
            "eve": {
                "said": "undecided",
                "blocs": ["south"],
                "pledges": [
                    pledge("ground_troops", "undecided", "joined(fay)", troops),
                ],
            },
            "fay": {
                "said": "undecided",
                "blocs": ["south"],
                "pledges": [
                    pledge("ground_troops", "undecided", "joined(eve) or not storm", troops),
                ],
            },
            "gus": {
                "said": "out",
                "blocs": [],
                "pledges": [
                    pledge("ground_troops", "out", "", 800),
                    pledge("political", "in", "", 1),
                ],
            },
            "hal": {"said": "oppose"},
            "zoe": {},
        },
        events={
            "truce": 0.5,
            "mandate": {
                "p": {"if": "truce", "then": 0.6, "else": {"if": "storm", "then": 0.0, "else": 0.2}}
            },
            "storm": 0.3,
        },
        requires={"ground_troops": 1500, "logistics": 1},
        core=("ground_troops",),
        bodies={
            "council": {
                "rule": {
                    "weights": dict.fromkeys(("ann", "bob", "cid", "gus", "hal", "zoe"), 1),
                    "quota": 6,
                    "counts": "not_no",
                },
                "members": ["ann", "bob", "cid", "gus", "hal", "zoe"],
                "votes": {"hal": {"yes": 0, "abstain": 0.4, "no": 0.6}},
            },
            "opt_in": {"rule": "opt_in", "minimum": 3},
        },
    )
