"""Asking a server: what it may do wrong, and what comes of it."""

from __future__ import annotations

import json
import threading
import time

import pytest

from tests.extraction.helpers import FORCE
from tests.extraction.model.checking import page
from tests.extraction.model.conftest import Open
from tests.extraction.model.server import (
    Play,
    StandIn,
    answer,
    dripping,
    fails,
    says,
    slow,
    statement,
)
from willing.errors import InputError
from willing.extraction.model.transport import LARGEST

TEXT = "Norway will join the stabilisation force."
GOOD = says({"quote": TEXT})
KEY = "a-key-that-nobody-sees"


def read(model, text=TEXT):
    return [one.actor for one in model.read(page(text), (FORCE,)).statements]


def test_a_well_behaved_server(server: StandIn, opened: Open):
    server.plays(GOOD)
    model = opened(key=KEY)
    assert read(model) == ["NOR"]
    assert server.paths == ["/v1/chat/completions"]
    assert server.keys == [f"Bearer {KEY}"]
    (body,) = server.asked
    assert (body["model"], body["temperature"]) == ("stand-in", 0)
    assert body["response_format"]["json_schema"]["strict"] is True
    assert TEXT in body["messages"][1]["content"]
    assert (model.usage.calls, model.usage.tokens_in, model.usage.tokens_out) == (1, 100, 20)
    assert model.usage.cost_usd is None


@pytest.mark.parametrize(
    ("turn", "why"),
    [
        (answer("{"), "not in JSON"),
        (answer("I would rather talk about the weather."), "not in JSON"),
        (answer("[" * 100_000), "not in JSON"),
        (answer('{"statements": [{"actor": "Nor', finish="length"), "cut off"),
        (answer(""), "empty"),
        (answer(None), "empty"),
        (answer(None, refusal="I cannot help with that."), "refused to answer"),
        (answer("", finish="content_filter"), "refused to answer"),
        (answer({"positions": []}), "not as the schema asks"),
        (answer({"statements": "none"}), "not as the schema asks"),
        (answer("7"), "not as the schema asks"),
        (lambda _: Play(body=b"<html>busy</html>"), "not in JSON"),
        (lambda _: Play(body=b'{"choices": []}'), "holds no answer"),
        (lambda _: Play(body=b'{"choices": [{"message": 3}]}'), "holds no answer"),
        (lambda _: Play(body=b"[]"), "not in JSON"),
        (lambda _: Play(body=b"\xff\xfe"), "not in JSON"),
    ],
)
def test_an_answer_that_cannot_be_used_is_asked_for_once_more(server, opened, turn, why):
    server.plays(turn, GOOD)
    assert read(opened()) == ["NOR"]
    assert len(server.asked) == 2
    repaired = server.asked[1]["messages"]
    assert [message["role"] for message in repaired] == ["system", "user"]
    assert "could not be used" in repaired[1]["content"]
    server.asked.clear()
    server.plays(turn)
    model = opened()
    assert read(model) == []
    assert len(server.asked) == 2
    assert why in model.unread[0].reason


@pytest.mark.parametrize("status", [429, 500, 502, 503, 529])
def test_what_passes_is_tried_again(server, opened, status):
    server.plays(fails(status), fails(status), GOOD)
    model = opened()
    assert read(model) == ["NOR"]
    assert (len(server.asked), model.usage.calls) == (3, 1)


def test_after_some_tries_the_chunk_is_left_unread_and_the_rest_is_read(server, opened):
    server.plays(fails(500), fails(500), fails(500), GOOD)
    model = opened()
    assert read(model) == []
    assert read(model) == ["NOR"]
    (part,) = model.unread
    assert (part.doc, part.start, part.end) == ("t", 0, len(TEXT))
    assert "the server answers 500" in part.reason


def test_retry_after_is_heeded_within_limits(server, opened):
    server.plays(fails(429, Retry_After="0"), GOOD)
    assert read(opened()) == ["NOR"]
    server.asked.clear()
    server.plays(fails(429, Retry_After="86400"))
    model = opened()
    begin = time.monotonic()
    assert read(model) == []
    assert time.monotonic() - begin < 5
    assert "asks to wait for 86400 seconds" in model.unread[0].reason
    assert len(server.asked) == 1


@pytest.mark.parametrize("turn", [slow(30), dripping(0.02)], ids=["silent", "dripping"])
def test_a_slow_server_is_not_waited_for(server, opened, turn):
    server.plays(turn)
    model = opened(timeout=0.15, attempts=2)
    begin = time.monotonic()
    assert read(model) == []
    assert time.monotonic() - begin < 5
    assert "no answer within 0.15 seconds" in model.unread[0].reason
    assert len(server.asked) == 2


def test_a_reply_without_end_is_not_read(server, opened):
    server.plays(lambda _: Play(body=b"x" * (LARGEST + 100_000)))
    model = opened()
    assert read(model) == []
    assert "longer than" in model.unread[0].reason
    assert len(server.asked) == 1


def test_a_server_that_is_not_there_is_given_up(opened):
    model = opened(base_url="http://127.0.0.1:9/v1", attempts=2, concurrency=1)
    for _ in range(5):
        assert read(model) == []
    assert "cannot be reached" in model.unread[0].reason
    assert "not asked" in model.unread[-1].reason
    assert model.usage.calls == 0


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        (fails(401, "bad key"), "WILLING_LLM_KEY"),
        (fails(403), "WILLING_LLM_KEY"),
        (fails(404, "no such model"), "no such model"),
        (fails(302, Location="http://127.0.0.1:9/"), "does not answer as a model's address"),
    ],
)
def test_what_no_question_can_mend_ends_the_run(server, opened, turn, said):
    server.plays(turn)
    with pytest.raises(InputError, match=said):
        read(opened(key=KEY))
    assert len(server.asked) == 1


