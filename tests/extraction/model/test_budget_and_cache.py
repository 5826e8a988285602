"""What it costs, what it may cost, and what is not paid for twice."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extraction.helpers import FORCE, PACT
from tests.extraction.model.checking import page
from tests.extraction.model.server import answer, fails, says, slow, statement
from willing.extraction.model.settings import ModelSettings
from willing.extraction.model.tally import Tally
from willing.extraction.model.trouble import AnswerError

TEXT = "Norway will join the stabilisation force."
OTHER = f"{TEXT} So it is."
GOOD = says({"quote": TEXT})
PRICED = {"price_in": 1.0, "price_out": 2.0}


def read(model, text=TEXT, initiative=FORCE):
    return [one.actor for one in model.read(page(text), (initiative,)).statements]


def test_the_cost_is_counted_by_what_the_server_says(server, opened):
    server.plays(answer({"statements": []}, usage=(1_000_000, 500_000)))
    model = opened(**PRICED)
    read(model)
    assert model.usage.cost_usd == pytest.approx(2.0)


@pytest.mark.parametrize("usage", [None, (-1, 3), ("x", 3), (True, 3), (10**12, 3)])
def test_a_server_that_does_not_count_is_taken_at_its_most(server, opened, usage):
    server.plays(answer({"statements": []}, usage=usage))
    model = opened(**PRICED)
    read(model)
    assert model.usage.tokens_out == 4000
    assert model.usage.tokens_in > len(TEXT)


def test_the_budget_is_not_exceeded_and_what_is_left_is_reported(server, opened):
    server.plays(answer({"statements": [statement(quote=TEXT)]}, usage=None))
    model = opened(budget=0.02, **PRICED, concurrency=4)
    texts = [f"{TEXT} Number {n}." for n in range(6)]
    for text in texts:
        model.ask_ahead(page(text), (FORCE,))
    found = [read(model, text) for text in texts]
    assert found.count(["NOR"]) == len(server.asked) == 1
    assert 0 < model.usage.cost_usd <= 0.02
    assert [part.reason for part in model.unread] == ["the budget of 0.02 USD is used up"] * 5


def test_requests_that_were_turned_down_cost_nothing(server, opened):
    server.plays(fails(500), fails(429), GOOD)
    model = opened(budget=0.02, **PRICED)
    assert read(model) == ["NOR"]
    assert model.usage.cost_usd == pytest.approx((100 + 2 * 20) / 1_000_000)


def test_a_request_that_timed_out_may_have_been_charged(server, opened):
    server.plays(slow(30))
    model = opened(timeout=0.1, attempts=1, **PRICED)
    assert read(model) == []
    assert model.usage.cost_usd > 0


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=30))
def test_however_requests_come_the_budget_holds(requests):
    settings = ModelSettings("http://x", "m", price_in=1.0, price_out=1.0, budget=3.0)
    tally = Tally(settings)

    def one(request):
        try:
            tally.set_aside(*request)
        except AnswerError:
            return
        tally.settle(request, (request[0] // 2, request[1]))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, requests))
    assert tally.usage.cost_usd <= 3.0 + 1e-9


def test_what_was_answered_is_not_asked_again(server, opened, tmp_path):
    server.plays(GOOD)
    for _ in range(2):
        model = opened(cache=tmp_path, **PRICED)
        assert read(model) == ["NOR"]
    assert len(server.asked) == 1
    assert (model.usage.calls, model.usage.cached, model.usage.cost_usd) == (0, 1, 0.0)


def test_another_text_model_or_initiative_is_asked_about(server, opened, tmp_path, settings):
    server.plays(GOOD)
    read(opened(cache=tmp_path))
    read(opened(cache=tmp_path), OTHER)
    read(opened(cache=tmp_path), TEXT, PACT)
    read(opened(cache=tmp_path), TEXT, FORCE.model_copy(update={"aliases": ("the force",)}))
    read(opened(cache=tmp_path, model="another"))
    assert len(server.asked) == 5
    read(opened(cache=tmp_path, key="12345678", budget=3.0, **PRICED, timeout=9))
    assert len(server.asked) == 5


def test_without_a_cache_everything_is_asked(server, opened):
    server.plays(GOOD)
    for _ in range(2):
        read(opened())
    assert len(server.asked) == 2


def test_answers_that_cannot_be_used_are_not_kept(server, opened, tmp_path):
    server.plays(answer("no"))
    read(opened(cache=tmp_path))
    assert not list(tmp_path.rglob("*.json"))


@pytest.mark.parametrize("spoilt", ["", "[]", "{", '{"key": 1}', '{"answer": "no"}', "[" * 99999])
def test_a_spoilt_file_is_asked_for_anew(server, opened, tmp_path, spoilt):
    server.plays(GOOD)
    read(opened(cache=tmp_path))
    (path,) = tmp_path.rglob("*.json")
    path.write_text(spoilt)
    assert read(opened(cache=tmp_path)) == ["NOR"]
    assert len(server.asked) == 2
    assert json.loads(path.read_text())["answer"]


def test_a_changed_file_says_no_more_than_the_document(server, opened, tmp_path):
    server.plays(GOOD)
    read(opened(cache=tmp_path))
    (path,) = tmp_path.rglob("*.json")
    kept = json.loads(path.read_text())
    forged = [statement(quote="France is in."), statement(quote=TEXT, stance="out")]
    path.write_text(json.dumps(kept | {"answer": json.dumps({"statements": forged})}))
    model = opened(cache=tmp_path)
    assert read(model) == []
    assert len(model.refused) == 2


def test_a_cache_that_cannot_be_written_stops_nothing(server, opened, tmp_path):
    (tmp_path / "file").write_text("")
    server.plays(GOOD)
    assert read(opened(cache=tmp_path / "file")) == ["NOR"]


def test_the_same_text_twice_at_a_time_is_asked_once(server, opened):
    server.plays(GOOD)
    model = opened()
    model.ask_ahead(page(TEXT), (FORCE,))
    model.ask_ahead(replace(page(TEXT), doc="copy"), (FORCE,))
    assert read(model) == ["NOR"]
    assert len(server.asked) == 1
