import datetime as dt

import pytest

from willing.documents.article import Article
from willing.documents.read import read_text
from willing.extraction.events import events_spoken_of
from willing.extraction.figures import find_figures
from willing.extraction.infer import bodies_on_page, infer_initiatives
from willing.extraction.read import initiatives_of
from willing.extraction.rules import read_statements
from willing.reference.initiative import Initiative


def page(text: str, title: str = "") -> Article:
    return read_text(text, doc="t", title=title, date=dt.date(2025, 3, 5), clean=False)


@pytest.mark.parametrize(
    ("title", "text", "name"),
    [
        (
            "Ten states join ‘Sea Shield’ patrol",
            "The Sea Shield patrol begins in May.",
            "sea shield patrol",
        ),
        (
            "A quarrel over sanctions against Belarus",
            "The sanctions against Belarus lapse.",
            "sanctions against belarus",
        ),
        (
            "States sign Global Plastics Pact",
            "The Global Plastics Pact has 40 members.",
            "global plastics pact",
        ),
        (
            "Operation Clear Strait begins",
            "Operation Clear Strait has six ships.",
            "operation clear strait",
        ),
    ],
)
def test_the_main_initiative_is_the_one_that_a_page_puts_first(
    title: str, text: str, name: str
) -> None:
    found = infer_initiatives(page(text, title))
    assert name in found[0].name.lower()
    assert found[0].inferred


def test_a_page_on_nothing_has_no_initiative() -> None:
    assert infer_initiatives(page("The cat sat on the mat and slept.")) == ()


def test_where_nothing_has_a_name_it_is_what_is_to_be_sent() -> None:
    article = page(
        "Norway will not rule out sending troops. Italy will not send soldiers. France and "
        "Britain are ready to deploy soldiers after a ceasefire.",
        "Oslo keeps the door ajar",
    )
    found = infer_initiatives(article)
    assert [(i.name, i.aliases, i.inferred) for i in found] == [
        ("sending soldiers", ("soldiers",), True)
    ]
    said = {s.actor: s.stance for s in read_statements(article, found)}
    assert said["ITA"] == "out"
    assert {said[actor] for actor in ("NOR", "FRA", "GBR")} <= {"lean_in", "in"}


def test_other_matters_stay_apart_from_the_main_one() -> None:
    text = (
        "The Harbour Coalition gains members. The Harbour Coalition meets in May. "
        "A fisheries deal with Norway is on the table, too."
    )
    names = [i.name.lower() for i in infer_initiatives(page(text, "Harbour Coalition grows"))]
    assert names[0] == "harbour coalition"
    assert any("fisheries deal" in name for name in names[1:])


def test_a_naval_force_is_joined_with_ships() -> None:
    text = (
        "The Gulf patrol needs frigates. Denmark sends a frigate to the Gulf patrol. Warships sail."
    )
    assert "naval" in infer_initiatives(page(text, "The Gulf patrol"))[0].core


def test_bodies_count_where_the_page_speaks_of_blocking() -> None:
    assert bodies_on_page(page("Any member of NATO could veto the mission.")) == ("nato",)
    assert bodies_on_page(page("NATO planes flew over the sea.")) == ()


def test_events_count_where_something_hangs_on_them() -> None:
    assert "us_backstop" in events_spoken_of(page("Without US backing the plan is weak."))
    assert events_spoken_of(page("The ceasefire began on Monday.")) == ()


def test_figures_are_counts_and_money_and_no_dates() -> None:
    text = (
        "On 5 March 2025 nearly 1,900 bombs fell in one week. The fund holds €2.5 billion. "
        "He is 44. Article 5 stands. About 30% of states agreed."
    )
    found = {f.figure: f for f in find_figures(page(text))}
    assert found["nearly 1,900 bombs"].value == 1900
    assert found["nearly 1,900 bombs"].span == "in one week"
    assert any(f.value == 2.5e9 for f in found.values())
    assert any(f.value == 30 for f in found.values())
    assert not any(f.value in (2025, 44, 5) for f in found.values())


def test_several_figures_of_one_sentence_share_their_quote() -> None:
    text = "Over 1,050 drones and more than 40 mines were counted."
    found = find_figures(page(text))
    assert [f.value for f in found] == [1050, 40]
    assert {f.quote for f in found} == {text}


def test_an_initiative_that_the_page_does_not_speak_of_is_not_read() -> None:
    bread = Initiative(id="bread", name="Methane bread pact")
    article = page("France will send troops to the stabilisation force for Haiti.")
    assert initiatives_of(article, {"bread": bread}) == ()
    assert initiatives_of(article, {"bread": bread}, ["bread"]) == (bread,)


def test_names_are_found_in_good_time_in_one_endless_line() -> None:
    assert infer_initiatives(page("The Harbour Coalition grows and " * 30_000))
