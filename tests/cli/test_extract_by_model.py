"""`willing extract --reader llm` and `--reader both`, against a stand-in server."""

from __future__ import annotations

import json

import pytest

from tests.extraction.model.server import StandIn, answer, fails, says, stand_in, statement

GIVEN = ("--initiatives", "initiatives.json")
NORWAY = "Norway is ready to join the Azure Strait patrol if the United Nations gives it a mandate."
SHIPPING = "Shipping companies counted 37 attacks on merchant vessels in the last month."
DENMARK = (
    "Denmark has ruled out sending ships to the Azure Strait patrol, but it will provide logistics."
)


def said(**fields):
    return statement(initiative="azure-patrol", **fields)


@pytest.fixture
def server(monkeypatch, tmp_path):
    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "http_proxy",
        "https_proxy",
        "all_proxy",
    ):
        monkeypatch.delenv(name, raising=False)
    with stand_in() as found:
        for name in ("KEY", "PRICE_IN", "PRICE_OUT", "BUDGET", "TIMEOUT", "CONCURRENCY"):
            monkeypatch.delenv(f"WILLING_LLM_{name}", raising=False)
        monkeypatch.setenv("WILLING_LLM_BASE_URL", found.url)
        monkeypatch.setenv("WILLING_LLM_MODEL", "stand-in")
        monkeypatch.setenv("WILLING_LLM_CACHE", str(tmp_path / "cache"))
        found.plays(
            answer(
                {
                    "statements": [
                        said(quote=NORWAY, stance="lean_in", conditions=["un_mandate"]),
                        said(quote=SHIPPING, stance="out"),
                    ]
                },
                usage=(1000, 100),
            )
        )
        yield found


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_what_the_text_bears_out_is_listed_and_the_rest_named(run, server: StandIn):
    result = run("extract", "page.txt", *GIVEN, "--reader", "llm", "--prices", "1", "2")
    assert "Norway  leaning in  if un_mandate" in result.stdout
    assert "1 statement\n" in result.stdout
    assert "refused: page: Norway out: Iran is named nearer to the quote" in result.stderr
    assert (
        "model: 1 call, 0 cached, 1,000 tokens in, 100 out, 0.0012 USD, 1 refused" in result.stderr
    )


def test_the_second_time_it_comes_from_the_cache(run, server):
    for _ in range(2):
        result = run("extract", "page.txt", *GIVEN, "--reader", "llm")
    assert len(server.asked) == 1
    assert "model: 0 calls, 1 cached" in result.stderr
    assert "cost unknown" in result.stderr
    run("extract", "page.txt", *GIVEN, "--reader", "llm", "--no-cache")
    assert len(server.asked) == 2


def test_both_mark_where_they_agree(run, server):
    found = lines(run("extract", "page.txt", *GIVEN, "--reader", "both", "--json").stdout)
    marks = {one["actor"]: (one["agreement"], one["reader"]) for one in found}
    assert marks["NOR"] == ("both", "rules")
    assert marks["DNK"] == ("rules", "rules")
    rules = lines(run("extract", "page.txt", *GIVEN, "--json").stdout)
    assert {one["id"] for one in rules} == {one["id"] for one in found}
    assert all("agreement" not in one for one in rules)


def test_refused_proposals_go_into_a_file(run, server, folder):
    result = run(
        "extract", "page.txt", *GIVEN, "--reader", "llm", "--json", "--refused", "no.jsonl"
    )
    (one,) = lines((folder / "no.jsonl").read_text())
    assert one["doc"] == "page" and one["actor"] == "Norway" and one["quote"] == SHIPPING
    assert one["reason"].startswith("Iran is named nearer")
    assert "refused:" not in result.stderr
    assert [s["reader"] for s in lines(result.stdout)] == ["model"]


