"""Write `scenario.yaml` of the example: the draft from its reviewed page, and a few changes.

    python tools/build_example.py

Run it after a change of the readers or of the drafting rules; the example's tests say when. The
review is that of `tests/demo/reviewed.csv`, what a person reads on the page: a statement that says
something else is corrected, one that the table lacks is rejected.
"""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import willing
from willing.demo import example_page
from willing.ledger.additions import add_judgement
from willing.ledger.database import Ledger
from willing.ledger.entries import statements
from willing.ledger.judgement import Judgement
from willing.scenario.aid import Aid
from willing.scenario.draftfile import draft_yaml
from willing.scenario.files import load_scenario, update_scenario
from willing.scenario.leaders import Leader
from willing.scenario.scenario import Branch, Event, Scenario
from willing.scenario.talks import Talks

HERE = example_page().parent
REVIEWED = Path(__file__).parents[1] / "tests" / "demo" / "reviewed.csv"
ANSWERS = ("reassurance_force", "nato_mission")  # the initiatives that the scenario is about
LISTS = ("contribution", "no_contribution", "conditions")
FORCE = (3000.0, 5000.0, 8000.0)

POLLS = (("2025-02-10", 55, 1000, "House A"), ("2025-03-03", 63, 1200, "House B"),
         ("2025-03-24", 60, 1000, "House A"))  # fmt: skip
INVENTED = "analyst (illustrative, no real poll)"
AID = (
    ("USA", 65, 47, 3), ("eu", 0, 49, 3), ("DEU", 11, 2, 3), ("GBR", 9, 4, 1), ("CAN", 3, 7, 0.5),
    ("JPN", 0, 8, 1.5), ("DNK", 8, 0, 1), ("NLD", 6, 1, 1), ("POL", 4, 1, 0.5), ("FRA", 4, 1, 0.5),
)  # fmt: skip
ROUNDED = (
    "analyst (round numbers after Kiel Institute, Ukraine Support Tracker, allocations from "
    "January 2022 to February 2025)"
)

ANALYST = """\
# An analyst's changes to this draft, for the example: the chances of a ceasefire and of an American
# backstop, which the page calls missing; and what Britain and France, as leads, are likely to send.
# Each is marked `analyst`. The polls under `leaders` are made up, to show how they are written.
# Each is marked `analyst`. The largest donors' aid is in round numbers, as the press cites them.
"""


TALKS = Talks.model_validate(
    {
        "links": {
            "minerals_deal": {
                "title": "A minerals deal with the United States",
                "values": {"UKR": [-0.2, -0.1, 0], "USA": [0.05, 0.15, 0.3]},
                "event": "us_backstop",
                "source": "analyst (an example: what Kyiv would give for the backstop)",
            }
        }
    }
)


def main() -> None:
    """Read, review, draft, change, write."""
    path = HERE / "scenario.yaml"
    given = willing.load_initiatives(HERE / "initiatives.yaml")
    pages = willing.read(example_page())
    ledger = willing.open_ledger(":memory:")
    willing.keep(pages, ledger, given)
    review(ledger)
    work = willing.study(pages, ledger, given=given)
    text = draft_yaml(work.scenario, quotes=work.quotes)
    path.write_text(text.replace("initiative:\n", f"{ANALYST}initiative:\n", 1), encoding="utf-8")
    update_scenario(path, changed(load_scenario(path)))
    print(f"{path}: {len(work.scenario.actors)} actors")


def review(ledger: Ledger) -> None:
    """Judge the statements as a person does who has read the page."""
    with REVIEWED.open(encoding="utf-8") as file:
        right = {(row["initiative"], row["actor"]): row for row in csv.DictReader(file)}
    for entry in statements(ledger):
        said = entry.statement
        if said.initiative not in ANSWERS:
            continue
        row = right.get((said.initiative, said.actor))
        wanted = {} if row is None else {
            "stance": row["stance"], **{name: tuple(row[name].split()) for name in LISTS}
        }  # fmt: skip
        wrong = {name: value for name, value in wanted.items() if getattr(said, name) != value}
        verdict = "reject" if row is None else "correct" if wrong else "accept"
        add_judgement(
            ledger,
            Judgement(
                statement=said.id,
                verdict=verdict,
                analyst="example",
                time=dt.datetime(2025, 4, 12, tzinfo=dt.UTC),
                corrections=wrong,
            ),
        )


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
            "events": drafted.events
            | {"ceasefire": ceasefire, "us_backstop": backstop, "us_aid": american_aid()},
            "actors": actors,
            "talks": TALKS,
            "leaders": {"president": illustrated()},
            "aid": supported(),
        }
    )


def american_aid() -> Event:
    """Whether the largest donor goes on."""
    return Event(
        p=0.5,
        title="American aid goes on",
        source="analyst (halted on 3 March, resumed on 11 March; nothing new has been granted)",
    )


def supported() -> Aid:
    """The largest donors, in round numbers."""
    kinds = ("military", "financial", "humanitarian")
    donors = {donor: dict(zip(kinds, given, strict=True)) for donor, *given in AID}
    return Aid.model_validate(
        {"donors": donors, "months": 38, "pause": {"USA": "not us_aid"}, "source": ROUNDED}
    )


def illustrated() -> Leader:
    """A leader with polls that nobody has taken."""
    fields = ("date", "percent", "sample", "house")
    polls = [dict(zip(fields, poll, strict=True)) for poll in POLLS]
    return Leader.model_validate(
        {
            "name": "Ukraine's president (made-up polls)",
            "country": "UKR",
            "polls": polls,
            "threshold": 0.4,
            "source": INVENTED,
        }
    )


if __name__ == "__main__":
    main()