def test_the_key_comes_out_nowhere(server, opened, tmp_path):
    echoed = {"actor": KEY, "stance": KEY, "quote": f"Norway {KEY}"}
    server.plays(says(echoed, {"quote": TEXT}))
    model = opened(key=KEY, cache=tmp_path / "cache")
    assert read(model) == ["NOR"]
    server.plays(fails(401, f"the key {KEY} is wrong"))
    with pytest.raises(InputError) as caught:
        read(model, f"{TEXT} So it is.")
    kept = "".join(path.read_text() for path in (tmp_path / "cache").rglob("*.json"))
    assert kept
    for said in (repr(model.refused), str(caught.value), kept, repr(model._asker._settings)):
        assert KEY not in said


@pytest.mark.parametrize(
    ("complaint", "status", "seen"),
    [
        ("response_format json_schema is not supported", 400, ["json_schema", "json_object"]),
        ("this does not work", 422, ["json_schema", "json_object"]),
    ],
)
def test_a_server_without_schemas_is_asked_in_a_simpler_way(
    server, opened, complaint, status, seen
):
    server.plays(fails(status, complaint), GOOD)
    model = opened()
    assert read(model) == ["NOR"]
    assert read(model, f"{TEXT} So it is.") == ["NOR"]
    formats = [body["response_format"]["type"] for body in server.asked]
    assert formats == [*seen, seen[-1]]


def test_a_server_without_any_format_answers_in_text(server, opened):
    text = f"Here it is:\n```json\n{json.dumps({'statements': [statement(quote=TEXT)]})}\n```"
    server.plays(fails(400, "no"), fails(400, "response_format?"), answer(text))
    assert read(opened()) == ["NOR"]
    assert "response_format" not in server.asked[-1]


@pytest.mark.parametrize(
    ("complaint", "field", "value"),
    [
        ("Use 'max_completion_tokens' instead of 'max_tokens'", "max_completion_tokens", 4000),
        ("'temperature' does not support 0", "temperature", None),
    ],
)
def test_fields_that_a_server_refuses_are_left_out(server, opened, complaint, field, value):
    server.plays(fails(400, complaint), GOOD)
    assert read(opened()) == ["NOR"]
    assert server.asked[-1].get(field) == value
    assert server.asked[-1]["response_format"]["type"] == "json_schema"


def test_a_request_that_is_refused_in_every_way_is_reported(server, opened):
    server.plays(fails(400, "the context is too long"))
    model = opened()
    assert read(model) == []
    assert "the context is too long" in model.unread[0].reason


@pytest.mark.parametrize(
    "wrap", ["{}", "```json\n{}\n```", "<think>{{so}}</think>\n{}", "Sure: {} Done."]
)
def test_json_is_found_within_what_a_model_says_around_it(server, opened, wrap):
    server.plays(answer(wrap.format(json.dumps({"statements": [statement(quote=TEXT)]}))))
    assert read(opened()) == ["NOR"]
    assert len(server.asked) == 1


def test_one_bad_proposal_spoils_no_other(server, opened):
    bad = [3, None, {}, {"actor": 3}, statement(quote=["x"]), statement(stance="\ud800")]
    server.plays(answer({"statements": [*bad, statement(quote=TEXT)]}))
    model = opened()
    assert read(model) == ["NOR"]
    assert len(model.refused) == len(bad)


def test_a_flood_of_proposals_is_cut(server, opened):
    server.plays(says(*({"quote": TEXT, "actor": f"Nowhere {n}"} for n in range(5000))))
    model = opened()
    assert read(model) == []
    assert len(model.refused) == 201


def test_answers_are_taken_in_the_order_of_the_text(server, opened):
    sentence = "Weather was fair on day {}, and the delegates went on to speak of it at length. "
    filler = "".join(sentence.format(n) for n in range(150))
    texts = [f"{name} will join the stabilisation force." for name in ("Norway", "Peru", "Chile")]
    gate = threading.Barrier(3, timeout=5)

    def turn(body):
        gate.wait()  # all three are asked at the same time
        shown = body["messages"][1]["content"]
        found = [text for text in texts if text in shown]
        time.sleep(0.0 if "Chile" in shown else 0.05)
        return says(*({"actor": t.split()[0], "quote": t} for t in found))(body)

    server.plays(turn)
    model = opened(concurrency=3, timeout=10)
    article = page("\n\n".join(f"{text}\n\n{filler[:5000]}" for text in texts))
    reading = model.read(article, (FORCE,))
    assert len(server.asked) == 3
    assert [one.actor for one in reading.statements] == ["NOR", "PER", "CHL"]


def test_closing_does_not_wait_for_the_server(server, opened):
    server.plays(slow(30))
    model = opened(timeout=60)
    model.ask_ahead(page(TEXT), (FORCE,))
    begin = time.monotonic()
    model.close()
    assert time.monotonic() - begin < 2


@pytest.mark.parametrize("content", ["```\nx" * 100_000, "{" * 200_000, "<think>" * 100_000])
def test_an_answer_made_to_be_slow_is_not(server, opened, content):
    server.plays(answer(content))
    begin = time.monotonic()
    assert read(opened()) == []
    assert time.monotonic() - begin < 3


def test_many_proposals_on_a_page_of_repetitions_are_checked_in_time(server, opened):
    text = " ".join([TEXT] * 300)
    actors = ("Norway", "Peru", "Chile", "France")
    server.plays(
        says(*({"actor": actors[n % 4], "quote": TEXT, "veto": False} for n in range(190)))
    )
    begin = time.monotonic()
    assert read(opened(timeout=20), text) == ["NOR"]
    assert time.monotonic() - begin < 10