def test_what_was_not_read_is_named_and_the_exit_code_is_3(run, server):
    server.plays(fails(400, "too long"))
    result = run("extract", "page.txt", *GIVEN, "--reader", "both", code=3)
    assert "Denmark" in result.stdout
    assert "page: characters " in result.stderr
    assert "not read by the model: the server refuses the request (400) (too long)" in result.stderr


def test_the_budget_stops_it(run, server):
    options = ("--prices", "1", "2", "--budget", "0.0001")
    result = run("extract", "page.txt", *GIVEN, "--reader", "llm", *options, code=3)
    assert "the budget of 0.0001 USD is used up" in result.stderr
    assert server.asked == []


def test_a_refused_key_is_one_message(run, server, monkeypatch):
    monkeypatch.setenv("WILLING_LLM_KEY", "not-a-good-key")
    server.plays(fails(401, "not-a-good-key is wrong"))
    result = run("extract", "page.txt", *GIVEN, "--reader", "llm", code=2)
    assert "refuses the key (401): set WILLING_LLM_KEY" in result.stderr
    assert "not-a-good-key" not in result.output


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--reader", "rules", "--model", "m"], "add --reader llm or both"),
        (["--no-cache"], "add --reader llm or both"),
        (["--reader", "llm", "--budget", "1"], "a budget needs prices"),
        (["--reader", "llm", "--base-url", "nowhere"], "write it as https"),
    ],
)
def test_impossible_options_are_exit_code_2(run, server, words, why):
    assert why in run("extract", "page.txt", *words, code=2).stderr


def test_the_ledger_keeps_what_each_reader_found(run, server):
    run("extract", "page.txt", *GIVEN, "--reader", "both", "--keep")
    kept = {one["actor"]: one for one in lines(run("ledger", "list", "--json").stdout)}
    assert {one["reader"] for one in kept.values()} == {"rules"}
    explained = run("explain", kept["NOR"]["id"]).stdout
    assert "agreement: rules and model" in explained
    run("extract", "page.txt", *GIVEN, "--reader", "llm", "--keep")
    readers = [one["reader"] for one in lines(run("ledger", "list", "--json").stdout)]
    assert sorted(readers).count("model") == 1
    run("extract", "page.txt", *GIVEN, "--reader", "both", "--keep", "--restart")
    assert run("ledger", "list", "--json").stdout.count('"reader": "model"') == 0


def test_a_page_read_in_part_takes_nothing_out_of_the_ledger(run, server):
    run("extract", "page.txt", *GIVEN, "--reader", "llm", "--keep")
    server.plays(fails(400, "too long"))
    options = ("--reader", "llm", "--keep", "--no-cache", "--restart")
    run("extract", "page.txt", *GIVEN, *options, code=3)
    assert len(lines(run("ledger", "list", "--json").stdout)) == 1
    server.plays(says())
    run("extract", "page.txt", *GIVEN, *options)
    assert lines(run("ledger", "list", "--json").stdout) == []


def test_passages_come_out_in_their_order(run, server):
    def turn(body):
        text = body["messages"][1]["content"]
        name = "Denmark" if "Denmark" in text else "Norway"
        quote = next(line for line in text.splitlines() if line.startswith(f"{name} will"))
        stance = "out" if name == "Denmark" else "in"
        return answer({"statements": [said(actor=name, stance=stance, quote=quote)]})(body)

    server.plays(turn)
    result = run("extract", "passages.jsonl", *GIVEN, "--reader", "llm", "--json")
    assert [(one["doc"], one["actor"]) for one in lines(result.stdout)] == [
        ("p1", "DNK"), ("p2", "NOR"),
    ]  # fmt: skip
    assert len(server.asked) == 2


def test_escapes_in_an_answer_do_not_reach_the_terminal(run, server):
    server.plays(answer({"statements": [said(actor="\x1b[31mNorway", quote="\x1b]0;x\x07 is in")]}))
    result = run("extract", "page.txt", *GIVEN, "--reader", "llm")
    assert "\x1b" not in result.output and "refused: " in result.stderr
