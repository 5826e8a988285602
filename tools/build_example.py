"""Write `scenario.yaml` of the example: the draft from its page, with an analyst's changes.

    python tools/build_example.py

Run it after a change of the readers or of the drafting rules; the example's tests say when.
"""

from __future__ import annotations

import willing
from willing.demo import example_page
from willing.scenario.draftfile import draft_yaml
from willing.scenario.files import load_scenario, update_scenario
from willing.scenario.scenario import Branch, Event, Scenario

HERE = example_page().parent
FORCE = (3000.0, 5000.0, 8000.0)

ANALYST = """\
# An analyst's changes to this draft, for the example: the chances of a ceasefire and of an American
# backstop, which the page calls missing; and what Britain and France, as leads, are likely to send.
# Each is marked `analyst`.
"""


def main() -> None:
    """Draft, change, write."""
    path = HERE / "scenario.yaml"
    given = willing.load_initiatives(HERE / "initiatives.yaml")
    work = willing.study(willing.read(example_page()), given=given)
    text = draft_yaml(work.scenario, quotes=work.quotes)
    path.write_text(text.replace("initiative:\n", f"{ANALYST}initiative:\n", 1), encoding="utf-8")
    update_scenario(path, changed(load_scenario(path)))
    print(f"{path}: {len(work.scenario.actors)} actors")


def changed(drafted: Scenario) -> Scenario:
    """The draft with what the analyst knows better than its defaults."""
    ceasefire = Event(
        p=0.25,
        title=drafted.events["ceasefire"].title,
        source="analyst (Kyiv has accepted one, Moscow has not)",
    )
    backstop = Event(
        p=Branch.model_validate({"if": "ceasefire", "then": 0.3, "else": 0.05}),
        title=drafted.events["us_backstop"].title,
        source="analyst (nothing has been offered; likelier once the guns are silent)",
    )
    actors = dict(drafted.actors)
    for lead in drafted.initiative.leads:
        pledges = tuple(
            pledge.model_copy(update={"amount": FORCE, "amount_source": "analyst"})
            if pledge.kind == "ground_troops"
            else pledge
            for pledge in actors[lead].pledges
        )
        actors[lead] = actors[lead].model_copy(update={"pledges": pledges})
    return drafted.model_copy(
        update={
            "events": drafted.events | {"ceasefire": ceasefire, "us_backstop": backstop},
            "actors": actors,
        }
    )


if __name__ == "__main__":
    main()
